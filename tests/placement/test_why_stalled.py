"""Why somebody is stuck: the first thing that stands in the way, and it costs a page the same as one line."""

import pytest

from clients.record_help import record_help
from placement import stalled
from placement.models import Shortlist
from placement.why_stalled import Why, reasons
from tests.cast import MONDAY, a_social_worker
from tests.placement.builders import a_quiet_case, ago, an_open_vacancy
from tests.placement.referrals import a_consent, a_referral

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def why_of(client) -> tuple[Why, str]:
    rows = [row for row in stalled.of(client.caseworker, MONDAY) if row.client.pk == client.pk]
    reason = reasons(client.caseworker, rows, MONDAY)[client.pk]
    return reason.why, reason.text


def test_who_has_no_wish_is_asked_for_one():
    assert why_of(a_quiet_case(wish=False)) == (Why.NO_WISH, "还没有记录想做什么工作")


def test_who_does_not_answer_is_visited():
    client = a_quiet_case(wish=False)
    for days in (3, 2):
        record_help(client.caseworker, client, kind="attempt", at=ago(days), note="没人接")

    assert why_of(client) == (Why.UNREACHED, "联系了 2 次没联系上")


def test_an_attempt_before_the_last_contact_is_forgotten():
    client = a_quiet_case(wish=False)
    record_help(client.caseworker, client, kind="attempt", at=ago(50), note="没人接")
    record_help(client.caseworker, client, kind="call", at=ago(45), note="打通了")

    assert why_of(client)[0] == Why.NO_WISH


def test_a_referral_waits_for_her_consent_or_for_being_sent():
    client = a_quiet_case()
    referral = a_referral(client, upto="prepare", at=ago(40))
    assert why_of(client) == (Why.NO_CONSENT, "推荐到蒙泰热电，本人还没有同意")

    a_consent(client, referral.vacancy.enterprise)

    assert why_of(client)[0] == Why.NOT_SENT


def test_a_firm_that_did_not_answer_is_told_by_name():
    client = a_quiet_case()
    a_referral(client, upto="lapse", at=ago(60))

    assert why_of(client) == (Why.LAPSED, "蒙泰热电到期没有答复")


def test_a_refusal_is_told():
    client = a_quiet_case()
    a_referral(client, upto="decline", at=ago(60))

    assert why_of(client) == (Why.NOT_TAKEN, "上次推荐：企业未录用（蒙泰热电）")


def test_an_interview_without_an_end_is_asked_about():
    client = a_quiet_case()
    a_referral(client, upto="invite", at=ago(60))

    assert why_of(client) == (Why.NO_RESULT, "蒙泰热电：约了面试之后没有下文")


def test_what_is_kept_and_not_proposed_is_told():
    client = a_quiet_case()
    Shortlist.objects.create(client=client, vacancy=an_open_vacancy(), recorded_at=ago(40))

    assert why_of(client) == (Why.KEPT, "收藏了 1 个岗位，还没有推荐")


def test_without_a_vacancy_that_fits_the_near_ones_are_proposed():
    an_open_vacancy(shifts=["night"])

    assert why_of(a_quiet_case()) == (Why.NO_MATCH, "没有条件符合的在招岗位")


def test_with_vacancies_that_fit_they_are_counted():
    an_open_vacancy("电工一")
    an_open_vacancy("电工二")

    assert why_of(a_quiet_case()) == (Why.NOT_REFERRED, "有 2 个岗位条件符合，还没有推荐过")


def test_many_cost_the_same_queries_as_one(django_assert_max_num_queries):
    worker = a_social_worker()
    an_open_vacancy()
    a_quiet_case(caseworker=worker)

    def whole_list():
        reasons(worker, stalled.of(worker, MONDAY), MONDAY)

    whole_list()
    with django_assert_max_num_queries(40) as few:
        whole_list()
    for name in ("孙丽", "赵强", "高娃"):
        a_quiet_case(name, worker)

    with django_assert_max_num_queries(40) as many:
        whole_list()

    assert len(few) == len(many)
