"""Pages of words for tests: who writes them, who looks at them, a story that may stand in public."""

from datetime import date, timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.images.models import Image
from wagtail.models import Revision

from cms.models import StoriesPage, StoryPage
from cms.story_check import ALL, content_mark, record
from people.models import Role, User
from tests.cast import a_member

PLACE_AND_DEVICE = {0x010F: "HUAWEI", 0x0110: "P60", 0x9003: "2026:11:02 08:30:00"}


def an_editor(name: str = "陈静") -> User:
    return a_member(name, Role.EDITOR, "1506")


def a_reviewer(name: str = "赵敏") -> User:
    return a_member(name, Role.REVIEWER, "1506")


def a_story(section: StoriesPage, by: User, day: date, **fields) -> StoryPage:
    """A draft of ``by``'s with a consent for a year around ``day``; nobody has checked it."""
    known = {
        "title": "大棚里的一年",
        "slug": "greenhouse",
        "lead": "从什么都不会，到管着自己的一排棚。",
        "body": [("paragraph", "<p>先跟着浇水、记温度，一样一样学。</p>")],
        "about": "person",
        "told_on": day,
        "consent_on": day - timedelta(days=9),
        "consent_until": day + timedelta(days=365),
        "consent_kept": "档案盒 07，01 号",
    } | fields
    story = section.add_child(instance=StoryPage(live=False, owner=by, **known))
    story.save_revision(user=by)
    return story


def a_check(story: StoryPage, by: User) -> Revision:
    """``by`` answers every question for the latest revision, which is given back."""
    draft = story.get_latest_revision_as_object()
    record(by, draft, content_mark(draft), set(ALL))
    return story.get_latest_revision()


def a_photograph(width: int = 64, height: int = 48, kind: str = "JPEG", turned: bool = False) -> bytes:
    """As a telephone writes it: with place, day, device and a remark; ``turned`` lies on its side."""
    picture = Picture.new("RGB", (width, height), "#0b4f45")
    exif = Picture.Exif()
    exif.update(PLACE_AND_DEVICE)
    if turned:
        exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (39.0, 49.0, 12.0), 3: "E", 4: (109.0, 59.0, 24.0)})
    written = BytesIO()
    picture.save(written, kind, exif=exif, **({"comment": "张师傅在三号车间"} if kind == "JPEG" else {}))
    return written.getvalue()


def an_image(title: str = "清晨的车间", file: str = "大棚 张师傅.jpg", data: bytes | None = None, **fields) -> Image:
    return Image.objects.create(title=title, file=ContentFile(data or a_photograph(), name=file), **fields)
