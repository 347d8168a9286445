"""The form in which editors write a page."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from cms.claims import refused


class SitePageForm(WagtailAdminPageForm):
    """Refuses numbers of policies typed by hand, at the block in which they stand; what was typed stays in the form.

    An address left empty is made of the title: a browser cannot do that for a Chinese one.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for field, error in refused(self.instance, cleaned).items():
            self.add_error(field if field in self.fields else None, error)
        return cleaned
