"""What a client is told before she says yes or no to one firm: one text, on her phone, on paper and on file.

Short sentences, everyday words, and nothing in it that tells whom the service is for. It says what 个人信息保护法
第二十三条 and 第三十条 want told, that a no costs nothing (第十六条) and how to take a yes back (第十五条).
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from clients.models.consent import ConsentField, ConsentPurpose

WHAT_FOR: dict[str, str] = {
    ConsentPurpose.REFERRAL: "推荐您去这家企业工作。企业看了，觉得合适就约您面试。企业不能拿去做别的。",
    ConsentPurpose.INCENTIVE: (
        "企业招用了您，可以向政府申请用工扶持，要用到这些证明，像登记失业、就业困难人员。"
        "说哪几样，工作人员先和您商量。企业不能拿去做别的。"
    ),
}

# A firm without an account is rung up; papers are never read out.
HOW_SEEN: dict[str, str] = {
    ConsentPurpose.REFERRAL: (
        "企业的人登录网页才能看。没有上网的企业，工作人员在电话里说。谁看过、说过什么、什么时候，都有记录，您可以查。"
    ),
    ConsentPurpose.INCENTIVE: (
        "工作人员把有哪几样证明写进企业的用工资料，企业的人登录网页才能看。谁写的、谁看过，都有记录，您可以查。"
        "证明原件由您自己交给企业。"
    ),
}

# What stands in the firm's own record stays there: it must be able to prove what it claimed.
AFTERWARDS: dict[str, str] = {
    ConsentPurpose.REFERRAL: "过了这一天，企业就看不到了。",
    ConsentPurpose.INCENTIVE: "过了这一天，不再告诉企业新的。已经写进企业用工资料的，企业留着办扶持用。",
}

# Lists of who draws a subsidy are put up with names, whatever we keep to ourselves: she is told before she answers.
KNOW_FIRST: dict[str, str] = {
    ConsentPurpose.INCENTIVE: (
        "企业申请补贴，政府一般要把名单公示几天，上面有企业和您的名字，不写原因。"
        "不想让名字上名单，可以不同意，或者先问清楚再定。"
    ),
}


class Line(NamedTuple):
    """One thing to know: ``about`` is a few words, ``says`` a sentence or three."""

    about: str
    says: str


def write(
    enterprise_name: str,
    credit_code: str,
    purpose: ConsentPurpose,
    fields: Iterable[ConsentField],
    until: date,
    contact: str = "",
) -> str:
    """The whole text, one ``Line`` per line, as it is kept in ``Consent.words``.

    contact  how the firm is reached: 周丽，0477-8581234; without it the worker tells
    """
    wanted = {*fields}
    asked = "；".join(field.label for field in ConsentField if field in wanted)
    reached = f"联系方式：{contact}。" if contact else "这家企业的地址和电话，工作人员会告诉您。"
    lines = (
        Line("谁在问", "给您介绍工作的工作人员。"),
        Line("告诉谁", f"只告诉{enterprise_name}这一家企业（代码 {credit_code}）。{reached}"),
        Line("想告诉什么", f"{asked}。"),
        Line("不告诉什么", "别的一概不说。"),
        Line("为了什么", WHAT_FOR[purpose]),
        Line("怎么看", HOW_SEEN[purpose]),
        *([Line("先要知道", KNOW_FIRST[purpose])] if purpose in KNOW_FIRST else ()),
        Line("到什么时候", f"到{until.year}年{until.month}月{until.day}日。{AFTERWARDS[purpose]}"),
        Line("不同意行不行", "行。您说了算。不同意，别的帮助一样也不少，还可以找别的企业。"),
        Line(
            "以后反悔行不行",
            "行。在您自己的页面上点“撤回”，或者跟工作人员说一声，马上停。企业之前已经看到的，收不回来。",
        ),
    )
    return "\n".join(f"{line.about}：{line.says}" for line in lines)


def read(words: str) -> list[Line]:
    """The lines of a text that ``write`` made, in their order."""
    return [Line(*line.split("：", 1)) for line in words.splitlines()]
