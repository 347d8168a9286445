"""The body of a page."""

from typing import Any

from wagtail.fields import StreamField


class Body(StreamField):
    """A StreamField whose blocks stand in code alone: a block that is changed or added makes no migration."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _, kwargs = super().deconstruct()
        return name, path, [[]], {key: value for key, value in kwargs.items() if key != "block_lookup"}
