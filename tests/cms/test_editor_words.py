"""What editors read is Chinese: the file of words is compiled, and the screens of their day hold no English."""

import gettext
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from cms.models import ContactPage, NewsItemPage, NewsPage
from people.models import Role
from tests.cast import a_member

WORDS = Path(settings.BASE_DIR) / "cms/locale/zh_Hans/LC_MESSAGES"
# Names of formats and of what stands in an address.
KNOWN = re.compile(r"jianianhua-2026|\b(?:URL|JPG|JPEG|PNG|WEBP|CSV|XLSX|TSV|PDF|MB|KB|ID|http|https|chosen)\b")
ENGLISH = re.compile(r"[A-Za-z]{3,}[A-Za-z ,.'-]*")
# Drawn by scripts that put Chinese in its place, or kept for them in a page and never shown.
UNSEEN = {"script", "style", "template", "svg", "noscript"}
EMPTY = {"br", "hr", "img", "input", "link", "meta", "col", "use", "source", "path", "wbr"}
SPOKEN = ("aria-label", "title", "placeholder", "alt")


class Said(HTMLParser):
    """Texts and labels of a page, without what nobody reads."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden or tag in UNSEEN or ("hidden", None) in attrs:
            if tag not in EMPTY:
                self._hidden.append(tag)
            return
        self.texts += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


def english(page: str) -> set[str]:
    said = Said()
    said.feed(page)
    return {found[0].strip() for text in said.texts for found in ENGLISH.finditer(KNOWN.sub("", text))}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_file_is_that_of_the_text(domain):
    written = re.findall(r'^msgstr(?:\[0\])? "(.+)"$', (WORDS / f"{domain}.po").read_text(), re.MULTILINE)

    with (WORDS / f"{domain}.mo").open("rb") as compiled:
        spoken = set(gettext.GNUTranslations(compiled)._catalog.values())

    assert len(written) > 10
    assert {text.encode().decode("unicode_escape").encode("latin-1").decode() for text in written} <= spoken


def test_the_scripts_are_given_the_words_too(client, site):
    client.force_login(a_member("陈静", Role.EDITOR, "1506"))

    answer = client.get(reverse("wagtailadmin_javascript_catalog"))

    assert "从这里分成两段".encode("unicode_escape").decode() in answer.content.decode()


def test_the_screens_of_a_day_are_in_chinese(client, site):
    editor, reviewer = a_member("陈静", Role.EDITOR, "1506"), a_member("白莹", Role.REVIEWER, "1506")
    news = NewsPage.objects.get()
    item = NewsItemPage(title="推介会报名开始", slug="open", live=False, owner=editor)
    news.add_child(instance=item)
    item.save_revision(user=editor, log_action=True)
    item.save_revision(user=editor, log_action=True)
    item.get_workflow().start(item, editor)
    contact = ContactPage.objects.get()
    pages = [
        reverse("wagtailadmin_home"),
        *(reverse("wagtailadmin_explore", args=[page.pk]) for page in (site, news)),
        *(reverse(f"wagtailadmin_pages:{name}", args=[item.pk]) for name in ("edit", "history", "usage", "delete")),
        *(reverse(f"wagtailadmin_pages:{name}", args=[contact.pk]) for name in ("copy", "unpublish", "edit")),
        reverse("wagtailadmin_pages:workflow_history", args=[item.pk]),
        reverse("wagtailadmin_pages:revisions_compare", args=[item.pk, "earliest", "latest"]),
        reverse("wagtailadmin_pages:add", args=["cms", "newsitempage", news.pk]),
        f"{reverse('wagtailadmin_pages:search')}?q=推介",
        *(reverse(f"wagtailimages:{name}") for name in ("index", "add_multiple")),
        *(reverse(f"wagtaildocs:{name}") for name in ("index", "add_multiple")),
        *(reverse(f"wagtailredirects:{name}") for name in ("index", "add", "start_import")),
    ]
    client.force_login(reviewer)

    found = {where: english(client.get(where, follow=True).content.decode()) for where in pages}

    assert set().union(*found.values()) == set()


def test_every_block_shows_itself_as_on_the_site(client, site):
    client.force_login(a_member("陈静", Role.EDITOR, "1506"))
    blocks = NewsItemPage._meta.get_field("body").stream_block.child_blocks

    shown = {
        name: client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        for name, block in blocks.items()
        if block.is_previewable
    }

    assert {"heading", "paragraph", "steps", "cards", "quote", "notice", "qa", "call"} <= set(shown)
    for answer in shown.values():
        assert "cms/site.css" in answer.content.decode()
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_a_page_is_previewed_in_a_frame_of_the_admin(client, site):
    editor = a_member("陈静", Role.EDITOR, "1506")
    item = NewsItemPage(title="推介会报名开始", slug="open", live=False, owner=editor)
    NewsPage.objects.get().add_child(instance=item)
    item.save_revision(user=editor)
    client.force_login(editor)

    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[item.pk]))

    assert "推介会报名开始" in answer.content.decode()
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
