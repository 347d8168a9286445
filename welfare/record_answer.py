"""Writing down one answer to one question of the fact dictionary, with what it rests on."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from clients import record_household
from clients.models import Client, Grade, HouseholdFact, HouseholdMember, Paper
from people.errors import Refused
from people.models import User
from welfare import restricted
from welfare.answers import as_answered, as_stored
from welfare.facts_of_measures import facts_of_measures
from welfare.gather import FROM_COLUMNS
from welfare.rules.fact import FACTS, HOUSEHOLD, Day, Fact
from welfare.rules.household import Answer
from welfare.rules.read import read_answer

OF_THE_CASE = FROM_COLUMNS
# Of the client herself these follow from her recorded measures; what they leave open may be answered.
OF_THE_MEASURES = (
    "custody_status",
    "custody_start",
    "custody_term_months",
    "custody_end",
    "in_community_rehab",
    "rehab_start",
    "rehab_months_completed",
    "rehab_completed_date",
    "on_maintenance_treatment",
)
SPANS = (
    ("custody_start", "custody_end"),
    ("father_state_start", "father_state_end"),
    ("mother_state_start", "mother_state_end"),
)


@transaction.atomic
def record_answer(
    actor: User,
    client: Client,
    code: str,
    answer: Answer | int | str,
    *,
    member: HouseholdMember | None = None,
    grade: Grade = Grade.CLAIMED,
    source: str = "",
    known_on: date | None = None,
    expires_on: date | None = None,
    paper: Paper | None = None,
) -> HouseholdFact:
    """Let ``answer`` stand for the fact of this code and return its row; the answer before it becomes history.

    answer   typed, or as people write it (是, 1,980 元/月, 2024年5月1日); None: asked, and nobody knows
    member   None: of the household, or of the client herself where the fact is of a person

    Raises Refused with what is wrong: no such question, an answer that it does not take, no business in this
    household, a closed case, evidence of somebody else's; and as ``clients.record_household.record``.
    """
    fact = _require_recordable(actor, client, code, member)
    try:
        given = read_answer(fact, answer)
    except ValueError as problem:
        raise Refused(f"“{fact.term}”{problem}。") from None
    _require_possible(client, fact, given, member)
    if paper and fact.restricted and not paper.restricted:
        # What proves it gives it away.
        paper.restricted = True
        paper.save(update_fields=["restricted"])
    row = HouseholdFact(
        code=code,
        value=as_stored(given),
        member=member,
        grade=Grade(grade),
        source=source.strip(),
        known_on=known_on or timezone.localdate(),
        expires_on=expires_on,
        paper=paper,
    )
    return record_household.record(actor, client, row)


def forget_answer(actor: User, fact: HouseholdFact) -> None:
    """Take back an answer that was recorded by mistake. Raises Refused as ``clients.record_household.forget``."""
    if not restricted.is_visible(actor, fact.client, fact.code):
        raise _no_such_question()
    record_household.forget(actor, fact)


def _no_such_question() -> Refused:
    return Refused("没有这一项。", "请刷新页面再选。")


def _require_recordable(actor: User, client: Client, code: str, member: HouseholdMember | None) -> Fact:
    fact = FACTS.get(code)
    # To whom a restricted fact is not shown it does not exist, not even in an error.
    if fact is None or not restricted.is_visible(actor, client, code):
        raise _no_such_question()
    if code in OF_THE_CASE:
        raise Refused(f"“{fact.term}”不在这里填。", "请在基本信息或者家庭成员里修改。")
    if member is None and is_on_record(client, code):
        raise Refused(f"“{fact.term}”以戒毒措施记录为准。", "记录有误的，请责任社工在“概况”的戒毒措施里修改。")
    if fact.of == HOUSEHOLD and member is not None:
        raise Refused(f"“{fact.term}”是全家的事项，不分成员。", "请在家庭事项里填。")
    return fact


def is_on_record(client: Client, code: str) -> bool:
    """Whether the measures of the client answer it: then nobody is asked, and no answer could say otherwise."""
    if code not in OF_THE_MEASURES:
        return False
    said = facts_of_measures(client, client.measures.all(), timezone.localdate())
    return code in said and said[code][0] is not None


def _require_possible(client: Client, fact: Fact, answer: Answer, member: HouseholdMember | None) -> None:
    """What the dictionary cannot say of one answer alone: not in the future, an end not before its beginning."""
    if not isinstance(fact, Day) or not isinstance(answer, date):
        return
    if fact.past and answer > timezone.localdate():
        raise Refused(f"“{fact.term}”不能晚于今天，请核对。")
    for start, end in SPANS:
        if fact.code in (start, end):
            begins = answer if fact.code == start else _standing(client, start, member)
            ends = answer if fact.code == end else _standing(client, end, member)
            if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
                raise Refused("结束日不能早于开始日，请核对。")


def _standing(client: Client, code: str, member: HouseholdMember | None) -> Answer:
    row = client.household_facts.current().filter(code=code, member=member).first()
    return as_answered(code, row.value) if row else None
