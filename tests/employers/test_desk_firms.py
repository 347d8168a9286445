"""The pages of firms."""

import pytest
from django.urls import reverse

from employers.models import Enterprise, State
from people.models import Role
from tests.cast import (
    DONGSHENG,
    KANGBASHI,
    a_credit_code,
    a_manager,
    a_member,
    a_region,
    a_social_worker,
    a_vacancy,
    a_welfare_officer,
    an_enterprise,
)

pytestmark = pytest.mark.django_db

FILLED = {
    "credit_code": a_credit_code("天泽物业"),
    "name": "天泽物业",
    "industry": "7020",
    "address": "鄂尔多斯西街 12 号",
    "contact_name": "周丽",
    "contact_phone": "0477-8580000",
    "note": "",
}


def firm_pages(firm: Enterprise) -> list[str]:
    return [
        reverse("employers:firms"),
        reverse("employers:firm_new"),
        reverse("employers:firm", args=[firm.pk]),
        reverse("employers:firm_edit", args=[firm.pk]),
    ]


@pytest.mark.parametrize("who", [a_social_worker, a_manager])
def test_keepers_open_every_page(client, who):
    firm = an_enterprise()
    client.force_login(who())

    assert [client.get(page).status_code for page in firm_pages(firm)] == [200] * 4


@pytest.mark.parametrize("role", [Role.WELFARE_OFFICER, Role.AUDITOR, Role.EDITOR])
def test_other_roles_get_404(client, role):
    firm = an_enterprise()
    client.force_login(a_member("高远", role, DONGSHENG))

    assert [client.get(page).status_code for page in firm_pages(firm)] == [404] * 4


def test_a_neighbours_firm_is_read_and_not_changed(client):
    firm = an_enterprise("康巴什物业", KANGBASHI)
    client.force_login(a_social_worker("李敏"))

    assert client.get(reverse("employers:firm", args=[firm.pk])).status_code == 200
    assert client.get(reverse("employers:firm_edit", args=[firm.pk])).status_code == 404
    assert client.post(reverse("employers:firm_verify", args=[firm.pk])).status_code == 404
    assert client.get(reverse("employers:vacancy_new", args=[firm.pk])).status_code == 404


def test_a_firm_of_another_city_is_404(client):
    firm = an_enterprise("包头物流", "150203")
    client.force_login(a_social_worker("李敏"))

    assert client.get(reverse("employers:firm", args=[firm.pk])).status_code == 404


def test_registering_by_the_form(client):
    client.force_login(a_social_worker("李敏"))

    answer = client.post(reverse("employers:firm_new"), FILLED | {"region": a_region(DONGSHENG).pk})

    firm = Enterprise.objects.get()
    assert answer.url == reverse("employers:firm", args=[firm.pk])
    assert (firm.name, firm.industry_name) == ("天泽物业", "物业管理")


def test_code_with_spaces_and_small_letters_is_taken(client):
    client.force_login(a_social_worker("李敏"))
    code = FILLED["credit_code"]
    typed = f"{code[:6]} {code[6:].lower()}"

    client.post(reverse("employers:firm_new"), FILLED | {"credit_code": typed, "region": a_region(DONGSHENG).pk})

    assert Enterprise.objects.get().credit_code == code


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"credit_code": "91150602"}, "统一社会信用代码应为 18 位，现在是 8 位"),
        ({"industry": "9999"}, "没有这个行业代码，请从行业表里选。"),
        ({"name": ""}, "请填写企业名称。"),
        ({"region": ""}, "请选择所在旗区、街道。"),
    ],
)
def test_a_wrong_form_says_what_and_keeps_what_was_typed(client, wrong, text):
    client.force_login(a_social_worker("李敏"))

    answer = client.post(reverse("employers:firm_new"), FILLED | {"region": a_region(DONGSHENG).pk} | wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert text in page
    assert "鄂尔多斯西街 12 号" in page
    assert not Enterprise.objects.exists()


def test_a_known_code_says_so(client):
    firm = an_enterprise("天泽物业")
    client.force_login(a_social_worker("李敏"))

    answer = client.post(
        reverse("employers:firm_new"),
        FILLED | {"credit_code": firm.credit_code, "region": a_region(DONGSHENG).pk},
    )

    assert "这家企业已经登记过了" in answer.content.decode()


def test_verifying_by_the_button(client):
    firm = an_enterprise()
    client.force_login(a_manager())

    page = client.post(reverse("employers:firm_verify", args=[firm.pk]), follow=True).content.decode()

    assert "已标为核实" in page
    assert "已核实" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["天泽物业", "康巴什物业", "蒙泰热电"]),
        ({"q": "物业"}, ["天泽物业", "康巴什物业"]),
        ({"q": a_credit_code("蒙泰热电")[:12].lower()}, ["蒙泰热电"]),
        ({"county": "康巴什"}, ["康巴什物业"]),
        ({"hiring": "yes"}, ["蒙泰热电"]),
        ({"verified": "yes"}, []),
    ],
)
def test_filters(client, query, names, time_machine_monday):
    a_vacancy(firm="蒙泰热电")
    an_enterprise("天泽物业")
    an_enterprise("康巴什物业", KANGBASHI)
    client.force_login(a_social_worker("李敏"))
    if query.get("county"):
        query = {"county": a_region(KANGBASHI).pk}

    answer = client.get(reverse("employers:firms"), query)

    assert sorted(firm.name for firm in answer.context["page"]) == sorted(names)


@pytest.mark.parametrize("page", ["0", "999", "x", "-1", ""])
def test_a_silly_page_number_is_answered(client, page):
    an_enterprise()
    client.force_login(a_social_worker("李敏"))

    assert client.get(reverse("employers:firms"), {"page": page}).status_code == 200


def test_the_list_takes_the_same_queries_for_many_firms(client, django_assert_max_num_queries):
    client.force_login(a_social_worker("李敏"))
    client.get(reverse("employers:firms"))
    counts = []
    for many in (2, 20):
        for number in range(many):
            a_vacancy(f"电工{number}", an_enterprise(f"企业{number}"))
        with django_assert_max_num_queries(20) as asked:
            client.get(reverse("employers:firms"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_htmx_gets_the_list_alone(client):
    an_enterprise()
    client.force_login(a_social_worker("李敏"))

    page = client.get(reverse("employers:firms"), headers={"HX-Request": "true"}).content.decode()

    assert "蒙泰热电" in page
    assert "<html" not in page


def test_drafts_are_hidden_from_the_neighbour(client):
    firm = an_enterprise("康巴什物业", KANGBASHI)
    a_vacancy("保洁员", firm, region=KANGBASHI, state=State.DRAFT)
    a_vacancy("水电工", firm, region=KANGBASHI)
    client.force_login(a_social_worker("李敏"))

    page = client.get(reverse("employers:firm", args=[firm.pk])).content.decode()

    assert "水电工" in page
    assert "保洁员" not in page


def test_a_welfare_officer_sees_no_firm(client):
    firm = an_enterprise()
    client.force_login(a_welfare_officer())

    assert client.get(reverse("employers:firm", args=[firm.pk])).status_code == 404
