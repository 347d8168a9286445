"""扶持 on the desk: what firms leave on the table, papers looked at, claims, and what is written down for a firm."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.navigation import Navigation
from employers import hand_in_dossier, prepare_dossier
from employers.models import Claim, DossierEvent, DossierPaper, Enterprise, Hire
from employers.money_left import hire_money, money_of, with_papers
from employers.prepare_dossier import PAPER
from people import ledger
from people.models import Action
from tests.cast import KANGBASHI, MONDAY, a_contact, a_manager, a_social_worker, an_enterprise
from tests.employers.hires import a_dossier, a_hire, a_paper, a_photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]

HARD = {"hard_to_employ": True}
SHARES = {"pension": "672.00", "medical": "336.00", "unemployment": "21.00"}
SUBSIDY = "social_insurance_subsidy"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DOSSIERS_DIR = tmp_path / "dossiers"


@pytest.fixture
def zhou():
    return a_contact()


@pytest.fixture
def min_(client):
    """李敏 at her desk."""
    worker = a_social_worker()
    client.force_login(worker)
    return worker


def subsidised(zhou, name="陈海", **fields) -> Hire:
    """Recognised, insured since March, with the firm's shares written down."""
    return a_hire(zhou, name, statuses=HARD, contributions=SHARES, retires_on=date(2050, 1, 1), **fields)


def fresh(hire: Hire) -> Hire:
    rows = Hire.objects.select_related("enterprise__region").prefetch_related("insured_spells", "dossiers__claims")
    return rows.get(pk=hire.pk)


def listed(client, view="") -> str:
    return client.get(reverse("employers:incentives"), {"view": view} if view else {}).content.decode()


# Money ----------------------------------------------------------------------------------------------------------------


def test_what_is_claimed_is_no_longer_left(zhou):
    hire = subsidised(zhou)
    before = hire_money(fresh(hire), MONDAY)

    dossier = a_dossier(zhou, hire, SUBSIDY)
    hand_in_dossier.hand_in(zhou, dossier, period="2026-Q3", amount=Decimal(3000), on=date(2026, 10, 12))
    after = hire_money(fresh(hire), MONDAY)

    assert before.could > 3000
    assert before.left == before.could == after.could
    assert (after.claimed, after.left) == (3000, before.left - 3000)


def test_what_came_counts_instead_of_what_was_asked_and_a_refusal_not_at_all(zhou):
    hire = subsidised(zhou)
    dossier = a_dossier(zhou, hire, SUBSIDY)
    paid = hand_in_dossier.hand_in(zhou, dossier, period="2026-Q3", amount=Decimal(3000), on=date(2026, 10, 12))
    hand_in_dossier.paid(zhou, paid, amount=Decimal(2800), on=MONDAY)
    no = hand_in_dossier.hand_in(zhou, dossier, period="2026-Q2", amount=Decimal(3000), on=date(2026, 10, 12))
    hand_in_dossier.refuse(zhou, no, on=MONDAY, words="缺工资表")

    money = hire_money(fresh(hire), MONDAY)

    assert (money.claimed, money.paid) == (2800, 2800)
    assert money.left == money.could - 2800


def test_what_is_dropped_is_neither_missing_nor_left(zhou):
    hire = subsidised(zhou)
    wanted = {code for code, _, _ in hire_money(fresh(hire), MONDAY).wanted}

    prepare_dossier.drop(zhou, a_dossier(zhou, hire, SUBSIDY), "材料太难凑")
    money = hire_money(fresh(hire), MONDAY)

    assert wanted
    assert money.left == money.could == 0
    assert not money.wanted


def test_a_paper_of_the_firm_is_missing_once_for_all_its_hires(zhou):
    one, other = (hire_money(fresh(subsidised(zhou, name)), MONDAY) for name in ("陈海", "李桂英"))

    firm = money_of(with_papers(Enterprise.objects.all()).get(), MONDAY)

    assert firm.hires == 2
    assert firm.could == one.could + other.could
    assert firm.missing < one.missing + other.missing


# The lists ------------------------------------------------------------------------------------------------------------


def test_firms_are_listed_with_what_they_leave_on_the_table(client, min_, zhou):
    hire = subsidised(zhou)

    page = listed(client)

    assert "蒙泰热电" in page
    assert f"{hire_money(fresh(hire), MONDAY).left:,.2f}".rstrip("0").rstrip(".") in page


def test_ten_firms_take_no_more_queries_than_one(client, min_, zhou):
    subsidised(zhou)
    listed(client)
    with CaptureQueriesContext(connection) as one:
        listed(client)

    for number in range(9):
        subsidised(a_contact(f"张{number}", an_enterprise(f"恒晟物业{number}")), f"赵{number}")
    with CaptureQueriesContext(connection) as ten:
        listed(client)

    assert len(ten) == len(one)
    assert len(one) <= 16


