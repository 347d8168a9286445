"""What happened in October: each function writes rows of one kind, and notes what they have to come to."""

from datetime import date, timedelta
from decimal import Decimal

from clients.models import (
    Client,
    Department,
    Duty,
    HandOver,
    HelpEvent,
    Plan,
    RehabMeasure,
    ReportIn,
    Transfer,
)
from clients.models.client import NO_CONTACT_DAYS
from employers.models import InsuredSpell
from figures.catalogue.assistance import SHOWN
from people.models import Sex
from placement.models import Placement
from placement.models.follow_up import DAYS
from tests.cast import JIAOTONG, a_region, a_social_worker
from tests.employers.hires import a_hire
from tests.figures.october import GONGYUAN, HABAGEXI, LAST, LONG_AGO, NEXT_MONTH, OCTOBER, Town, at
from welfare.models import Application, ApplicationEvent, Benefit, Deadline, TakeUpGap


def register(town: Town) -> None:
    for measure in RehabMeasure.Kind:
        town.person(GONGYUAN, measure=measure.value)
    for sex in ("", Sex.FEMALE):
        town.person(HABAGEXI, sex=sex)
    town.person(HABAGEXI, category="hard_to_place")
    town.person(JIAOTONG, opened=date(2026, 10, 31), heard=False)
    # Not of this month, and not on the register.
    town.person(JIAOTONG, opened=date(2026, 11, 1))
    town.person(JIAOTONG, closed=date(2026, 9, 30), how="died")
    town.person(JIAOTONG, opened=date(2026, 10, 9), closed=date(2026, 10, 20), how="mistake")
    for how in Client.ClosedHow:
        if how != Client.ClosedHow.MISTAKE:
            # On the day of closing she is gone.
            town.person(GONGYUAN, closed=LAST, how=how.value)
    # Two measures run: the one that began last counts; medication beside another does not.
    both = town.person(GONGYUAN, measure="community_recovery")
    RehabMeasure.objects.create(client=both, kind="maintenance", start=date(2026, 6, 1))


def moves(town: Town) -> None:
    """Received in October she counts where she is now; received in November, where she was."""
    for closed_at, month in ((at(10, 20), "in"), (at(11, 3), "after")):
        client = town.person(HABAGEXI if month == "in" else GONGYUAN, heard=False)
        client.residence_region = a_region(HABAGEXI)
        client.save()
        Transfer.objects.create(
            client=client, from_region=a_region(GONGYUAN), to_region=a_region(HABAGEXI), giver=town.worker,
            offered_by=town.worker, note="搬家", moved_on=OCTOBER, offered_on=OCTOBER, due_on=date(2026, 11, 20),
            state="received", received_by=town.worker, new_caseworker=town.worker, closed_at=closed_at,
        )  # fmt: skip
    town.note(HABAGEXI, "clients.moved_in")
    town.note(GONGYUAN, "clients.moved_out")


def jobs(town: Town) -> None:
    for kind in Placement.Kind:
        town.job(GONGYUAN, date(2026, 8, 15), kind=kind.value)
        town.job(JIAOTONG, date(2026, 10, 20), kind=kind.value)
    town.job(GONGYUAN, date(2026, 8, 15), ended=LAST)
    town.job(GONGYUAN, date(2026, 8, 15), ended=date(2026, 9, 30))
    # She had that job before anybody knew her here.
    client = town.person(GONGYUAN, opened=date(2026, 10, 25))
    town.job(GONGYUAN, date(2026, 10, 2), client=client)


