"""Every page over one client: the owner opens it, a team mate and an outsider do not, and each look is written down."""

import pytest
from django.urls import reverse

from people.models import AccessEvent
from tests.cast import (
    JIAOTONG,
    KANGBASHI,
    a_client,
    a_manager,
    a_social_worker,
    a_welfare_officer,
    an_auditor,
)

pytestmark = pytest.mark.django_db

PAGES = {
    "overview": (),
    "wishes": (),
    "who_looked": (),
    "edit": (),
    "help": (),
    "close": (),
    "answer": ("wish",),
    "facts": ("certificate",),
    "fact_new": ("work",),
}


def address(name, client, *more):
    return reverse(f"clients:{name}", args=[client.pk, *more])


@pytest.fixture
def wang():
    """王建军 of 李敏, with something in every group."""
    return a_client(
        a_social_worker("李敏"),
        skills=("砌墙",),
        certificates=("electrician_low",),
        wage_floor=3200,
        wish_text="想做电工",
    )


@pytest.mark.parametrize(("name", "more"), PAGES.items())
def test_the_caseworker_opens_it_and_the_look_is_written_down(client, wang, name, more):
    client.force_login(wang.caseworker)

    response = client.get(address(name, wang, *more), follow=True)

    assert response.status_code == 200
    assert AccessEvent.objects.filter(kind="client", object_id=str(wang.pk), action="view").exists()


@pytest.mark.parametrize(("name", "more"), PAGES.items())
@pytest.mark.parametrize(
    "outsider",
    [
        lambda: a_social_worker("张伟"),
        lambda: a_manager("白音", KANGBASHI),
        lambda: an_auditor(),
        lambda: a_welfare_officer(),
    ],
    ids=["other street", "other district", "auditor", "welfare officer"],
)
def test_an_outsider_gets_404_and_leaves_no_trace(client, wang, name, more, outsider):
    seen = AccessEvent.objects.filter(action__in=["view", "look_up"]).count()
    client.force_login(outsider())

    response = client.get(address(name, wang, *more))

    assert response.status_code == 404
    assert AccessEvent.objects.filter(action__in=["view", "look_up"]).count() == seen


@pytest.mark.parametrize(("name", "more"), [page for page in PAGES.items() if page[0] != "overview"])
def test_a_team_mate_does_not_open_the_pages_behind_the_first(client, wang, name, more):
    client.force_login(a_social_worker("其其格", JIAOTONG))

    assert client.get(address(name, wang, *more)).status_code == 404


@pytest.mark.parametrize(("name", "more"), PAGES.items())
def test_the_manager_of_the_region_opens_it(client, wang, name, more):
    client.force_login(a_manager())

    assert client.get(address(name, wang, *more), follow=True).status_code == 200


@pytest.mark.parametrize("page", ["caseload", "enrol", "find", "hand_overs", "hand_over", "intake", "intake_template"])
def test_the_common_pages_open_for_staff_of_the_case_zone_only(client, wang, page):
    client.force_login(wang.caseworker)
    assert client.get(reverse(f"clients:{page}")).status_code == 200

    client.force_login(an_auditor())
    assert client.get(reverse(f"clients:{page}")).status_code == 404


def test_nobody_opens_anything_without_signing_in(client, wang):
    response = client.get(address("overview", wang))

    assert response.status_code == 302
    assert "login" in response.url


def test_one_look_is_one_row_of_the_ledger(client, wang):
    client.force_login(wang.caseworker)
    before = AccessEvent.objects.count()

    client.get(address("overview", wang))

    assert AccessEvent.objects.count() == before + 1


def test_no_address_title_or_breadcrumb_holds_a_name(client, wang):
    client.force_login(wang.caseworker)

    page = client.get(address("overview", wang)).content.decode()

    title = page[page.index("<title>") : page.index("</title>")]
    assert wang.number in title
    assert wang.name not in title
    assert wang.id_number not in page


def test_who_looked_gathers_what_one_person_did_on_one_day(client, wang):
    client.force_login(wang.caseworker)
    for _ in range(3):
        client.get(address("overview", wang))

    page = client.get(address("who_looked", wang)).content.decode()

    assert "当天共 4 次" in page
    assert "李敏" in page
