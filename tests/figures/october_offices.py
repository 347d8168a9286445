"""October of firms, referrals, classes, bases, cadres and staff."""

from datetime import date, timedelta

from clients.models import Cadre, Pairing
from employers.models import Fair, FairGuest, LetterOfIntent, PlacementBase, VacancyEvent
from people.models import Membership, Qualification, Role, Sex
from placement.models import Enrolment, EnrolmentEvent, Referral, ReferralEvent
from placement.models.referral import MOVES, State
from tests.cast import DONGSHENG, JIAOTONG, KANGBASHI, a_manager, a_region, a_social_worker, a_user
from tests.figures.october import GONGYUAN, HABAGEXI, LAST, LONG_AGO, NEXT_MONTH, OCTOBER, Town, at
from tests.placement.builders import a_firm, an_open_vacancy
from tests.placement.classes import a_class
from tests.placement.jobs import an_offer


def firms(town: Town) -> None:
    for name, verified_at in (("恒信物流", at(9, 1)), ("华正物业", at(10, 31, 23)), ("鄂绒集团", at(11, 1, 0))):
        a_firm(name, DONGSHENG, verified_at=verified_at, verified_by=town.worker)
    town.note(DONGSHENG, "firms.verified", times=2)
    town.note(DONGSHENG, "firms.new")

    def history(*steps: tuple[str, str, object]) -> None:
        vacancy = an_open_vacancy("配电工")
        for name, target, when in steps:
            VacancyEvent.objects.create(
                vacancy=vacancy, actor=town.worker, name=name, source="draft", target=target, at=when
            )

    history(("publish", "published", at(10, 5)))
    town.note(DONGSHENG, "vacancies.new", "vacancies.open")
    history(("publish", "published", at(8, 5)), ("refresh", "published", at(10, 2)))
    town.note(DONGSHENG, "vacancies.open")
    history(("publish", "published", at(8, 5)), ("refresh", "published", at(9, 30)))
    history(("publish", "published", at(10, 5)), ("pause", "paused", at(10, 30)))
    town.note(DONGSHENG, "vacancies.new")
    history(("publish", "published", at(10, 6)), ("withdraw", "expired", at(11, 2)))
    town.note(DONGSHENG, "vacancies.new", "vacancies.open")


def referrals(town: Town) -> None:
    vacancy = an_open_vacancy()
    due = date(2026, 10, 20)

    def sent(**fields) -> Referral:
        facts = {"sent_at": at(10, 15), "answer_due": due} | fields
        return an_offer(town.person(GONGYUAN), vacancy, **facts)

    first = sent(answered_at=at(10, 19))
    town.note(DONGSHENG, "answers.due", "answers.due.in_time", "answers.given")
    sent(answered_at=at(10, 26))
    town.note(DONGSHENG, "answers.due", "answers.due.late", "answers.given")
    for fields in ({"state": State.SENT}, {"answered_at": at(11, 2)}):
        sent(**{"answered_at": None, **fields})
        town.note(DONGSHENG, "answers.due", "answers.due.none")
    # She went elsewhere before an answer was due.
    sent(state=State.WITHDRAWN, answered_at=None, closed_at=at(10, 18))
    for name, code in (("send", "sent"), ("invite", "interview"), ("offer", "offer"), ("start", "started")):
        step(town, first, name, at(10, 20))
        town.note(GONGYUAN, f"referrals.{code}")
    step(town, sent(answer_due=NEXT_MONTH, answered_at=at(11, 3)), "offer", at(10, 30), undone_at=at(10, 30))


def step(town: Town, referral: Referral, name: str, when, **fields) -> None:
    move = MOVES[name]
    ReferralEvent.objects.create(
        referral=referral, name=name, source=sorted(move.sources)[0], target=move.target, at=when, by="worker",
        recorded_by=town.worker, **fields,
    )  # fmt: skip


def classes(town: Town) -> None:
    cohort = a_class(starts_on=date(2026, 10, 8), seats=9)
    seats = iter(range(1, 10))

    def one(state: str, *steps: tuple[str, str, str, object], **fields) -> Enrolment:
        seat = next(seats) if state in ("enrolled", "completed", "failed") else None
        enrolment = Enrolment.objects.create(
            client=town.person(HABAGEXI), cohort=cohort, state=state, seat=seat, **fields
        )
        for name, source, target, when in steps:
            reason = "work" if name == "drop" else ""
            EnrolmentEvent.objects.create(
                enrolment=enrolment, name=name, source=source, target=target, at=when, reason=reason
            )
        return enrolment

    seated, passed = ("enrol", "", "enrolled", at(10, 6)), ("pass", "enrolled", "completed", at(10, 30))
    certificate = town.person(HABAGEXI).certificates.create(code="electrician_low")
    one("completed", seated, passed, certificate=certificate)
    town.note(HABAGEXI, "training.certificates")
    one("completed", ("enrol", "", "enrolled", at(9, 6)), passed)
    town.note(HABAGEXI, "training.finished", "training.finished.passed", times=2)
    one("failed", seated, ("fail", "enrolled", "failed", at(10, 31, 23)))
    town.note(HABAGEXI, "training.finished", "training.finished.failed")
    one("enrolled", ("wait", "", "waiting", at(9, 6)), ("move_up", "waiting", "enrolled", at(10, 7)))
    one("dropped", seated, ("drop", "enrolled", "dropped", at(10, 9)))
    one("waiting", ("wait", "", "waiting", at(10, 6)))
    one("enrolled", ("enrol", "", "enrolled", at(9, 6)), passed, ("take_back", "completed", "enrolled", at(10, 31)))
    town.note(HABAGEXI, "training.enrolled", times=4)


