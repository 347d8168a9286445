"""The states of a vacancy, every step between them, and who may take it. Pages, verbs and tests read this one table."""

from typing import NamedTuple

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审核"
    PUBLISHED = "published", "在招"
    PAUSED = "paused", "暂停"
    FILLED = "filled", "已招满"
    EXPIRED = "expired", "已下架"


class By(models.TextChoices):
    """In whose name a step is taken."""

    STAFF = "staff", "工作人员"
    FIRM = "firm", "企业"
    SYSTEM = "system", "系统"
    # Another system that sends vacancies with a key: a job board, or a firm's own.
    SENDER = "sender", "外部系统"


class Move(NamedTuple):
    sources: frozenset[State]
    target: State
    label: str
    by: frozenset[By]


_STAFF, _FIRM, _BOTH = frozenset({By.STAFF}), frozenset({By.FIRM}), frozenset({By.STAFF, By.FIRM})
_SENDER = frozenset({By.SENDER})

MOVES: dict[str, Move] = {
    "submit": Move(frozenset({State.DRAFT}), State.SUBMITTED, "提交审核", _FIRM | _SENDER),
    "take_back": Move(frozenset({State.SUBMITTED}), State.DRAFT, "撤回", _FIRM | _SENDER),
    "return": Move(frozenset({State.SUBMITTED}), State.DRAFT, "退回", _STAFF),
    "publish": Move(frozenset({State.DRAFT, State.SUBMITTED}), State.PUBLISHED, "发布", _STAFF),
    "refresh": Move(frozenset({State.PUBLISHED}), State.PUBLISHED, "确认还在招", _BOTH),
    "pause": Move(frozenset({State.PUBLISHED}), State.PAUSED, "暂停", _BOTH),
    "reopen": Move(frozenset({State.PAUSED, State.FILLED, State.EXPIRED}), State.PUBLISHED, "重新发布", _BOTH),
    # The last place taken fills it too, whoever took it.
    "fill": Move(frozenset({State.PUBLISHED, State.PAUSED}), State.FILLED, "招满", _BOTH | {By.SYSTEM}),
    "withdraw": Move(
        frozenset({State.DRAFT, State.PUBLISHED, State.PAUSED, State.FILLED}), State.EXPIRED, "下架", _BOTH | _SENDER
    ),
    "expire": Move(frozenset({State.PUBLISHED}), State.EXPIRED, "到期下架", frozenset({By.SYSTEM})),
}
# What stands in the history beside the moves; the state stays.
BESIDE = {"record": "登记", "edit": "修改", "look": "看过修改"}


class Cause(models.TextChoices):
    """Why staff send a vacancy back, or take it off for the firm to mend. The firm reads it."""

    DEMAND = "demand", "有不合法的招聘要求"
    WAGE = "wage", "工资没有写清，或者低于最低工资标准"
    WORK = "work", "工作内容没有写清"
    PLACE = "place", "工作地点没有写清"
    FEE = "fee", "向求职者收费或收押金"
    TWICE = "twice", "和已有的岗位重复"
    FOREIGN = "foreign", "和企业实际用工对不上"
    OTHER = "other", "其他原因"


# What the firm can do about it.
ADVICE = {
    Cause.DEMAND: "请按岗位页上的提示改写要求，再提交一次。",
    Cause.WAGE: "请写明每月的最低工资，全职岗位不低于当地最低工资标准，再提交一次。",
    Cause.WORK: "请写清每天做什么、用什么工具、强度多大，再提交一次。",
    Cause.PLACE: "请写到街道和门牌，或者附近的标志建筑，再提交一次。",
    Cause.FEE: "请删去收费、押金和扣押证件的内容，再提交一次。",
    Cause.TWICE: "请在原来的岗位上修改人数，这个可以下架。",
    Cause.FOREIGN: "请核对岗位属于哪家企业，选对企业后再提交一次。",
    Cause.OTHER: "请按说明改正，再提交一次。",
}


class Result(models.TextChoices):
    """What became of a vacancy that its firm closes."""

    FULL = "full", "招满了"
    STOPPED = "stopped", "不再招了"
    OTHER = "other", "其他"
