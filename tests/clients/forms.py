"""What a browser would send of a form on a page, untouched."""

from html.parser import HTMLParser
from typing import Any


class _Reader(HTMLParser):
    def __init__(self, css_class: str) -> None:
        super().__init__()
        self.css_class, self.is_inside, self.typing = css_class, False, ""
        self.values: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.is_inside = self.css_class in (given.get("class") or "").split()
        name = given.get("name")
        if not self.is_inside or not name or "disabled" in given:
            return
        if tag == "textarea":
            self.typing = name
            self.values[name] = [""]
        elif tag == "input" and _is_sent(given):
            unsaid = "on" if "checked" in given else ""
            self.values.setdefault(name, []).append(given.get("value", unsaid) or "")

    def handle_data(self, data: str) -> None:
        if self.typing:
            self.values[self.typing][0] += data.removeprefix("\n") if not self.values[self.typing][0] else data

    def handle_endtag(self, tag: str) -> None:
        self.typing = "" if tag == "textarea" else self.typing
        self.is_inside = self.is_inside and tag != "form"


def _is_sent(given: dict[str, str | None]) -> bool:
    kind = given.get("type")
    return "checked" in given if kind in ("radio", "checkbox") else kind != "file"


def as_it_stands(response: Any, css_class: str) -> dict[str, list[str]]:
    """The fields of the form of that class by name, as a browser sends them when nobody touches it. Selects and files
    are left out."""
    reader = _Reader(css_class)
    reader.feed(response.content.decode())
    return reader.values
