"""推荐 on one page: what stands, the client's consent on the spot, what the firm will see, and sending."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from clients import give_consent
from clients.models import Consent
from employers.models import State as VacancyState
from employers.models import Vacancy
from law.truth import Truth
from placement import refer
from placement.models import Referral
from placement.models.referral import State
from tests.cast import GONGYUAN, a_contact, a_manager, a_social_worker
from tests.clients.papers import a_png
from tests.placement.builders import a_case, a_vacancy, an_open_vacancy
from tests.placement.referrals import a_consent, a_referral, verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

ASKED = {"fields_told": ["name", "phone"], "until": "2027-05-22"}


@pytest.fixture
def press(client, monday):
    """``press(case, vacancy, "refer_ask", …)``: the answer to a POST by her caseworker."""

    def by_her_caseworker(case, vacancy, name, **fields):
        client.force_login(case.caseworker)
        return client.post(reverse(f"placement:{name}", args=[case.pk, vacancy.pk]), fields)

    return by_her_caseworker


@pytest.fixture
def pair():
    """王建军, and a post of a verified firm that he can take."""
    case, vacancy = a_case(phone="13847712345"), an_open_vacancy(address="蒙泰路1号")
    verified(vacancy.enterprise)
    return case, vacancy


def referrals_of(case) -> list[Referral]:
    return list(case.referrals.order_by("pk"))


# Looking --------------------------------------------------------------------------------------------------------------


def test_looking_changes_nothing(enter, pair):
    case, vacancy = pair

    response = enter(case.caseworker, "refer", case.pk, vacancy.pk)

    assert response.status_code == 200
    assert referrals_of(case) == []
    assert not case.consents.exists()


def test_what_stands_in_the_way_is_said_with_the_way_out(enter):
    case, vacancy = a_case(), an_open_vacancy(certificates=["forklift"])

    context = enter(case.caseworker, "refer", case.pk, vacancy.pk).context

    found = {one.code: (one.next_step, href) for one, href in context["obstacles"]}
    assert set(found) == {"verified", "fit.certificates"}
    assert found["verified"][1] == reverse("employers:firm", args=[vacancy.enterprise_id])
    assert found["fit.certificates"][1] == reverse("clients:wishes", args=[case.pk])
    assert all(next_step for next_step, _ in found.values())
    assert not context["may_send"]


def test_a_bar_that_nobody_has_asked_about_leads_to_the_question(enter):
    case, vacancy = a_case(), an_open_vacancy("保安", post_kinds=["security_guard"])

    context = enter(case.caseworker, "refer", case.pk, vacancy.pk).context

    (href,) = [href for one, href in context["obstacles"] if one.code.startswith("fit.bar")]
    assert href == reverse("clients:answer", args=[case.pk, "bar_facts"])


def test_what_is_open_is_asked_and_stops_nobody(enter, pair):
    case, vacancy = pair
    case.wish.wage_floor = None
    case.wish.save()
    a_consent(case, vacancy.enterprise)

    context = enter(case.caseworker, "refer", case.pk, vacancy.pk).context

    assert any("工资底线" in one.text for one in context["asks"])
    assert {one.truth for one in context["asks"]} == {Truth.UNKNOWN}
    assert context["may_send"]


def test_the_firm_is_shown_in_three_stages(enter, pair):
    case, vacancy = pair
    for name in ("孙丽", "赵强", "高娃", "那日苏"):
        a_case(name, case.caseworker)
    a_consent(case, vacancy.enterprise, ("profile", "name"))

    profile, person, papers = enter(case.caseworker, "refer", case.pk, vacancy.pk).context["preview"]

    assert ("住在", "东胜区") in profile.lines
    assert case.name not in str(profile)
    assert person.lines == [("姓名", "王建军")]
    assert papers.lines == []


@pytest.mark.parametrize("who", ["colleague", "manager", "firm"])
def test_nobody_but_the_caseworker_has_the_page(enter, pair, who):
    case, vacancy = pair
    people = {
        "colleague": lambda: a_social_worker("张伟", GONGYUAN),
        "manager": a_manager,
        "firm": lambda: a_contact("周丽", vacancy.enterprise).user,
    }

    assert enter(people[who](), "refer", case.pk, vacancy.pk).status_code == 404


def test_a_vacancy_that_nobody_has_published_is_not_there(enter):
    case = a_case()
    draft = a_vacancy("草稿", firm="康巴什物业", region="150603", state="draft")

    assert enter(case.caseworker, "refer", case.pk, draft.pk).status_code == 404


def test_what_was_sent_is_looked_at_on_its_own_page(enter):
    referral = a_referral()

    response = enter(referral.client.caseworker, "refer", referral.client_id, referral.vacancy_id)

    assert response.url == reverse("placement:referral", args=[referral.pk])


# Her consent, on the spot ---------------------------------------------------------------------------------------------


def test_asking_prepares_the_referral_and_shows_the_link(enter, press, pair):
    case, vacancy = pair

    response = press(case, vacancy, "refer_ask", **ASKED)

    assert response.url == reverse("placement:refer", args=[case.pk, vacancy.pk])
    (referral,), consent = referrals_of(case), case.consents.get()
    assert (referral.state, referral.vacancy) == (State.PREPARED, vacancy)
    assert (consent.state, consent.fields) == (Consent.State.ASKED, ["profile", "name", "phone"])
    context = enter(case.caseworker, "refer", case.pk, vacancy.pk).context
    assert "/me/" in context["shown"].url
    assert context["shown"].path
    assert [line.about for line in context["reads"]][:2] == ["谁在问", "告诉谁"]


def test_asking_again_makes_no_second_referral(press, pair):
    case, vacancy = pair
    press(case, vacancy, "refer_ask", **ASKED)

    press(case, vacancy, "refer_ask", until="2027-03-01")

    assert len(referrals_of(case)) == 1
    assert case.consents.get().fields == ["profile"]


def test_the_sheet_to_be_signed_comes_by_another_button(press, pair):
    case, vacancy = pair

    response = press(case, vacancy, "refer_ask", way="paper", **ASKED)

    assert response.url == reverse("clients:consent_sheet", args=[case.pk, case.consents.get().uid])


def test_a_day_too_far_ahead_is_said_beside_what_was_typed(press, pair):
    case, vacancy = pair

    response = press(case, vacancy, "refer_ask", fields_told=["phone"], until="2029-01-01")

    assert response.status_code == 422
    assert response.context["form"]["fields_told"].value() == ["phone"]
    assert "有效期应在今天和一年之内" in response.content.decode()
    assert referrals_of(case) == []


def test_whom_nobody_can_check_by_telephone_is_asked_on_paper(press):
    case, vacancy = a_case(), an_open_vacancy(address="蒙泰路1号")

    response = press(case, vacancy, "refer_ask", **ASKED)

    assert response.status_code == 422
    assert "请本人在纸上签字" in response.content.decode()
    assert not case.consents.exists()
    assert referrals_of(case) == []


def test_the_page_notices_when_she_has_answered(client, enter, press, pair):
    case, vacancy = pair
    press(case, vacancy, "refer_ask", **ASKED)
    still = enter(case.caseworker, "refer_waits", case.pk, vacancy.pk, htmx=True)
    give_consent.answer(case.personal_links.get(), True, ["profile", "name"])

    then = enter(case.caseworker, "refer_waits", case.pk, vacancy.pk, htmx=True)

    assert (still.status_code, still.headers.get("HX-Refresh")) == (204, None)
    assert (then.status_code, then.headers["HX-Refresh"]) == (200, "true")
    context = enter(case.caseworker, "refer", case.pk, vacancy.pk).context
    assert context["may_send"]
    assert context["consent"].fields == ["profile", "name"]


def test_polling_opens_no_case(enter, press, pair):
    case, vacancy = pair
    press(case, vacancy, "refer_ask", **ASKED)

    assert enter(a_social_worker("张伟", GONGYUAN), "refer_waits", case.pk, vacancy.pk).status_code == 404


def test_a_no_is_respected_and_can_be_asked_about_again(enter, press, pair):
    case, vacancy = pair
    press(case, vacancy, "refer_ask", **ASKED)
    give_consent.answer(case.personal_links.get(), False)

    context = enter(case.caseworker, "refer", case.pk, vacancy.pk).context

    assert context["refused"] == case.consents.get()
    assert not context["may_send"]


def test_a_signed_paper_stands_at_once(enter, press, pair):
    case, vacancy = pair
    scan = ContentFile(a_png(), name="同意书.png")

    response = press(
        case, vacancy, "refer_paper", **{"paper-fields_told": ["name"], "paper-until": "2027-05-22", "paper-scan": scan}
    )

    assert response.status_code == 302
    consent = case.consents.get()
    assert (consent.state, consent.way, consent.fields) == (Consent.State.GIVEN, Consent.Way.PAPER, ["profile", "name"])
    assert enter(case.caseworker, "refer", case.pk, vacancy.pk).context["may_send"]


def test_a_paper_without_its_scan_is_no_consent(press, pair):
    case, vacancy = pair

    response = press(case, vacancy, "refer_paper", **{"paper-until": "2027-05-22"})

    assert response.status_code == 422
    assert response.context["paper_open"]
    assert not case.consents.exists()
    assert referrals_of(case) == []


# Sending --------------------------------------------------------------------------------------------------------------


def test_sending_leads_to_the_referral(press, pair):
    case, vacancy = pair
    a_consent(case, vacancy.enterprise)

    response = press(case, vacancy, "refer_send")

    (referral,) = referrals_of(case)
    assert response.url == reverse("placement:referral", args=[referral.pk])
    assert referral.state == State.SENT


def test_nothing_is_sent_when_things_changed_since_the_page_was_opened(enter, press, pair):
    case, vacancy = pair
    consent = a_consent(case, vacancy.enterprise)
    assert enter(case.caseworker, "refer", case.pk, vacancy.pk).context["may_send"]
    give_consent.withdraw(None, consent, Consent.Way.PHONE, at=timezone.now())

    response = press(case, vacancy, "refer_send")

    assert response.url == reverse("placement:refer", args=[case.pk, vacancy.pk])
    (said,) = [str(message) for message in response.wsgi_request._messages]
    assert "还没有本人对这家企业的同意" in said
    assert referrals_of(case) == []


def test_pressing_twice_sends_once(press, pair):
    case, vacancy = pair
    a_consent(case, vacancy.enterprise)
    press(case, vacancy, "refer_send")

    press(case, vacancy, "refer_send")

    assert [referral.state for referral in referrals_of(case)] == [State.SENT]


def test_a_vacancy_that_paused_since_is_still_explained_to_who_began(enter):
    referral = a_referral(upto="prepare")
    Vacancy.objects.filter(pk=referral.vacancy_id).update(state=VacancyState.PAUSED)

    context = enter(referral.client.caseworker, "refer", referral.client_id, referral.vacancy_id).context

    assert "vacancy" in [one.code for one, _ in context["obstacles"]]


# The ways there -------------------------------------------------------------------------------------------------------


def test_every_list_of_matches_has_the_button(enter, pair):
    case, vacancy = pair
    other = an_open_vacancy("物业水电工", firm="万正物业")
    address = reverse("placement:refer", args=[case.pk, vacancy.pk])
    li = case.caseworker

    pages = [
        enter(li, "matches", case.pk),
        enter(li, "compare", case.pk, pick=[vacancy.pk, other.pk]),
        enter(li, "candidates", vacancy.pk),
    ]

    assert [address in page.content.decode() for page in pages] == [True] * 3


def test_where_one_runs_already_the_button_leads_to_it(enter):
    referral = a_referral(upto="see")
    case, vacancy = referral.client, referral.vacancy
    its_page = reverse("placement:referral", args=[referral.pk])

    pages = [enter(case.caseworker, "matches", case.pk), enter(case.caseworker, "candidates", vacancy.pk)]

    for page in pages:
        assert its_page in page.content.decode()
        assert reverse("placement:refer", args=[case.pk, vacancy.pk]) not in page.content.decode()


def test_a_manager_is_offered_no_button(enter, pair):
    case, vacancy = pair

    page = enter(a_manager(), "matches", case.pk).content.decode()

    assert reverse("placement:refer", args=[case.pk, vacancy.pk]) not in page


def test_ready_in_a_handful_of_queries(enter, pair, django_assert_max_num_queries):
    case, vacancy = pair
    a_consent(case, vacancy.enterprise)
    refer.prepare(case.caseworker, case, vacancy)
    enter(case.caseworker, "refer", case.pk, vacancy.pk)

    with django_assert_max_num_queries(75):
        enter(case.caseworker, "refer", case.pk, vacancy.pk)