def test_who_waits_longest_is_looked_at_first_and_the_look_is_written_down(client, min_, zhou):
    dossier = a_dossier(zhou, subsidised(zhou), SUBSIDY)
    first, second = a_paper(zhou, dossier, "contract"), a_paper(zhou, dossier, "licence")
    DossierPaper.objects.filter(pk=second.pk).update(uploaded_at=timezone.now() + timedelta(minutes=5))
    address = reverse("employers:dossier_paper", args=[first.uid])

    queue, page = listed(client, "papers"), client.get(address).content.decode()
    picture = client.get(reverse("employers:dossier_paper_file", args=[first.uid]))
    answer = client.post(address, {"deed": "check"})

    assert queue.index("劳动合同") < queue.index("营业执照")
    assert "要证明什么" in page
    assert picture.status_code == 200
    assert [row.action for row in ledger.of(PAPER, first.pk)].count(Action.VIEW) == 2
    assert answer.url == reverse("employers:dossier_paper", args=[second.uid])
    first.refresh_from_db()
    assert (first.state, first.looked_by) == (DossierPaper.State.CHECKED, min_)


def test_a_look_at_a_dossier_is_written_down(client, min_, zhou):
    dossier = a_dossier(zhou, subsidised(zhou), SUBSIDY)

    client.get(reverse("employers:dossier", args=[dossier.uid]))

    assert [row.action for row in ledger.of("dossier", dossier.pk)].count(Action.VIEW) == 1


def test_a_paper_is_sent_back_with_words_that_a_firm_may_read(client, min_, zhou):
    dossier = a_dossier(zhou, subsidised(zhou), SUBSIDY)
    paper = a_paper(zhou, dossier, "contract")
    address = reverse("employers:dossier_paper", args=[paper.uid])

    empty = client.post(address, {"deed": "send_back"})
    telling = client.post(address, {"deed": "send_back", "words": "戒毒康复的证明不用交"})
    client.post(address, {"deed": "send_back", "words": "缺第二页"})

    assert (empty.status_code, telling.status_code) == (422, 422)
    paper.refresh_from_db()
    assert (paper.state, paper.words) == (DossierPaper.State.SENT_BACK, "缺第二页")
    assert dossier.events.filter(name=DossierEvent.Name.SENT_BACK, actor=min_).exists()
    assert "缺第二页" in listed(client, "soon")


def test_papers_that_run_out_are_listed_for_who_is_still_at_work(client, min_, zhou):
    for name, left in (("陈海", None), ("李桂英", date(2026, 11, 2))):
        hire = subsidised(zhou, name)
        paper = a_paper(zhou, a_dossier(zhou, hire, SUBSIDY), "contract")
        DossierPaper.objects.filter(pk=paper.pk).update(expires_on=MONDAY + timedelta(days=20))
        Hire.objects.filter(pk=hire.pk).update(left_on=left)

    page = listed(client, "soon")

    assert "陈海" in page
    assert "李桂英" not in page


def test_claims_are_summed_by_what_became_of_them(client, min_, zhou):
    dossier = a_dossier(zhou, subsidised(zhou), SUBSIDY)
    for period, amount in (("2026-Q3", 3000), ("2026-Q2", 2500)):
        hand_in_dossier.hand_in(zhou, dossier, period=period, amount=Decimal(amount), on=date(2026, 10, 12))
    hand_in_dossier.paid(zhou, Claim.objects.get(period="2026-Q2"), amount=Decimal(2400), on=MONDAY)

    page = listed(client, "claims")

    assert "3,000" in page
    assert "2,400" in page
    assert "2026年第3季度" in page


def test_a_silly_page_and_a_silly_view_are_answered(client, min_, zhou):
    for view in ("", "papers", "soon", "claims", "x"):
        assert client.get(reverse("employers:incentives"), {"view": view, "page": "x"}).status_code == 200


def test_the_menu_says_how_many_papers_wait(client, min_, zhou):
    a_paper(zhou, a_dossier(zhou, subsidised(zhou), SUBSIDY), "contract")

    entry = Navigation(client.get(reverse("employers:incentives")).wsgi_request).main

    assert [(link.label, link.count) for link in entry if link.current] == [("扶持", 1)]


# One firm, written down for it ----------------------------------------------------------------------------------------


