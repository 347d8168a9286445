"""推介会 on the desk: planned, opened, ticked off and written up; nobody outside the county sees who is on the list."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from employers import hold_fair
from employers.models import Fair, FairGuest, FairState
from people.models import AccessEvent, Action
from tests.cast import DONGSHENG, KANGBASHI, MONDAY_9, a_contact, a_manager, a_region, a_social_worker, an_enterprise
from tests.employers.fairs import PLACE, TITLE, a_fair, a_fair_begun, a_guest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]

FAIR = {
    "title": TITLE, "kind": "onsite", "place": PLACE, "starts_at": "2026-12-05T09:00", "ends_at": "2026-12-05T12:00",
    "register_until": "", "seats": "30", "contact": "0477-8588123", "words": "请带招聘简章。",
}  # fmt: skip
GUEST = {"firm_name": "远望仓储", "contact_name": "韩梅", "phone": "139 4770 1234", "people": "2"}


def page(client, name: str, /, *args, **query) -> str:
    response = client.get(reverse(f"employers:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def post(client, address: str, /, *args, **facts):
    return client.post(reverse(f"employers:{address}", args=args), facts)


@pytest.fixture
def li(client):
    worker = a_social_worker()
    client.force_login(worker)
    return worker


def test_from_a_plan_to_a_list_that_firms_can_join(client, li):
    firm = an_enterprise("蒙泰热电")

    post(client, "fair_new", **FAIR, region=a_region(DONGSHENG).pk)
    fair = Fair.objects.get()
    planned = page(client, "fair", fair.pk)
    post(client, "fair_step", fair.pk, "open")
    post(client, "fair_guest_new", fair.pk, **GUEST)
    post(client, "fair_guest_new", fair.pk, **GUEST | {"firm_name": "", "enterprise": firm.pk})

    shown = page(client, "fair", fair.pk)
    assert "还没有公布" in planned
    assert fair.register_until == fair.starts_at
    assert "报名中" in shown
    assert "还能报 28 家" in shown
    assert "远望仓储" in shown
    assert reverse("employers:firm", args=[firm.pk]) in shown
    assert "2 / 30 家" in page(client, "fairs")


def test_who_came_is_ticked_and_written_up(client, li):
    fair = a_fair_begun()
    here, there = a_guest(fair), a_guest(fair, "恒信物流")
    shown = [here.pk, there.pk]

    post(client, "fair_came", fair.pk, shown=shown, came=[here.pk], **{f"letters-{here.pk}": "3"})
    post(client, "fair_hold", fair.pk, words="来的企业比上次多。")

    fair = Fair.objects.with_counts().get()
    assert (fair.state, fair.came, fair.letters) == (FairState.HELD, 1, 3)
    written = page(client, "fair", fair.pk)
    assert "来的企业比上次多。" in written
    assert "3 份" in page(client, "fairs")


def test_what_was_ticked_stands_again_where_it_is_refused(client, li):
    fair = a_fair_begun()
    here, there = a_guest(fair), a_guest(fair, "恒信物流")

    answers = [
        post(client, "fair_came", fair.pk, shown=[here.pk, there.pk], came=[here.pk], **letters)
        for letters in ({f"letters-{there.pk}": "2"}, {f"letters-{here.pk}": "两份"})
    ]

    for answer, words in zip(answers, ("恒信物流没有到场", "请填数字"), strict=True):
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert [line.came for line in answer.context["lines"]] == [True, False]
    assert not FairGuest.objects.filter(came=True).exists()


def test_who_registered_meanwhile_is_not_marked(client, li):
    fair = a_fair_begun()
    here, late = a_guest(fair), a_guest(fair, "恒信物流")

    post(client, "fair_came", fair.pk, shown=[here.pk], came=[here.pk, late.pk])

    late.refresh_from_db()
    assert late.came is None


def test_a_list_that_changed_meanwhile_is_not_saved(client, li):
    fair = a_fair_begun()
    guest = a_guest(fair)
    hold_fair.drop_guest(li, guest.pk)

    answer = client.post(reverse("employers:fair_came", args=[fair.pk]), {"shown": guest.pk}, follow=True)

    assert "名单刚刚有变动" in answer.content.decode()


def test_a_fair_is_cancelled_with_a_reason_that_is_shown(client, li):
    fair = a_fair()

    refused = post(client, "fair_cancel", fair.pk, words=" ")
    post(client, "fair_cancel", fair.pk, words="场地检修，改期再办")

    assert refused.status_code == 422
    assert "场地检修，改期再办" in page(client, "fair", fair.pk)
    assert "已取消" in page(client, "fairs")


def test_what_is_refused_is_said_at_its_field(client, li):
    region = a_region(DONGSHENG).pk

    for facts, field in (
        ({"title": "戒毒人员就业推介会"}, "title"),
        ({"seats": "0"}, "seats"),
        ({"ends_at": "2026-12-05T08:00", "register_until": "2026-12-04T08:00"}, "__all__"),
        ({"contact": ""}, "contact"),
    ):
        answer = post(client, "fair_new", **FAIR | facts, region=region)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
    assert not Fair.objects.exists()


def test_a_fair_is_corrected(client, li):
    fair = a_fair()

    post(client, "fair_edit", fair.pk, **FAIR | {"place": "东胜区体育馆"}, region=fair.region.pk)

    assert "东胜区体育馆" in page(client, "fair", fair.pk)


def test_a_firm_that_is_dropped_stays_to_be_read(client, li):
    fair = a_fair()
    guest = a_guest(fair)

    post(client, "fair_guest_drop", fair.pk, guest.pk)

    shown = page(client, "fair", fair.pk)
    assert "取消报名的 1 家" in shown
    assert post(client, "fair_guest_drop", a_fair("另一场").pk, guest.pk).status_code == 404


def test_a_guest_of_neither_name_nor_platform_is_refused(client, li):
    answer = post(client, "fair_guest_new", a_fair().pk, **GUEST | {"firm_name": ""})

    assert answer.status_code == 422
    assert "firm_name" in answer.context["form"].errors


def test_the_list_goes_out_on_paper_and_as_a_workbook_and_that_is_recorded(client, li):
    fair = a_fair()
    a_guest(fair, posts="=1+1")

    sheet = page(client, "fair_sheet", fair.pk)
    book = load_workbook(BytesIO(client.get(reverse("employers:fair_excel", args=[fair.pk])).content))

    assert "13947701234" in sheet
    row = next(book.active.iter_rows(min_row=2, values_only=True))
    assert (row[0], row[3], row[6]) == ("远望仓储", "13947701234", "=1+1")
    assert AccessEvent.objects.filter(kind="fair", action=Action.EXPORT, actor=li).count() == 2


def test_staff_of_another_county_read_the_fair_without_its_list(client):
    fair = a_fair()
    guest = a_guest(fair)
    client.force_login(a_manager("白音", KANGBASHI))

    shown = page(client, "fair", fair.pk)

    assert "由举办的旗区保管" in shown
    assert guest.phone not in shown
    assert guest.firm_name not in shown
    for name in ("fair_edit", "fair_cancel", "fair_guest_new", "fair_sheet", "fair_excel"):
        assert client.get(reverse(f"employers:{name}", args=[fair.pk])).status_code == 404
    for name, args in (
        ("fair_step", (fair.pk, "open")),
        ("fair_hold", (fair.pk,)),
        ("fair_came", (fair.pk,)),
        ("fair_guest_drop", (fair.pk, guest.pk)),
    ):
        assert client.post(reverse(f"employers:{name}", args=args)).status_code == 404


def test_staff_of_another_city_and_firms_find_nothing(client):
    fair = a_fair()

    for who in (a_manager("赵敏", "150203"), a_contact("周丽").user):
        client.force_login(who)
        assert client.get(reverse("employers:fair", args=[fair.pk])).status_code == 404


def test_no_such_step_is_not_there(client, li):
    assert post(client, "fair_step", a_fair().pk, "hold").status_code == 404


def test_both_pages_ask_the_same_however_many_firms(client, li, django_assert_max_num_queries):
    for number in range(4):
        fair = a_fair(f"第 {number} 场推介会", starts_at=MONDAY_9 + timedelta(days=3 + number))
    for number in range(12):
        a_guest(fair, f"第 {number} 家企业")

    with django_assert_max_num_queries(16):
        page(client, "fair", fair.pk)
    with django_assert_max_num_queries(12):
        page(client, "fairs")
