"""The form of a page with what stands in it, as a browser would send it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
NOT_SENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Form:
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)


def form_of(page: str, action: str, address: str) -> Form | None:
    """The first form that is sent by POST to an address that holds ``action``; one without an address of its own is
    sent to ``address``. None where there is none. Only the forms are parsed: the rest of a page is most of it."""
    for text in FORM.findall(page):
        reader = _Reader(address)
        reader.feed(text)
        if reader.is_post and action in reader.form.action:
            return reader.form
    return None


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.form, self.is_post, self._address = Form(address), False, address
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._text: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = "" if "disabled" in said else said.get("name", "")
        if tag == "form":
            self.form.action = said.get("action") or self._address
            self.is_post = said.get("method", "").lower() == "post"
        elif tag == "input" and name:
            kind = said.get("type", "text")
            if kind in NOT_SENT or (kind in ("checkbox", "radio") and "checked" not in said):
                return
            self.form.fields.append((name, said.get("value", "on" if kind in ("checkbox", "radio") else "")))
        elif tag == "select" and name:
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((said.get("value", ""), "selected" in said))
        elif tag == "textarea" and name:
            self._text = (name, [])

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text:
            name, parts = self._text
            self.form.fields.append((name, "".join(parts).removeprefix("\n")))
            self._text = None
        elif tag == "select" and self._select:
            chosen = [value for value, selected in self._options if selected] or [v for v, _ in self._options[:1]]
            self.form.fields += [(self._select, value) for value in chosen]
            self._select = None
