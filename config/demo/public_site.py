"""The demo's public site: words by an editor, looked at by a reviewer, pictures drawn for it."""

from datetime import date, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.images.models import Image
from wagtail.models import Page, Site

from cms import models, story_check
from cms.editor.groups import NAMES
from cms.set_up import set_up
from config.demo import public_words as words
from config.demo.city import CITY, SEED
from config.demo.pictures import draw_all
from config.demo.staff import PASSWORD, SignIn
from people.models import Membership, Region, Role, Sex, User

CHENJING = SignIn("chenjing", "陈静", Sex.FEMALE, Role.EDITOR, CITY, "页面编辑（鄂尔多斯市）陈静        ")
ZHAOMIN = SignIn("zhaomin", "赵敏", Sex.FEMALE, Role.REVIEWER, CITY, "页面审核（鄂尔多斯市）赵敏        ")


def build_public_site(as_of: date) -> None:
    """Every section with words in it, three stories, three items of news, and the two people who keep the site."""
    home = set_up()
    editor, reviewer = (_staff(one, as_of) for one in (CHENJING, ZHAOMIN))
    pictures = {picture.name: _image(picture, editor) for picture in draw_all()}
    write = _Writer(editor, reviewer)
    write.on(home, heading=words.HEADING, lead=words.LEAD, body=words.HOME, picture=pictures["dawn"])
    join = models.TextPage(title="成为爱心企业", slug="join", lead=words.JOIN_LEAD, body=words.JOIN, show_in_menus=True)
    write.below(home, join)
    # First in the menu.
    join.move(home, pos="first-child")
    write.below(home, models.TextPage(title="隐私说明", slug="privacy", lead=words.PRIVACY_LEAD, body=words.PRIVACY))
    write.on(models.FaqPage.objects.get(), body=words.QUESTIONS)
    write.on(models.ContactPage.objects.get(), body=words.CONTACT)
    news, stories = models.NewsPage.objects.get(), models.StoriesPage.objects.get()
    for slug, title, lead, ago, body in words.NEWS:
        item = models.NewsItemPage(title=title, slug=slug, lead=lead, body=body, on=as_of - timedelta(days=ago))
        write.below(news, item)
    for number, (slug, title, lead, picture, ago, about, body) in enumerate(words.STORIES, 1):
        told = as_of - timedelta(days=ago)
        story = models.StoryPage(
            title=title, slug=slug, lead=lead, body=body, picture=pictures[picture], about=about, told_on=told,
            consent_on=told - timedelta(days=9), consent_until=told + words.CONSENT_LASTS,
            consent_kept=f"档案盒 07，{number:02d} 号",
        )  # fmt: skip
        write.below(stories, story)
    settings = models.SiteSettings.for_site(Site.objects.get(is_default_site=True))
    for name, value in words.SETTINGS.items():
        setattr(settings, name, value)
    settings.save()
    _count_days(as_of)


def _count_days(as_of: date) -> None:
    """A year of visits, more of them on working days and after a fair was told of."""
    random, step = Random(SEED + 5), models.DailyCount.Step  # noqa: S311 - the same year every time is the point
    rows = []
    for ago in range(365):
        day = as_of - timedelta(days=ago)
        visits = random.randint(14, 30) if day.weekday() < 5 else random.randint(4, 12)
        visits += max(0, 40 - ago // 2) // 4
        rows.append(models.DailyCount(day=day, step=step.VISIT, count=visits))
        rows.append(models.DailyCount(day=day, step=step.CALCULATED, count=random.randint(visits // 10, visits // 4)))
    models.DailyCount.objects.bulk_create(rows)


class _Writer:
    """Writes as the editor and publishes as the reviewer."""

    def __init__(self, editor: User, reviewer: User) -> None:
        self.editor, self.reviewer = editor, reviewer

    def below(self, parent: Page, page: models.SitePage) -> None:
        page.owner = self.editor
        page.live = False
        parent.refresh_from_db()
        parent.add_child(instance=page)
        self._publish(page)

    def on(self, page: models.SitePage, **words: Any) -> None:
        for name, value in words.items():
            setattr(page, name, value)
        self._publish(page)

    def _publish(self, page: models.SitePage) -> None:
        revision = page.save_revision(user=self.editor)
        draft = revision.as_object()
        if isinstance(page, models.StoryPage):
            story_check.record(self.reviewer, draft, story_check.content_mark(draft), set(story_check.ALL))
        revision.publish(user=self.reviewer)


def _staff(one: SignIn, as_of: date) -> User:
    user = User.objects.create(username=one.username, name=one.name, sex=one.sex, password=make_password(PASSWORD))
    Membership.objects.create(
        user=user,
        role=one.role,
        region=Region.objects.current().get(code=one.region),
        valid_from=as_of - timedelta(400),
    )
    user.groups.add(Group.objects.get(name=NAMES[one.role]))
    return user


def _image(picture: Any, editor: User) -> Image:
    file = ContentFile(picture.jpeg, name=f"{picture.name}.jpg")
    image = Image(title=picture.title, description=picture.alt, file=file, uploaded_by_user=editor)
    image.focal_point_x, image.focal_point_y = picture.focus
    image.focal_point_width = image.focal_point_height = 400
    image.save()
    return image