def test_a_firm_without_an_account_is_served_at_the_desk(client, min_):
    firm = an_enterprise("恒晟物业")
    day = {"name": "陈海", "started_on": "2026-03-02", "contract_until": "2028-03-01", "insured_since": "2026-03"}

    client.post(reverse("employers:hire_new", args=[firm.pk]), day | {"status-hard_to_employ": "yes"})
    hire = Hire.objects.get()
    client.post(reverse("employers:hire_act", args=[hire.uid, "prepare"]), {"incentive": SUBSIDY})
    dossier = hire.dossiers.get()
    place = [item.document.code for item in prepare_dossier.items(dossier, MONDAY)].index("contract")
    client.post(
        reverse("employers:dossier_upload", args=[dossier.uid]), {"place": place, "file": a_photo(), "issued_on": ""}
    )
    claim = {"period": "2026-Q3", "amount": "3087", "on": "2026-10-12"}
    client.post(reverse("employers:dossier_hand_in", args=[dossier.uid]), claim)
    handed_in = Claim.objects.get()
    client.post(
        reverse("employers:dossier_settle", args=[dossier.uid, handed_in.uid, "paid"]),
        {"amount": "3087", "on": "2026-11-20"},
    )
    client.post(reverse("employers:hire_act", args=[hire.uid, "leave"]), {"on": "2026-11-20"})

    hire.refresh_from_db()
    assert (hire.name, hire.recorded_by, hire.statuses) == ("陈海", min_, HARD)
    assert hire.insured_spells.get().last == date(2026, 11, 1)
    assert hire.left_on == date(2026, 11, 20)
    assert dossier.enterprise.dossier_papers.get().document == "contract"
    assert Claim.objects.get().paid == 3087
    page = client.get(reverse("employers:firm_incentives", args=[firm.pk])).content.decode()
    assert "没有网上账号" in page
    assert "陈海" in page
    assert client.get(reverse("employers:dossier", args=[dossier.uid])).status_code == 200
    assert client.get(reverse("employers:hire_edit", args=[hire.uid])).status_code == 200


def test_the_history_of_a_dossier_names_the_paper(client, min_, zhou):
    dossier = a_dossier(zhou, subsidised(zhou), SUBSIDY)
    a_paper(zhou, dossier, "contract")

    page = client.get(reverse("employers:dossier", args=[dossier.uid])).content.decode()

    history = page.partition("经过")[2]
    assert "劳动合同" in history


def test_a_hire_shows_what_would_settle_each_open_incentive(client, min_, zhou):
    hire = a_hire(zhou, "陈海")

    page = client.get(reverse("employers:hire", args=[hire.uid])).content.decode()

    assert "项就能定下来" in page
    assert "有没有“持残疾人证”的证明" in page


def test_what_will_not_do_is_said_and_keeps_nothing(client, min_, zhou):
    hire = subsidised(zhou)
    dossier = a_dossier(zhou, hire, SUBSIDY)

    answers = [
        client.post(reverse("employers:hire_new", args=[zhou.enterprise.pk]), {"name": ""}),
        client.post(reverse("employers:hire_act", args=[hire.uid, "insure"]), {"first": "三月"}),
        client.post(reverse("employers:dossier_hand_in", args=[dossier.uid]), {"period": "2026-Q3"}),
        client.post(reverse("employers:dossier_upload", args=[dossier.uid]), {"place": "0"}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422]
    assert Hire.objects.count() == 1
    assert not Claim.objects.exists()


@pytest.mark.parametrize("deed", ["hire", "dossier", "firm_incentives"])
def test_a_page_takes_few_queries(client, min_, zhou, deed):
    hire = subsidised(zhou)
    dossier = a_dossier(zhou, hire, SUBSIDY)
    of = {"hire": hire.uid, "dossier": dossier.uid, "firm_incentives": zhou.enterprise.pk}[deed]
    client.get(reverse(f"employers:{deed}", args=[of]))

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(f"employers:{deed}", args=[of]))

    assert len(asked) <= {"hire": 90, "dossier": 30, "firm_incentives": 26}[deed]


# Scope ----------------------------------------------------------------------------------------------------------------


def test_another_county_gets_404_and_sees_nothing_in_its_lists(client, zhou):
    hire = subsidised(zhou)
    dossier = a_dossier(zhou, hire, SUBSIDY)
    paper = a_paper(zhou, dossier, "contract")
    client.force_login(a_manager("巴图", KANGBASHI))

    codes = [
        client.get(reverse(f"employers:{name}", args=[of])).status_code
        for name, of in (
            ("firm_incentives", zhou.enterprise.pk), ("hire_new", zhou.enterprise.pk), ("hire", hire.uid),
            ("hire_edit", hire.uid), ("dossier", dossier.uid), ("dossier_paper", paper.uid),
            ("dossier_paper_file", paper.uid),
        )
    ]  # fmt: skip

    assert codes == [404] * len(codes)
    assert not any("蒙泰热电" in listed(client, view) for view in ("", "papers", "soon", "claims"))


def test_a_firms_contact_has_no_business_at_the_desk(client, zhou):
    client.force_login(zhou.user)

    assert client.get(reverse("employers:incentives")).status_code in (302, 404)
