"""Why an entitlement is perhaps not for a family: what it asks for and they, as they say, do not have."""

from collections.abc import Iterator

from law.findings import Finding
from law.truth import Truth
from welfare.plain import CONDITION
from welfare.public import neutral
from welfare.public.page import ONE, bare_of, line_of, said
from welfare.public.plain_conditions import HEADINGS, NOT_SAID
from welfare.rules import expressions as ex
from welfare.rules.assess import Assessment
from welfare.rules.fact import PERSON, DerivedFlag
from welfare.rules.household import Household
from welfare.rules.words import words

OF_THE_OTHER = ("是城镇家庭", "是农村家庭")
"""Who lives in the town need not read what is asked of the country."""


def why_not(found: Assessment, household: Household) -> Iterator[str]:
    """Sentences, each one thing that is asked for; of several persons those of the one who comes closest."""
    entitlement, whole = found.entitlement, found.finding
    if not entitlement.is_in_force(household.as_of):
        yield f"{whole.text}。"
        return
    each = whole.parts if entitlement.scope == PERSON else (whole,)
    failed = [list(_failing(entitlement.condition, part)) for part in each]
    closest = min(failed, key=lambda lines: (any(map(_is_identity, lines)), len(lines)))
    told = [one for one in closest if one[0] not in NOT_SAID] or closest
    yield from (_required(condition, finding) for _, condition, finding in told)


Failed = tuple[str, ex.Expression, Finding]


def _failing(condition: ex.Expression, finding: Finding) -> Iterator[Failed]:
    """The conditions that fail, as deep as a family needs to hear of them: (declared words, condition, finding)."""
    bare, text = bare_of(condition), words(condition)
    if isinstance(bare, DerivedFlag) and finding.parts:
        yield from _failing(bare.by, finding.parts[0])
        return
    parts = _parts_of(bare, finding)
    if isinstance(bare, ex.AllOf) and parts and _is_heading(condition, text):
        for part, own in parts:
            if own.truth is Truth.NO:
                yield from _failing(part, own)
    elif isinstance(bare, ex.AnyOf) and parts and _is_choice_of_ways(bare):
        ways = [list(_failing(part, own)) for part, own in parts]
        fitting = [way for way in ways if not any(said(one) in OF_THE_OTHER for _, one, _ in way)] or ways
        yield from min(fitting, key=len)
    else:
        yield text, condition, finding


def _parts_of(bare: ex.Expression, finding: Finding) -> list[tuple[ex.Expression, Finding]]:
    if not isinstance(bare, ex.AllOf | ex.AnyOf):
        return []
    found = finding.parts
    # A clause with an article of its own may stand between.
    while len(found) == 1 and len(bare.of) > 1:
        found = found[0].parts
    return list(zip(bare.of, found, strict=True)) if len(found) == len(bare.of) else []


def _is_heading(condition: ex.Expression, text: str) -> bool:
    """Whether it only gathers others: the whole rule, or a line whose words say nothing without those below it."""
    return text in HEADINGS or not isinstance(condition, ex.Clause) or not condition.text


def _is_choice_of_ways(bare: ex.AnyOf) -> bool:
    """Whether each alternative is a way of its own, with a heading."""
    return all(words(part) in HEADINGS for part in bare.of)


def _required(condition: ex.Expression, failed: Finding) -> str:
    line = line_of(condition)
    text = f"{line.text}：{'；'.join(line.parts)}" if line.parts else line.text
    if CONDITION in text:
        return CONDITION
    choice = "（有一条就行）" if line.joined == ONE else ""
    # Only numbers of money tell a family something beside the condition itself.
    details = (failed.detail, *(part.detail for part in failed.parts))
    detail = next((one for one in details if "元" in one and neutral.is_neutral(one)), "")
    return f"要求：{text}{choice}。{f'按您说的：{detail}。' if detail else ''}"


def _is_identity(failed: Failed) -> bool:
    """It fails by who somebody is, which no paper changes: another of the family comes closer."""
    return failed[0] in NOT_SAID or failed[2].detail.startswith(("周岁", "与申请人关系"))
