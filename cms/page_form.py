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
        for field in self.fields.values():
            # Django takes a field with a default that is worked out for changed, unless the form repeats what it began
            # with, which an editor's form does not: whoever only approved a page would be its last author.
            field.show_hidden_initial = False
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for field, error in refused(self.instance, cleaned).items():
            self.add_error(field if field in self.fields else None, error)
        return cleaned
