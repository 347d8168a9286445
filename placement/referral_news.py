"""Who is told of a referral: the caseworker by its code, the firm's people in words that say nothing of anybody."""

from employers.tell_firm import tell_firm
from jobs.notify import notify
from people.models import User
from placement.models import Referral

NEW = "有一位新的候选人等您答复"
GONE = "一位候选人已有其他安排，不用再答复"
CHANGED = "一位候选人的进度有更正，请看最新情况"
WRITTEN_DOWN = "工作人员登记了您对一位候选人的答复，请核对"
REMINDER = "有一位候选人还在等您答复"
LAPSED = "一位候选人已过答复期"


def tell_caseworker(referral: Referral, what: str, *, but: User | None = None) -> None:
    """A line for the caseworker, unless she is the one who did it."""
    worker = referral.client.caseworker
    if but is None or worker.pk != but.pk:
        vacancy = referral.vacancy
        text = f"推荐 {referral.code}（{vacancy.enterprise.name}，{vacancy.title}）：{what}"
        notify(worker, text[:200], "placement:referral", [referral.pk])


def tell_contacts(referral: Referral, text: str, *, link: bool = True) -> None:
    """The same line for everybody who acts for the firm."""
    if link:
        tell_firm(referral.vacancy.enterprise, text, "candidates:candidate", [str(referral.uid)])
    else:
        tell_firm(referral.vacancy.enterprise, text, "")
