"""材料: the checklist of one dossier, its papers, what is printed and packed, and what came of it."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from employers.models import Claim, Dossier, DossierPaper
from employers.prepare_dossier import open_dossier, send_back
from tests.cast import a_contact, a_social_worker
from tests.employers.hires import a_dossier, a_hire, a_paper, a_photo, fill
from tests.leaks.test_portal_words import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]


@pytest.fixture
def zhou(client):
    contact = a_contact()
    client.force_login(contact.user)
    return contact


def page_of(client, dossier: Dossier, name: str = "portal:dossier", **query: str):
    answer = client.get(reverse(name, args=[dossier.uid]), query)
    assert answer.status_code == 200
    return answer


def upload(client, dossier: Dossier, document: str, **fields: object):
    where = reverse("portal:dossier_upload", args=[dossier.uid, document])
    return client.post(where, {"file": a_photo()} | fields)


# The checklist --------------------------------------------------------------------------------------------------------


def test_papers_stand_in_the_order_of_the_office_with_what_each_proves(client, zhou):
    page = page_of(client, a_dossier(zhou))

    lines = page.context["lines"]
    assert [line["item"].document.code for line in lines][:3] == ["statement", "relief_return", "ledger"]
    text = page.content.decode()
    assert all(line["item"].document.proves in text for line in lines)
    assert f"还缺 {page.context['missing']} 份" in text


def test_an_upload_takes_its_place_and_one_less_is_missing(client, zhou):
    dossier = a_dossier(zhou)
    before = page_of(client, dossier).context["missing"]

    answer = upload(client, dossier, "contract")

    assert "#paper-" in answer.url
    assert page_of(client, dossier).context["missing"] == before - 1


def test_a_paper_with_a_life_asks_for_its_day_and_then_says_until_when(client, zhou):
    dossier = a_dossier(zhou)

    without = upload(client, dossier, "recognition")
    upload(client, dossier, "recognition", issued_on="2026-11-02")

    assert without.status_code == 422
    assert DossierPaper.objects.get().expires_on == date(2027, 11, 1)
    assert "有效到 2027年11月1日" in page_of(client, dossier).content.decode()


def test_a_paper_that_is_refused_says_why_and_leaves_the_old_one(client, zhou):
    dossier = a_dossier(zhou)
    kept = a_paper(zhou, dossier)

    answer = upload(client, dossier, "contract", file=a_photo("社区康复协议.png"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请把文件改名为“劳动合同”" in page
    assert WORDS.findall(page) == []
    assert DossierPaper.objects.get().pk == kept.pk


def test_a_paper_that_was_sent_back_shows_the_reason_and_an_open_form(client, zhou):
    dossier = a_dossier(zhou)
    send_back(a_social_worker("李敏"), a_paper(zhou, dossier), "缺第二页")

    page = page_of(client, dossier).content.decode()
    home = client.get(reverse("portal:home")).content.decode()

    assert "这份要换：缺第二页" in page
    assert "还留着" in page
    assert "有 1 份材料需要换" in home


def test_what_falls_due_soon_is_a_next_step_on_the_first_page(client, zhou):
    dossier = a_dossier(zhou)

    home = client.get(reverse("portal:home"))

    due = [step for step in home.context["steps"] if step.icon == "calendar"]
    assert [step.href for step in due] == [reverse("portal:dossier", args=[dossier.uid])]
    assert "前有 1 件材料的事要办" in due[0].title


def test_the_history_names_colleagues_and_of_staff_only_that_it_was_they(client, zhou):
    dossier = a_dossier(zhou)
    li = a_social_worker()
    send_back(li, a_paper(zhou, dossier), "印章不清楚")

    page = page_of(client, dossier)

    assert [row["by"] for row in page.context["events"]] == ["工作人员", zhou.user.name, zhou.user.name]
    assert li.name not in page.content.decode()


def test_what_the_office_does_not_ask_for_is_waived_and_asked_for_again(client, zhou):
    dossier = a_dossier(zhou)
    where = [reverse("portal:dossier_waive", args=[dossier.uid, "recognition", deed]) for deed in ("waive", "require")]

    client.post(where[0])
    dossier.refresh_from_db()
    waived = list(dossier.waived)
    client.post(where[1])
    dossier.refresh_from_db()

    assert (waived, dossier.waived) == (["recognition"], [])


def test_papers_of_a_period_are_asked_for_the_period_that_is_shown(client, zhou):
    dossier = a_dossier(zhou)

    upload(client, dossier, "relief_return", period_shown="2026-Q2")

    assert DossierPaper.objects.get().period == "2026-Q2"
    assert page_of(client, dossier, period="2026-Q2").context["missing"] < page_of(client, dossier).context["missing"]


# Out of the house -----------------------------------------------------------------------------------------------------


def test_a_paper_is_shown_as_it_was_handed_in(client, zhou):
    paper = a_paper(zhou, a_dossier(zhou))

    answer = client.get(reverse("portal:dossier_paper", args=[paper.uid]))

    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content.startswith(b"\x89PNG")


def test_cover_statement_and_ledger_are_there_to_be_printed(client, zhou):
    page = page_of(client, a_dossier(zhou), "portal:dossier_sheet").content.decode()

    assert "材料目录" in page
    assert "情况说明" in page
    assert "总台账" in page


def test_what_is_missing_is_said_instead_of_an_archive(client, zhou):
    dossier = a_dossier(zhou)

    answer = client.post(reverse("portal:dossier_pack", args=[dossier.uid]), follow=True)

    assert "补齐或者登记免交以后再打包" in answer.content.decode()


def test_the_whole_dossier_comes_as_one_archive_without_a_name(client, zhou):
    dossier = a_dossier(zhou, a_hire(zhou, "陈海"))
    fill(zhou, dossier)

    answer = client.post(reverse("portal:dossier_pack", args=[dossier.uid]))

    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert names[0].startswith("00_封面")
    assert "陈海" not in "".join([*names, answer["Content-Disposition"]])


# What came of it ------------------------------------------------------------------------------------------------------


def claimed(client, dossier: Dossier, **fields: str):
    given = {"period": "2026-Q3", "amount": "1,300", "on": "2026-11-20"} | fields
    return client.post(reverse("portal:dossier_claim", args=[dossier.uid]), given)


def settled(client, claim: Claim, deed: str, **fields: str):
    return client.post(reverse("portal:claim_settle", args=[claim.dossier.uid, claim.uid, deed]), fields)


def test_handed_in_and_paid(client, zhou):
    dossier = a_dossier(zhou)

    claimed(client, dossier)
    settled(client, Claim.objects.get(), "paid", amount="1,200", on="2026-11-22")

    claim = Claim.objects.get()
    assert (claim.state, claim.paid) == (Claim.State.PAID, Decimal("1200.00"))
    assert "到账 1,200 元" in page_of(client, dossier).content.decode()


def test_one_period_cannot_be_claimed_twice(client, zhou):
    dossier = a_dossier(zhou)
    claimed(client, dossier)

    again = claimed(client, dossier, period="2026-09")

    assert again.status_code == 422
    assert "已经申报过" in again.content.decode()


def test_refused_by_the_office_with_its_words(client, zhou):
    dossier = a_dossier(zhou)
    claimed(client, dossier)

    without = settled(client, Claim.objects.get(), "refuse", on="2026-11-22")
    settled(client, Claim.objects.get(), "refuse", on="2026-11-22", words="缺工资流水")

    assert without.status_code == 422
    assert "缺工资流水" in page_of(client, dossier).content.decode()


def test_dropped_with_a_reason_and_taken_up_again(client, zhou):
    dossier = a_dossier(zhou)
    where = [reverse("portal:dossier_turn", args=[dossier.uid, deed]) for deed in ("drop", "resume")]

    client.post(where[0], {"words": "今年不办"})
    dossier.refresh_from_db()
    dropped = dossier.state
    client.post(where[1])
    dossier.refresh_from_db()

    assert (dropped, dossier.state) == (Dossier.State.DROPPED, Dossier.State.OPEN)


# Doors ----------------------------------------------------------------------------------------------------------------


def test_another_firms_dossier_and_papers_are_404(client, zhou):
    other = a_contact("包红", "恒晟物业")
    foreign = a_dossier(other)
    paper = a_paper(other, foreign)

    answers = [
        client.get(reverse("portal:dossier", args=[foreign.uid])),
        client.get(reverse("portal:dossier_sheet", args=[foreign.uid])),
        client.get(reverse("portal:dossier_paper", args=[paper.uid])),
        client.post(reverse("portal:dossier_pack", args=[foreign.uid])),
        upload(client, foreign, "contract"),
        claimed(client, foreign),
        client.post(reverse("portal:dossier_turn", args=[foreign.uid, "drop"]), {"words": "不办"}),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert (foreign.claims.count(), DossierPaper.objects.count()) == (0, 1)


def test_the_list_asks_the_database_as_often_for_many_as_for_few(client, zhou):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("portal:dossiers"))
        return len(caught)

    a_paper(zhou, a_dossier(zhou))
    open_dossier(zhou, zhou.enterprise, "disability_levy", year=2026)
    queries()  # the first page of a session asks more
    few = queries()
    for n in range(5):
        a_paper(zhou, a_dossier(zhou, a_hire(zhou, f"陈海{n}")))

    assert queries() == few


def test_the_list_of_dossiers_is_of_the_own_firm(client, zhou):
    mine = a_dossier(zhou, a_hire(zhou, "陈海"))
    a_dossier(a_contact("包红", "恒晟物业"), a_hire(a_contact("包红", "恒晟物业"), "斯琴"))

    page = client.get(reverse("portal:dossiers"))

    assert [row["dossier"] for row in page.context["rows"]] == [mine]
    assert "斯琴" not in page.content.decode()
