"""年度账: limit, used and left by month, and the tax returns behind it."""

from decimal import Decimal

import pytest
from django.urls import reverse
from stdnum.cn import uscc

from employers.models import Dossier, FirmYear, TaxReturn
from tests.cast import a_contact, an_enterprise
from tests.employers.hires import a_hire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]


@pytest.fixture
def zhou(client):
    contact = a_contact()
    client.force_login(contact.user)
    return contact


def year_page(client, year: int = 2026):
    answer = client.get(reverse("portal:firm_year", args=[year]))
    assert answer.status_code == 200
    return answer


def entered(client, **fields: str):
    given = {"tax": "vat", "span": "-Q2", "payable": "12,000", "offset": "2,000"} | fields
    return client.post(reverse("portal:year_return", args=[2026]), given)


def a_known_quota(client) -> None:
    client.post(reverse("portal:year_facts", args=[2026, "key_group_hire"]), {"number-quota": "7,800"})


def test_without_anybody_the_year_says_how_a_limit_comes_about(client, zhou):
    assert "从当月起就有限额" in year_page(client).content.decode()


def test_an_unknown_quota_is_said_and_once_found_out_the_limit_stands(client, zhou):
    a_hire(zhou)
    before = year_page(client).context["view"].limit

    a_known_quota(client)

    assert before is None
    # March to November of 7,800 a year.
    assert year_page(client).context["view"].limit == Decimal("5850.00")


def test_while_the_quota_is_unknown_its_bounds_are_told_and_drawn(client, zhou):
    a_hire(zhou)
    entered(client)

    page = year_page(client)

    used, most, least = page.context["chart"]["series"]
    assert [used["label"], most["label"], least["label"]] == ["累计已抵减", "累计限额最多", "累计限额最少"]
    # March and April of 7,800 and of 6,000 a year.
    assert (most["values"][3], least["values"][3]) == (1300, 1000)
    words = page.content.decode()
    assert "4,500—5,850" in words
    assert "国家规定 6,000—7,800 元/人·年，本省定额待核实" in words


def test_what_was_used_is_told_as_far_as_it_was_entered(client, zhou):
    a_hire(zhou)
    entered(client)
    entered(client, span="-Q3", offset="")

    words = year_page(client).content.decode()

    assert "登记到 2026年6月，还有 1 笔没填" in words
    # Of 4,500—5,850 for March to November.
    assert "2,500—3,850" in words


def cards_of(client) -> set[str]:
    return {card["incentive"].code for kind in ("cards", "maybe") for card in year_page(client).context[kind]}


def test_a_company_is_not_shown_what_is_for_individual_businesses(client, zhou):
    shown = cards_of(client)

    assert "small_profit_corporate" in shown
    assert shown.isdisjoint({"key_group_self_employed", "individual_business"})


def test_an_individual_business_is_known_by_its_code_and_not_asked(client):
    code = "92150602MA0R5T2N1"
    shop = an_enterprise("巴音门克街道面馆", credit_code=code + uscc.calc_check_digit(code))
    client.force_login(a_contact("周丽", shop).user)

    shown = cards_of(client)

    assert {"key_group_self_employed", "individual_business"} <= shown
    assert "small_profit_corporate" not in shown
    form = client.get(reverse("portal:year_facts", args=[2026, "individual_business"])).context["form"]
    assert "is_individual_business" not in form.fields


def test_the_whole_year_is_a_span_of_its_own(client, zhou):
    entered(client, span="-all")

    assert TaxReturn.objects.get().period == "2026"


def test_limit_used_and_left_are_drawn_by_month_with_their_table(client, zhou):
    a_hire(zhou)
    a_known_quota(client)
    entered(client)

    page = year_page(client)

    view = page.context["view"]
    assert (view.used, view.left) == (Decimal("2000.00"), Decimal("3850.00"))
    used, limits = (line["values"] for line in page.context["chart"]["series"])
    assert limits[2:4] == [650, 1300]
    assert used[5] == 2000
    assert limits[11] is None
    assert "逐月累计：限额和已抵减数据表" in page.content.decode()


def test_a_return_is_entered_corrected_and_taken_out(client, zhou):
    entered(client)
    entered(client, payable="13,000")
    row = TaxReturn.objects.get()
    payable = row.payable

    client.post(reverse("portal:year_return_remove", args=[2026, row.pk]))

    assert payable == Decimal("13000.00")
    assert not TaxReturn.objects.exists()


def test_more_offset_than_payable_is_refused_and_kept_on_the_page(client, zhou):
    answer = entered(client, offset="12,500")

    assert answer.status_code == 422
    assert "扣减的税额不能超过应纳税额" in answer.content.decode()
    assert 'value="12,500"' in answer.content.decode()


def test_a_span_that_overlaps_is_refused(client, zhou):
    entered(client)

    answer = entered(client, span="-05")

    assert answer.status_code == 422
    assert TaxReturn.objects.count() == 1


def test_what_lapses_at_the_end_of_the_year_is_told(client, zhou):
    a_hire(zhou)

    assert "2027年5月31日" in year_page(client).content.decode()


def test_what_is_said_of_the_firm_is_kept_as_the_sums_read_it(client, zhou):
    where = reverse("portal:year_facts", args=[2026, "disability_levy"])
    fields = {field.name for field in client.get(where).context["form"]}

    client.post(where, dict.fromkeys(fields, ""))

    assert FirmYear.objects.get().facts.get("staff") is None
    assert fields


def test_the_dossier_of_a_year_is_opened_once(client, zhou):
    where = reverse("portal:year_prepare", args=[2026, "disability_levy"])

    first, second = client.post(where), client.post(where)

    dossier = Dossier.objects.get()
    assert first.url == second.url == reverse("portal:dossier", args=[dossier.uid])
    assert client.get(first.url).status_code == 200
    assert dossier.year == 2026


def test_years_to_come_and_long_gone_are_404(client, zhou):
    for year in (2013, 2027):
        assert client.get(reverse("portal:firm_year", args=[year])).status_code == 404


def test_a_return_of_another_firm_is_404(client, zhou):
    other = a_contact("包红", "恒晟物业")
    row = TaxReturn.objects.create(enterprise=other.enterprise, tax="vat", period="2026-Q1", payable=100)

    answer = client.post(reverse("portal:year_return_remove", args=[2026, row.pk]))

    assert answer.status_code == 404
    assert TaxReturn.objects.count() == 1
