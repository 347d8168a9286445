"""What an editor can put into a page."""

from cms.blocks.body import BODY

__all__ = ["BODY"]
