"""Every component is shown in the gallery and used as its comment says; templates keep the house rules."""

import re
from pathlib import Path

import pytest
from django.template import Context, RequestContext, Template, loader
from django.test import override_settings
from django.urls import reverse
from django_cotton.compiler_regex import CottonCompiler
from wagtail.models import get_page_models

from tests.house import ROOT, files

COTTON = ROOT / "ui/templates/cotton"
COMPONENTS = sorted(path.stem for path in COTTON.glob("*.html"))
TEMPLATES = [path for _, path in files(".html")]
CHINESE = "\u4e00-\u9fff"


def _used_in(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", text, flags=re.DOTALL)
    return {name.replace("-", "_") for name in re.findall(r"<c-([a-z][a-z0-9-]*)", text)} - {"vars", "slot"}


def test_each_component_is_shown_in_the_gallery():
    shown = set().union(*(_used_in(path) for path in (ROOT / "ui/templates/ui").rglob("*.html")))
    shown |= set().union(*(_used_in(COTTON / f"{name}.html") for name in shown))

    assert set(COMPONENTS) - shown == set()


def test_each_component_that_is_used_exists():
    used = {name: path for path in TEMPLATES for name in _used_in(path)}
    # The public site has some of its own, with tests of their own.
    there = {path.stem for path in TEMPLATES if path.parent.name == "cotton"}

    assert {name: str(path) for name, path in used.items() if name not in there} == {}


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_opens_by_saying_what_it_is(name):
    text = (COTTON / f"{name}.html").read_text(encoding="utf-8")

    assert text.startswith("{% comment %}")


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_declares_each_of_its_variables(name):
    """What is not declared would be read from the page around it, and a page's own variable would leak in."""
    text = (COTTON / f"{name}.html").read_text(encoding="utf-8")
    declared = set(re.findall(r"[\s:]([a-z_]+)=", "".join(re.findall(r"<c-vars(.*?)/>", text, re.DOTALL))))
    body = re.sub(r"{%\s*comment.*?endcomment\s*%}|<c-vars.*?/>", "", text, flags=re.DOTALL)
    local = set(re.findall(r"{% (?:for|with) ([\w, ]+?)(?: in |=)", body)) | set(re.findall(r" as (\w+) %}", body))
    local |= set(re.findall(r"\b(\w+)=", " ".join(re.findall(r"{% with (.*?) %}", body))))
    local = {word.strip() for names in local for word in names.split(",")}
    read = {
        re.split(r"[.|:\s]", expression.strip())[0]
        for expression in re.findall(r"{{(.*?)}}", body)
        if expression.strip()
    }
    read |= {
        word for test in re.findall(r"{% if (.*?) %}", body) for word in re.findall(r"(?<![\w\"'.|:])[a-z_]\w*", test)
    }
    everywhere = {"slot", "attrs", "forloop", "request", "user", "messages", "csrf_token"}
    words = {"and", "or", "not", "in", "is", "if", "elif"}

    assert {word for word in read if not word.startswith(('"', "'"))} - declared - local - everywhere - words == set()


def test_no_component_prints_attributes_unescaped():
    bare = [name for name in COMPONENTS if re.search(r"{{\s*attrs\s*}}", (COTTON / f"{name}.html").read_text("utf-8"))]

    assert bare == []


def _code(path: Path) -> str:
    return re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_no_template_holds_style_or_script():
    """The content security policy would block it without a word to the reader."""
    inline = re.compile(
        r"<[^>]*\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\ssrc=)|hx-on|javascript:", re.IGNORECASE
    )

    found = [str(path.relative_to(ROOT)) for path in TEMPLATES if inline.search(_code(path))]

    assert found == []


def test_chinese_text_has_full_width_punctuation():
    half = re.compile(rf"[{CHINESE}”][,;!?](?![\"'])|[{CHINESE}]\((?=[{CHINESE}])|(?<=[\w”）]),[{CHINESE}]")

    found = {
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in TEMPLATES
        for hit in half.finditer(re.sub(r"{{.*?}}|{%.*?%}", "", _code(path)))
    }

    assert found == set()


def test_each_template_is_used():
    """A template nobody extends, includes or renders is a page nobody sees."""
    sources = "".join(path.read_text(encoding="utf-8") for _, path in files(".py", ".html"))
    by_convention = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
    by_convention |= {model.template for model in get_page_models()}
    unused = []
    for path in TEMPLATES:
        name = str(path).split("/templates/", 1)[1]
        own = name.startswith(("cotton/", "django/forms/", "account/", "mfa/", "allauth/", "wagtail"))
        own = own or name in by_convention
        # A view may choose among the pages of its folder: f"clients/desk/{name}.html".
        chosen = f'f"{name.rsplit("/", 1)[0]}/{{' in sources and f'"{Path(name).stem}"' in sources
        if not own and not chosen and f'"{name}"' not in sources and f"'{name}'" not in sources:
            unused.append(name)

    assert unused == []


def test_each_icon_exists():
    from lucide import IconDoesNotExist

    from ui.templatetags.ui import icon

    names = set()
    for path in TEMPLATES:
        text = _code(path)
        names |= set(re.findall(r"""\sicon=["']([a-z0-9-]+)["']|<c-icon name=["']([a-z0-9-]+)["']""", text) or [])
        names |= {(name, "") for name in re.findall(r'{% icon "([a-z0-9-]+)"', text)}
    missing = []
    for name in {first or second for first, second in names}:
        try:
            icon(name)
        except IconDoesNotExist:
            missing.append(name)

    assert missing == []


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_error_page_needs_no_context(code):
    page = loader.get_template(f"{code}.html").template.render(Context())

    assert "回到首页" in page
    assert not re.search("戒毒|康复|社工", page)


def test_portal_frame_does_not_say_whom_the_platform_serves():
    text = "".join(_code(path) for path in (ROOT / "ui/templates/ui").glob("*portal*.html"))

    assert not re.search("戒毒|康复|禁毒|社工|服务对象|归航", text)


@pytest.mark.django_db
@pytest.mark.urls("tests.ui.urls")
@override_settings(DEMO=True)
@pytest.mark.parametrize("page", ["gallery", "gallery_portal", "gallery_entrance"])
def test_gallery_is_open_in_the_demo(client, page):
    response = client.get(reverse(f"ui:{page}"))

    assert response.status_code == 200
    assert "演示数据" in response.content.decode()
    assert "{{" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.urls("tests.ui.urls")
@override_settings(DEMO=False, DEBUG=False)
def test_gallery_does_not_exist_outside_the_demo(client):
    assert client.get(reverse("ui:gallery")).status_code == 404


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_given_nothing_still_draws_well_formed_markup(name, rf):
    """An empty list or an unknown value is everyday; it must not take the page down."""
    inner = "<c-facts><c-fact /></c-facts>" if name == "fact" else f"<c-{name.replace('_', '-')} />"
    template = Template(CottonCompiler().process(inner if name != "icon" else '<c-icon name="users" />'))

    html = template.render(RequestContext(rf.get("/desk/")))

    opened, closed = (
        re.findall(pattern, html) for pattern in (r"<([a-z][a-z0-9]*)[^>]*(?<!/)>", r"</([a-z][a-z0-9]*)>")
    )
    void = {"input", "hr", "br", "img", "meta", "link", "path", "rect", "circle", "line"}
    assert sorted(tag for tag in opened if tag not in void) == sorted(tag for tag in closed if tag not in void)
