"""Two at the same moment, and any steps in any order: one wins, the other is told, and the rows agree."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients import close_case, give_consent
from clients.models import Client, Consent
from employers.models import State as VacancyState
from employers.models import Vacancy
from people.errors import Refused
from people.models import Notice
from placement import answer, refer
from placement.models import Placement, Referral, ReferralEvent
from placement.models.referral import RUNNING, UNDO, WITH_FIRM, State
from placement.tasks import lapse_all, recount, remind_all, tell_of_gone_vacancies
from tests.cast import MONDAY, MONDAY_9, a_contact
from tests.placement.builders import a_case, an_open_vacancy
from tests.placement.referrals import HOUR, a_consent, a_referral, details_of, verified
from tests.placement.referrals import WAYS as REFERRAL_WAYS

LATER = MONDAY_9 + 6 * HOUR


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all of these at the same moment, each on a connection of its own; returns what was refused."""
    start, refused, broken = Barrier(len(deeds)), [], []

    def do(deed: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            deed()
        except Refused as no:
            refused.append(str(no))
        except Exception as error:
            broken.append(error)
        finally:
            connection.close()

    threads = [Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert broken == []
    return refused


def own_copy(referral: Referral) -> Referral:
    """As another request has read it before anything happened."""
    found = Referral.objects.unscoped("test").select_related("client__caseworker", "vacancy__enterprise", "consent")
    return found.get(pk=referral.pk)


# At the same moment ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_people_of_a_firm_who_answer_at_once_one_is_told():
    referral, zhou = a_referral(), a_contact()
    he = a_contact("何平", zhou.enterprise)

    refused = at_once(
        lambda: answer.invite(zhou, referral.uid, at=LATER, seen_turn=1, **details_of("invite", LATER)),
        lambda: answer.decline(he, referral.uid, reason="skills", at=LATER, seen_turn=1),
    )

    referral.refresh_from_db()
    assert len(refused) == 1
    assert "刚刚有人更新过" in refused[0]
    assert referral.turn == referral.events.count() == 2
    assert Notice.objects.filter(user=referral.client.caseworker).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_a_worker_who_takes_back_and_a_firm_that_invites_one_is_told():
    referral, zhou = a_referral(), a_contact()
    hers, worker = own_copy(referral), referral.client.caseworker

    refused = at_once(
        lambda: refer.withdraw(worker, hers, "vacancy", at=LATER),
        lambda: answer.invite(zhou, referral.uid, at=LATER, seen_turn=1, **details_of("invite", LATER)),
    )

    referral.refresh_from_db()
    assert len(refused) == 1
    assert referral.turn == referral.events.count() == 2
    assert referral.state in (State.WITHDRAWN, State.INTERVIEW)
    assert (referral.closed_at is None) == (referral.state == State.INTERVIEW)


@pytest.mark.django_db(transaction=True)
def test_of_two_sendings_for_the_last_one_of_the_week_one_is_told():
    vacancy = an_open_vacancy(address="蒙泰路1号")
    vacancy.enterprise.weekly_cap = 1
    verified(vacancy.enterprise).save()
    waiting = [a_referral(a_case(name), vacancy, upto="prepare", at=MONDAY_9) for name in ("王建军", "赵强")]
    for referral in waiting:
        a_consent(referral.client, vacancy.enterprise)
    copies = [own_copy(referral) for referral in waiting]

    refused = at_once(*(lambda one=one: refer.send(one.client.caseworker, one, at=MONDAY_9 + HOUR) for one in copies))

    assert len(refused) == 1
    assert "每周最多接收 1 位" in refused[0]
    sent = Referral.objects.unscoped("test").filter(sent_at__isnull=False)
    assert (sent.count(), ReferralEvent.objects.unscoped("test").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_presses_on_send_send_once():
    referral = a_referral(upto="prepare")
    verified(referral.vacancy.enterprise)
    a_consent(referral.client, referral.vacancy.enterprise)
    zhou = a_contact()
    copies = [own_copy(referral), own_copy(referral)]

    refused = at_once(*(lambda one=one: refer.send(one.client.caseworker, one, at=MONDAY_9 + HOUR) for one in copies))

    assert len(refused) == 1
    assert referral.events.count() == 1
    assert Notice.objects.filter(user=zhou.user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_starts_for_the_last_place_one_is_told_and_nothing_is_doubled():
    vacancy = an_open_vacancy(address="蒙泰路1号", headcount=1)
    offered = [a_referral(a_case(name), vacancy, upto="offer") for name in ("王建军", "赵强")]
    zhou = a_contact()

    refused = at_once(*(lambda one=one: answer.start(zhou, one.uid, on=MONDAY, at=LATER) for one in offered))

    vacancy.refresh_from_db()
    assert len(refused) == 1
    assert (vacancy.filled, vacancy.state) == (1, VacancyState.FILLED)
    assert Placement.objects.unscoped("test").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_consent_that_is_withdrawn_while_the_firm_answers_ends_the_referral_whoever_was_first():
    referral, zhou = a_referral(), a_contact()
    consent = own_copy(referral).consent

    at_once(
        lambda: give_consent.withdraw(None, consent, Consent.Way.PHONE, at=LATER),
        lambda: answer.invite(zhou, referral.uid, at=LATER, **details_of("invite", LATER)),
    )

    referral.refresh_from_db()
    assert referral.state == State.WITHDRAWN
    assert referral.turn == referral.events.count()


@pytest.mark.django_db(transaction=True)
def test_of_two_firms_where_she_starts_at_once_one_is_told_and_she_has_one_job():
    client = a_case()
    there = an_open_vacancy("变电站值班员", firm="康新物业", address="科技街2号")
    offered = [a_referral(client, upto="offer"), a_referral(client, there, upto="offer")]
    people = [a_contact("周丽", one.vacancy.enterprise) for one in offered]

    refused = at_once(
        *(
            lambda one=one, who=who: answer.start(who, one.uid, on=MONDAY, at=LATER)
            for one, who in zip(offered, people, strict=True)
        )
    )

    states = sorted(Referral.objects.unscoped("test").values_list("state", flat=True))
    assert len(refused) == 1
    assert states == [State.PLACED_ELSEWHERE, State.STARTED]
    assert Placement.objects.unscoped("test").count() == 1
    assert sorted(Vacancy.objects.values_list("filled", flat=True)) == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_answer_the_same_several_in_opposite_order_answer_each_once():
    zhou, vacancy = a_contact(), an_open_vacancy(address="蒙泰路1号")
    uids = [a_referral(a_case(name), vacancy).uid for name in ("王建军", "赵强", "钱勇", "孙浩")]
    he, told = a_contact("何平", zhou.enterprise), []

    def answer_all(who, these):
        told.extend(answer.answer_many(who, these, "decline", reason="filled", at=LATER))

    assert at_once(lambda: answer_all(zhou, uids), lambda: answer_all(he, uids[::-1])) == []

    assert sorted(one.uid for one in told if one.refused is None) == sorted(uids)
    assert sum(one.refused is not None for one in told) == len(uids)
    assert ReferralEvent.objects.unscoped("test").filter(name="decline").count() == len(uids)


# In any order ---------------------------------------------------------------------------------------------------------

FIRMS = (("蒙泰热电", "周丽", "何平"), ("康新物业", "陈静", "郭峰"))
ANSWERS = ("see", "invite", "reschedule", "offer", "start", "decline")
# What ends a story comes seldom, an undo often: it has to follow at once.
DEEDS = (*ANSWERS * 2, *(UNDO,) * 8, "send", "send", "turn_down", "withdraw", "prepare", "consent", "clock",
         "no_consent", "close_case", "pause_vacancy")  # fmt: skip
MINUTES = (1, 1, 4, 9, 30, 9 * 24 * 60)
BEGINNINGS = st.lists(st.sampled_from(["prepare", "send", "see", "invite", "offer", "start"]), min_size=2, max_size=2)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(DEEDS), st.integers(0, 1), st.integers(0, 1), st.sampled_from([1, 1, 4, 9, 30, 60 * 24 * 9])
    ),
    max_size=20,
)


class Life:
    """Two referrals of one client to two firms, each on its way, and whatever anybody then does to them."""

    def __init__(self, serial: int, beginnings: list[str]) -> None:
        self.client = a_case(f"王{serial}")
        self.worker = self.client.caseworker
        self.now = MONDAY_9
        self.vacancies, self.people = [], []
        for firm, *names in FIRMS:
            vacancy = an_open_vacancy(firm=f"{firm}{serial}", address="蒙泰路1号", headcount=1)
            verified(vacancy.enterprise)
            self.vacancies.append(vacancy)
            self.people.append([a_contact(f"{name}{serial}", vacancy.enterprise) for name in names])
        self.referrals = [refer.prepare(self.worker, self.client, vacancy, at=self.now) for vacancy in self.vacancies]
        for which, upto in enumerate(beginnings):
            for name in ("consent", *REFERRAL_WAYS[upto]):
                self.do(name, which, 0, 1)

    def do(self, deed: str, which: int, who: int, minutes: int) -> None:
        """One deed; the two vacancies are kept fresh, so that they alone do not end every story."""
        self.now += timedelta(minutes=minutes)
        Vacancy.objects.filter(pk__in=[one.pk for one in self.vacancies]).update(refreshed_at=self.now)
        referral, contact = own_copy(self.referrals[which]), self.people[which][who]
        with suppress(Refused, Referral.DoesNotExist):
            self._do(deed, which, referral, contact)

    def _do(self, deed: str, which: int, referral: Referral, contact) -> None:
        firm = referral.vacancy.enterprise
        match deed:
            case "prepare":
                self.referrals[which] = refer.prepare(self.worker, referral.client, self.vacancies[which], at=self.now)
            case "send":
                refer.send(self.worker, referral, at=self.now)
            case "turn_down" | "withdraw":
                getattr(refer, deed)(self.worker, referral, "other", "情况有变", at=self.now)
            case "undo":
                with suppress(Refused):
                    refer.undo(self.worker, referral, at=self.now)
                for one in self.people[which]:
                    with suppress(Refused):
                        answer.undo(one, referral.uid, at=self.now)
            case "consent":
                a_consent(referral.client, firm, at=self.now, until=date(2028, 1, 1))
            case "no_consent":
                consent = give_consent.standing_for(referral.client, firm.credit_code, on=MONDAY)
                if consent:
                    give_consent.withdraw(None, consent, Consent.Way.PHONE, at=self.now)
            case "clock":
                for step in (recount, lapse_all, remind_all, tell_of_gone_vacancies):
                    step(self.now)
            case "close_case":
                close_case.close(self.worker, Client.objects.unscoped("test").get(pk=self.client.pk), "moved")
            case "pause_vacancy":
                Vacancy.objects.filter(pk=referral.vacancy_id, state="published").update(state="paused")
            case _:
                getattr(answer, deed)(contact, referral.uid, at=self.now, **details_of(deed, self.now))

    def require_sense(self) -> None:
        mine = Referral.objects.unscoped("test").filter(client=self.client).select_related("vacancy", "consent")
        still_open = Client.objects.unscoped("test").get(pk=self.client.pk).is_open
        for referral in mine:
            events = list(referral.events.order_by("pk"))
            assert referral.turn == len(events)
            states = [State.PREPARED, *(event.target for event in events)]
            assert [event.source for event in events] == states[:-1]
            assert referral.state == states[-1]
            assert Placement.objects.unscoped("test").filter(referral=referral).exists() == (
                referral.state == State.STARTED
            )
            assert (referral.closed_at is None) == (referral.state in RUNNING)
            if referral.state in WITH_FIRM:
                assert still_open
                assert referral.consent.state == Consent.State.GIVEN
        started = [referral.vacancy_id for referral in mine if referral.state == State.STARTED]
        for vacancy in Vacancy.objects.filter(pk__in=[one.pk for one in self.vacancies]):
            assert vacancy.filled == started.count(vacancy.pk)
        assert len(started) <= 1


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BEGINNINGS, STEPS, st.integers(0, 10**9))
def test_any_steps_in_any_order_leave_rows_that_agree(django_db_setup, beginnings, way, serial):
    life = Life(serial, beginnings)
    life.require_sense()

    for step in way:
        life.do(*step)
        life.require_sense()