def bases(town: Town) -> None:
    base = PlacementBase.objects.create(
        name="东胜阳光工坊", kind="base", region=a_region(DONGSHENG), managing_body="交通街道", since=LONG_AGO
    )
    point = PlacementBase.objects.create(
        name="公园便民点", kind="point", region=a_region(GONGYUAN), managing_body="公园街道", since=LONG_AGO, until=LAST
    )
    PlacementBase.objects.create(
        name="旧工坊", kind="base", region=a_region(DONGSHENG), managing_body="交通街道", since=LONG_AGO,
        until=date(2026, 10, 30),
    )  # fmt: skip
    town.note(DONGSHENG, "bases.open", "bases.open.base")
    town.note(GONGYUAN, "bases.open", "bases.open.point")
    # 康巴什 has clients and neither base nor point.
    town.note(KANGBASHI, "bases.missing")
    began = date(2026, 8, 15)
    for fields, contract in (
        ({"contract_from": began, "contract_until": date(2027, 8, 14)}, "year"),
        ({"contract_from": began, "contract_until": date(2027, 8, 13)}, "shorter"),
        ({}, "unknown"),
    ):
        town.job(JIAOTONG, began, base=base, **fields)
        town.note(DONGSHENG, "bases.people", f"bases.people.{contract}")
    town.job(JIAOTONG, began, base=point, ended=LAST)


def fairs(town: Town) -> None:
    def fair(place: str, when, state: str = "held", **fields) -> Fair:
        return Fair.objects.create(
            title="就业推介会", place="文化广场", contact="0477-8588123", region=a_region(place), starts_at=when,
            ends_at=when + timedelta(hours=3), register_until=when, state=state, opened_at=at(9, 1), **fields,
        )  # fmt: skip

    def guest(held: Fair, firm: str, letters: int = 0, *, came: bool | None = True, **fields) -> FairGuest:
        row = FairGuest.objects.create(
            fair=held, firm_name=firm, contact_name="韩梅", phone=f"139477{FairGuest.objects.count():05d}", came=came,
            **fields,
        )  # fmt: skip
        LetterOfIntent.objects.bulk_create(LetterOfIntent(guest=row, number=one + 1) for one in range(letters))
        return row

    first, last = fair(DONGSHENG, at(10, 1, 0)), fair(KANGBASHI, at(10, 31, 20))
    town.note(DONGSHENG, "fairs.held")
    town.note(KANGBASHI, "fairs.held")
    # Two people of one firm, who sign on their own, and the same firm at the next fair.
    for held, firm, letters in (
        (first, "恒信物流", 2),
        (first, " 恒信物流", 1),
        (last, "恒信物流", 0),
        (last, "华正物业", 3),
    ):
        guest(held, firm, letters)
        town.note(held.region.code, "fairs.letters", times=letters)
    town.note(DONGSHENG, "fairs.firms")
    town.note(KANGBASHI, "fairs.firms", times=2)
    guest(first, "鄂绒集团", came=False)
    guest(first, "远望仓储", came=None, withdrawn_at=at(10, 1))
    # Not held yet, cancelled, of another month.
    guest(fair(DONGSHENG, at(10, 20), "open"), "恒信物流", 1)
    fair(DONGSHENG, at(10, 21), "cancelled", cancel_words="场地检修")
    guest(fair(DONGSHENG, at(11, 1, 0)), "恒信物流", 1)
    guest(fair(DONGSHENG, at(9, 30, 23)), "恒信物流", 1)


def pairs(town: Town) -> None:
    cadre = Cadre.objects.create(name="白雪", unit="东胜区妇联", region=a_region(DONGSHENG))
    running = Pairing.objects.create(client=town.person(GONGYUAN), cadre=cadre, since=date(2026, 10, 12))
    Pairing.objects.create(client=town.person(GONGYUAN), cadre=cadre, since=LONG_AGO)
    town.note(DONGSHENG, "pairing.cadres")
    town.note(GONGYUAN, "pairing.clients", times=2)
    town.note(GONGYUAN, "pairing.new")
    town.contact(running.client, GONGYUAN, "visit", "routine", pairing=running)
    town.note(GONGYUAN, "pairing.visits")
    for result in Pairing.Result:
        Pairing.objects.create(
            client=town.person(GONGYUAN), cadre=cadre, since=LONG_AGO, until=LAST, result=result.value
        )
        town.note(GONGYUAN, "pairing.ended", f"pairing.ended.{result.value}")


def staff(town: Town) -> None:
    """李敏 and 张伟 are there already; 何静 left in October, 苏日娜 is no social worker."""
    a_social_worker("张伟", GONGYUAN, sex=Sex.MALE)
    left = a_user("何静", sex=Sex.FEMALE)
    Membership.objects.create(
        user=left, role=Role.SOCIAL_WORKER, region=a_region(HABAGEXI), valid_from=LONG_AGO, valid_to=date(2026, 10, 30)
    )
    a_manager()
    town.note(JIAOTONG, "staff.workers", "staff.women", "staff.qualified")
    town.note(GONGYUAN, "staff.workers")
    Qualification.objects.create(user=town.worker, kind="social_worker", issued_on=LONG_AGO, expires_on=LAST)
    Qualification.objects.create(
        user=a_user("张伟"), kind="assistant", issued_on=date(2020, 1, 6), expires_on=date(2026, 10, 30)
    )
    Qualification.objects.create(user=a_user("张伟"), kind="counsellor", issued_on=OCTOBER)