def marks(town: Town) -> None:
    day = date(2026, 10, 15)
    for days in DAYS:
        started = day - timedelta(days=days)
        # Whoever has been asked on the day or later, left later, or is on the payroll of that month, was there.
        opened = min(LONG_AGO, started)
        person = lambda before=opened: town.person(HABAGEXI, opened=before)  # noqa: E731
        asked = town.job(HABAGEXI, started, client=person())
        town.asked(asked, days, day)
        town.job(HABAGEXI, started, client=person(), ended=NEXT_MONTH)
        insured = town.job(HABAGEXI, started, client=person(), hire=a_hire(name="赵强", insured=None))
        InsuredSpell.objects.create(hire=insured.hire, first=date(2025, 9, 1), last=OCTOBER)
        town.note(HABAGEXI, f"work.mark{days}", f"work.mark{days}.working", times=3)
        town.job(HABAGEXI, started, client=person(), ended=day)
        gone = a_hire(name="钱进", insured=None, started_on=date(2025, 3, 3), contract_from=date(2025, 3, 3))
        gone.left_on = date(2026, 10, 14)
        gone.save()
        # The month is insured to its end; the day on which she left says more.
        InsuredSpell.objects.create(hire=gone, first=date(2025, 9, 1), last=OCTOBER)
        town.job(HABAGEXI, started, client=person(), hire=gone)
        town.note(HABAGEXI, f"work.mark{days}", f"work.mark{days}.left", times=2)
        # Asked the day before, or insured as somebody wrote down before it: nobody knows of the day.
        early = town.job(HABAGEXI, started, client=person())
        town.asked(early, days, day - timedelta(days=1))
        open_ended = town.job(HABAGEXI, started, client=person(), hire=a_hire(name="孙立", insured=None))
        InsuredSpell.objects.create(hire=open_ended.hire, first=date(2025, 9, 1), recorded_at=at(10, 14))
        town.note(HABAGEXI, f"work.mark{days}", f"work.mark{days}.unknown", times=2)
    # A day too early, a day too late.
    for started in (date(2026, 8, 31), date(2026, 10, 2)):
        town.job(HABAGEXI, started)


def aid(town: Town) -> None:
    steady, once, missing = (town.person(GONGYUAN) for _ in range(3))
    town.note(GONGYUAN, "aid.on", "gap.households")
    for entitlement in SHOWN:
        code = entitlement.code
        Benefit.objects.create(client=steady, entitlement=code, since=date(2026, 3, 1))
        town.note(GONGYUAN, f"aid.on.{code}")
        Benefit.objects.create(client=once, entitlement=code, since=date(2026, 10, 5), until=date(2026, 10, 5))
        town.note(GONGYUAN, "aid.new", f"aid.new.{code}")
        TakeUpGap.objects.create(client=missing, entitlement=code, opened_on=date(2026, 10, 3))
        town.note(GONGYUAN, "gap.found", "gap.open", f"gap.open.{code}")
    # What tells of illness is in no figure.
    Benefit.objects.create(client=once, entitlement="hiv_care", since=date(2026, 3, 1))
    TakeUpGap.objects.create(
        client=once, entitlement="minimum_living", opened_on=date(2026, 9, 3), closed_on=date(2026, 10, 20),
        closed_how="received",
    )  # fmt: skip
    town.note(GONGYUAN, "gap.met")
    TakeUpGap.objects.create(
        client=once, entitlement="near_minimum", opened_on=date(2026, 9, 3), closed_on=LAST, closed_how="declined"
    )


def applications(town: Town) -> None:
    client = town.person(HABAGEXI)

    def one(code: str, started: date = LONG_AGO) -> Application:
        return Application.objects.create(
            client=client, entitlement=code, region=a_region(HABAGEXI), started_on=started
        )

    one("school_aid", date(2026, 10, 8))
    town.note(HABAGEXI, "application.started")
    for code, move in (("minimum_living", "grant"), ("housing_aid", "refuse")):
        ApplicationEvent.objects.create(application=one(code), move=move, on=date(2026, 10, 9))
        town.note(HABAGEXI, "application.decided", f"application.decided.{move}")
    terms = one("temporary_relief")
    due = date(2026, 10, 12)
    cases = (
        ("按期", due, {"met_on": due}, ("in_time",)),
        ("晚了", due, {"met_on": due + timedelta(days=1)}, ("late",)),
        ("月底没办", due, {"met_on": NEXT_MONTH}, ("open",)),
        ("最后一天到期", LAST, {}, ("open",)),
        ("公示", due, {"at_least": True}, ()),
        ("不再办", due, {"lapsed_on": due}, ()),
        ("下月", NEXT_MONTH, {}, ()),
    )
    for step, until, fields, outcomes in cases:
        Deadline.objects.create(
            application=terms, step=step, article="第一条", ends_with="survey", counted_from=OCTOBER, days=7,
            due_on=until, **fields,
        )  # fmt: skip
        for outcome in outcomes:
            town.note(HABAGEXI, "application.terms", f"application.terms.{outcome}")
    # What falls due on the last day is not overdue on it.
    town.note(HABAGEXI, "overdue.application")


