"""怎样对本人说: what the client is told of a referral. Kind, plain, and apart from what the firm wrote."""

from datetime import datetime

from django.utils import timezone

from placement.models import EmployerReason, Referral, ReferralEvent, WithdrawReason
from placement.models.referral import UNANSWERED, State
from ui.templatetags.ui import day, money

AGAIN = "我们接着找。"
BY_STATE = {
    State.PREPARED: "想把您推荐给{firm}，岗位是“{title}”。先问问您：愿不愿意去，同不同意把您的情况告诉这家企业。",
    State.SENT: "已经把您推荐给{firm}的“{title}”。企业最晚{due}答复，一有消息就告诉您。",
    State.SEEN: "{firm}已经看了您的情况，最晚{due}答复，一有消息就告诉您。",
    State.CLIENT_DECLINED: f"好的，这个岗位不去了。{AGAIN}",
    State.WITHDRAWN: f"这次推荐取消了，企业那边已经停了。{AGAIN}",
    State.LAPSED: f"{{firm}}一直没有答复，这一家先放下。{AGAIN}",
    State.PLACED_ELSEWHERE: "您已经上岗，{firm}这边就不再推荐了。",
    State.STARTED: "恭喜上岗。一个月以后我们会联系您，问问干得顺不顺；有什么难处随时说。",
}
NO_ANSWER = "{firm}到现在还没有答复，我们打电话去问，一有消息就告诉您。"
AFTERWARDS = "面试去了吗？感觉怎么样？{firm}那边的结果我们去问，一有消息就告诉您。"
WITHDRAWN = {
    WithdrawReason.CONSENT: f"按您的意思停止推荐了，{{firm}}现在看不到您的姓名和电话。{AGAIN}",
    WithdrawReason.VACANCY: f"{{firm}}的岗位情况有变，这次先不去了。{AGAIN}",
}


def words_for_client(referral: Referral, last: ReferralEvent | None, now: datetime) -> str:
    """What can be read out to her, in whole sentences. ``last``: the step that led to the present state."""
    state = State(referral.state)
    if state == State.INTERVIEW and referral.interview_at and referral.interview_at <= now:
        return AFTERWARDS.format(firm=referral.vacancy.enterprise.name)
    if state == State.INTERVIEW:
        return _interview(referral)
    if state == State.OFFER:
        return _offer(referral)
    reason = last.reason if last else ""
    if state == State.EMPLOYER_DECLINED:
        return EmployerReason(reason).for_client if reason else f"企业这次没有选上。{AGAIN}"
    text = BY_STATE[state]
    if state in UNANSWERED and referral.answer_due and referral.answer_due < timezone.localdate(now):
        text = NO_ANSWER
    if state == State.WITHDRAWN and reason in WithdrawReason.values:
        text = WITHDRAWN.get(WithdrawReason(reason), text)
    firm, title = referral.vacancy.enterprise.name, referral.vacancy.title
    return text.format(firm=firm, title=title, due=day(referral.answer_due))


def _interview(referral: Referral) -> str:
    firm, title = referral.vacancy.enterprise.name, referral.vacancy.title
    at = referral.interview_at
    when = f"{day(at)} {timezone.localtime(at):%H:%M}" if at else ""
    said = [f"{firm}约您{when}面试，岗位是“{title}”。"]
    if referral.interview_place:
        said.append(f"地点：{referral.interview_place}。")
    if referral.interview_bring:
        said.append(f"请带上：{referral.interview_bring}。")
    said.append("时间不合适早点说，可以改。")
    return "".join(said)


def _offer(referral: Referral) -> str:
    said = [f"{referral.vacancy.enterprise.name}决定录用您，岗位是“{referral.vacancy.title}”。"]
    if referral.offer_wage is not None:
        said.append(f"月工资 {money(referral.offer_wage)} 元。")
    said.append(f"{day(referral.offer_start)}上岗。" if referral.offer_start else "哪天上岗，问清了马上告诉您。")
    return "".join(said)
