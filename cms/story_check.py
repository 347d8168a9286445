"""What somebody other than the author asks of a story before it stands in public: can anybody be recognised?

The questions are declared once. They are answered for exactly one content: its words, its pictures and their names. A
story that is changed afterwards, by a comma or by another picture, has not been checked.
"""

import hashlib
import json
import re
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from wagtail.admin.panels import Panel
from wagtail.models import Page, Revision

from cms.neutral import pictures_and_papers, said, why_not_neutral
from people.errors import Refused
from people.models import Role, User


class Question(NamedTuple):
    """One thing that the checker has seen for herself; ``text`` is what she says yes to."""

    code: str
    text: str
    help: str


QUESTIONS = (
    Question("no_name", "没有任何劳动者的姓名、别名、外号", "也没有“老王”“小李师傅”这样的称呼。"),
    Question("no_look", "图片里认不出人", "没有人脸、背影特征、声音、纹身、工牌、带名字的工服。"),
    Question("not_together", "企业、岗位、时间放在一起，也推不出是哪一个人", "同一岗位只有一个人的，不写岗位或月份。"),
    Question("no_home", "没有住址、村名、社区名、籍贯", "写到旗区为止。"),
    Question("no_history", "没有经历、疾病、家庭情况", "只写这份工作：怎么招、怎么带、做得怎么样。"),
    Question("not_whom", "看不出平台服务的是哪一类人", "只说“求职者”“员工”“就业困难人员”。"),
    Question("files_too", "图片的替代文字、图注、名称，以及附件，都照上面各条看过", "把图片点开看一遍。"),
)  # fmt: skip
ALL = frozenset(question.code for question in QUESTIONS)

_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9](?:[- ]?\d){9}(?!\d)")
_SURNAME = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)
_CALLED = (
    rf"[老小阿大][{_SURNAME}](?![\u4e00-\u9fff]?[区县镇城山河])|[{_SURNAME}](?:某某?|师傅|先生|女士|大哥|大姐|阿姨)"
)
# What is often right and may tell of one person: shown to the checker beside the questions.
_MAY_TELL = (
    ("像是称呼一个人", re.compile(_CALLED)),
    ("年龄", re.compile(r"\d{1,2}\s?(?:岁|周岁)|[一二三四五六七八九]十[一二三四五六七八九]?岁|[5-9]0后")),
    ("住的地方", re.compile(r"家住|住在|[\u4e00-\u9fff]{2,4}(?:小区|家园|嘎查|村)(?!企|民)")),
    ("疾病或家庭", re.compile(r"住院|手术|患病|残疾|离婚|丧偶|单亲")),
    ("经历", re.compile(r"坐牢|服刑|前科|判刑|出狱|过去的事|走过弯路|重新做人")),
    ("具体的日子", re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")),
)


def content_mark(page: Page) -> str:
    """A mark of everything of ``page`` that a reader may see: two pages that look the same have the same. Two queries
    at most."""
    pictures, papers = pictures_and_papers(page)
    told = {
        "words": [page.title, page.seo_title, page.slug, page.search_description, page.lead, page.summary, page.about],
        "body": _without_ids(page.body.get_prep_value()),
        "picture": page.picture_id,
        "pictures": [(one.pk, one.title, one.description, one.file_hash, one.file.name) for one in pictures],
        "papers": [(one.pk, one.title, one.file_hash, one.file.name) for one in papers],
    }
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _without_ids(value: Any) -> Any:
    """Blocks get their numbers when they are stored, not when they are written."""
    if isinstance(value, dict):
        return {key: _without_ids(part) for key, part in value.items() if key != "id"}
    return [_without_ids(part) for part in value] if isinstance(value, list | tuple) else value


def why_not_anonymous(page: Page) -> list[str]:
    """Why this story, as it is, is not safe to tell; empty once somebody else has answered every question for it."""
    reasons = []
    if any(_PHONE.search(one.text) for one in said(page)):
        reasons.append("故事里有手机号码，请删去。")
    if standing_check(page) is None:
        reasons.append("还没有人核对过现在这一版（写的人自己不能核对，改过以后要重新核对）。")
    return reasons


def standing_check(page: Page) -> Any:
    """The check that holds for what ``page`` says now; None where there is none."""
    from cms.models import StoryCheck

    if page.pk is None:
        return None
    rows = StoryCheck.objects.filter(page_id=page.pk, content=content_mark(page)).select_related("by")
    return next((row for row in rows if set(row.questions) >= ALL), None)


def may_tell(page: Page) -> list[tuple[str, str]]:
    """What a machine finds worth a second look: (what it may be, the words)."""
    found = {
        (name, match[0]): None
        for one in said(page)
        for name, pattern in _MAY_TELL
        for match in pattern.finditer(one.text)
    }
    return list(found)


def authors(page: Page) -> set[int | None]:
    """Who wrote what is to be published: whoever began the page, and whoever saved it since it last went live."""
    since = Revision.objects.for_instance(page)
    if page.live_revision_id:
        since = since.filter(pk__gt=page.live_revision_id)
    return {page.owner_id, *since.values_list("user_id", flat=True)}


def record(user: User, page: Page, seen: str, questions: set[str], at: datetime | None = None) -> Any:
    """Write down that ``user`` has answered these questions with yes for what she saw.

    page  as it is to be published: the latest revision
    seen  the mark of the content that she looked at

    Raises Refused for the author, for a question left open, and where somebody changed the story meanwhile.
    """
    from cms.models import StoryCheck

    if user.role != Role.REVIEWER:
        raise Refused("只有页面审核可以核对。", "请切换到页面审核的身份。")
    if user.pk in authors(page):
        raise Refused("自己写的、自己改过的故事，要由别人核对。", "请另一位审核的同事来看。")
    if not questions >= ALL:
        raise Refused("有的问题还没有答“是”。", "有一条做不到，就退回修改。")
    if seen != content_mark(page):
        raise Refused("刚刚有人改过这个故事。", "请把新的内容再看一遍。")
    if reasons := why_not_neutral(page):
        raise Refused("".join(reasons))
    row, _ = StoryCheck.objects.update_or_create(
        page_id=page.pk,
        content=seen,
        by=user,
        defaults={"questions": sorted(questions & ALL), "at": at or timezone.now()},
    )
    return row


class CheckPanel(Panel):
    """Above the words of a story: what is still missing, and the way to the questions."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/editor/story_check_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            saved = latest(self.instance)
            return {
                **(super().get_context_data(parent_context) or {}),
                "story": saved,
                "missing": saved.why_not_publish(self.request.user),
                "check": standing_check(saved),
                "may_check": self.request.user.role == Role.REVIEWER and self.request.user.pk not in authors(saved),
            }


def latest(page: Page) -> Page:
    """The story as it was last saved, live or not."""
    try:
        return page.get_latest_revision_as_object()
    except ObjectDoesNotExist:
        return page