def help_given(town: Town) -> None:
    client = town.person(GONGYUAN)
    for kind in HelpEvent.Kind:
        if kind.is_contact:
            town.contact(client, GONGYUAN, kind.value, "work")
    for about in HelpEvent.About:
        town.contact(client, GONGYUAN, "visit", about.value)
    for kind in HelpEvent.Aid:
        town.contact(client, GONGYUAN, "visit", "family", aid=kind.value, value=Decimal("200.50"))
    town.contact(client, GONGYUAN, "aid", "family", aid="money")
    town.contact(client, GONGYUAN, "visit", "routine", when=at(9, 30, 23))
    town.contact(client, GONGYUAN, "visit", "routine", when=at(11, 1, 0))
    HelpEvent.objects.create(client=client, worker=town.worker, kind="attempt", at=at(10, 31, 23), note="没人接")
    town.note(GONGYUAN, "help.attempts")


def overdue(town: Town) -> None:
    # The last call was a month ago and named a day that has passed; another's day is the last of the month.
    for next_on in (date(2026, 10, 30), LAST):
        client = town.person(JIAOTONG, heard=False)
        town.contact(client, JIAOTONG, "call", "routine", when=at(9, 20), next_on=next_on)
    town.note(JIAOTONG, "overdue.contact")
    late = OCTOBER - timedelta(days=NO_CONTACT_DAYS)
    client = town.person(JIAOTONG)
    for due_on, fields in ((LAST - timedelta(days=1), {}), (LAST, {}), (late, {"reported_on": LAST})):
        ReportIn.objects.create(
            client=client, cause="decision", kind="community_treatment", region=a_region(JIAOTONG),
            counted_from=due_on - timedelta(days=15), **fields,
        )  # fmt: skip
    town.note(JIAOTONG, "overdue.report_in")
    for closed_at, state in ((None, "offered"), (at(11, 2), "received"), (at(10, 31), "withdrawn")):
        other = town.person(JIAOTONG)
        terms = {"note": "调岗", "offered_on": OCTOBER, "due_on": date(2026, 10, 15), "closed_at": closed_at}
        receiver = a_social_worker("张伟", GONGYUAN, sex=Sex.MALE)
        HandOver.objects.create(
            client=other, giver=town.worker, receiver=receiver, offered_by=town.worker, state=state, **terms
        )
        received = {"received_by": receiver, "new_caseworker": receiver} if state == "received" else {}
        Transfer.objects.create(
            client=other, from_region=a_region(JIAOTONG), to_region=a_region(GONGYUAN), giver=town.worker,
            offered_by=town.worker, moved_on=OCTOBER, state=state, **received, **terms,
        )  # fmt: skip
    town.note(JIAOTONG, "overdue.hand_over", "overdue.transfer", times=2)
    job = town.job(JIAOTONG, date(2026, 9, 29))
    town.asked(job, 30, None)
    town.note(JIAOTONG, "work.mark30", "work.mark30.unknown", "overdue.follow_up")
    for state, state_on, due_on in (
        ("open", OCTOBER, date(2026, 10, 30)),
        ("returned", OCTOBER, date(2026, 10, 30)),
        ("done", NEXT_MONTH, date(2026, 10, 30)),
        ("done", LAST, date(2026, 10, 30)),
        ("open", OCTOBER, None),
    ):
        Duty.objects.create(
            client=client, department=Department.CIVIL, region=a_region(JIAOTONG), kind="aid", what="核对",
            counted_from=OCTOBER, due_on=due_on, state=state, state_on=state_on,
        )  # fmt: skip
    town.note(JIAOTONG, "overdue.duty", times=3)
    Plan.objects.create(client=client, made_on=LONG_AGO, review_on=date(2026, 10, 30))
    town.note(JIAOTONG, "overdue.plan")
