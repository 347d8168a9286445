"""申报材料: what is asked for, where each paper stands, who may do what to it, and what is told in time."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from employers import keep_firm_year, keep_hires, prepare_dossier, remind_dossiers
from employers.checklist import ItemState, deadlines, items, last_day, period_at_hand
from employers.hire_cards import cards_of, firm_cards, rivals
from employers.models import Dossier, DossierEvent, DossierPaper, DossierReminder, Enterprise, Hire
from employers.models.dossier import DOSSIER_FILES
from jobs.models import Job
from jobs.run import ask, run
from people.errors import Refused
from people.models import Notice
from tests.cast import KANGBASHI, MONDAY_9, a_contact, a_social_worker, an_enterprise
from tests.employers.hires import OFFSET, a_document, a_dossier, a_hire, a_paper, a_photo, fill

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
INSURANCE = "social_insurance_subsidy"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DOSSIERS_DIR = tmp_path / "dossiers"


def item(dossier: Dossier, document: str, on: date = TODAY, period: str = ""):
    fresh = Dossier.objects.get(pk=dossier.pk)
    return next(line for line in items(fresh, on, period) if line.document.code == document)


def names(dossier: Dossier) -> list[str]:
    return list(dossier.events.order_by("pk").values_list("name", flat=True))


# Opening --------------------------------------------------------------------------------------------------------------


def test_a_dossier_of_a_hire_asks_for_every_paper_of_its_incentive():
    dossier = a_dossier()

    states = {line.document.code: line.state for line in items(dossier, TODAY)}

    assert states["contract"] is ItemState.MISSING
    assert states["ledger"] is ItemState.OURS
    assert names(dossier) == ["opened"]


def test_the_same_dossier_is_opened_once():
    zhou = a_contact()
    hire = a_hire(zhou)

    assert a_dossier(zhou, hire) == a_dossier(zhou, hire)
    assert DossierEvent.objects.count() == 1


def test_an_incentive_of_a_person_is_not_opened_for_a_year_nor_the_other_way_round():
    zhou = a_contact()

    with pytest.raises(Refused, match="按人准备"):
        prepare_dossier.open_dossier(zhou, zhou.enterprise, OFFSET, year=2026)
    with pytest.raises(Refused, match="按年度"):
        prepare_dossier.open_dossier(zhou, a_hire(zhou), "disabled_vat_refund")
    with pytest.raises(Refused, match="没有这项"):
        prepare_dossier.open_dossier(zhou, a_hire(zhou), "no_such_thing")


def test_nobody_opens_a_dossier_of_another_firm():
    chen = a_hire()
    zhao = a_contact("赵强", "恒晟物业")

    with pytest.raises(Hire.DoesNotExist):
        prepare_dossier.open_dossier(zhao, chen, OFFSET)
    with pytest.raises(Enterprise.DoesNotExist):
        prepare_dossier.open_dossier(zhao, chen.enterprise, "disabled_vat_refund", year=2026)


# Uploading ------------------------------------------------------------------------------------------------------------


def test_a_paper_of_the_hire_serves_every_dossier_that_asks_for_it():
    zhou = a_contact()
    hire = a_hire(zhou)
    offset, insurance = a_dossier(zhou, hire), a_dossier(zhou, hire, INSURANCE)

    a_paper(zhou, offset)

    assert item(offset, "contract").state is ItemState.UPLOADED
    assert item(insurance, "contract").state is ItemState.UPLOADED


def test_a_paper_of_the_firm_serves_all_its_hires_and_no_other_firm():
    zhou, zhao = a_contact(), a_contact("赵强", "恒晟物业")
    of_chen, of_liu = a_dossier(zhou, a_hire(zhou)), a_dossier(zhou, a_hire(zhou, "刘芳"))
    elsewhere = a_dossier(zhao, a_hire(zhao, "孙梅"))

    a_paper(zhou, of_chen, "recognition", issued_on=date(2026, 4, 8))

    assert item(of_liu, "recognition").state is ItemState.UPLOADED
    assert item(of_liu, "contract").state is ItemState.MISSING
    assert item(elsewhere, "recognition").state is ItemState.MISSING


def test_a_newer_paper_replaces_the_older_which_stays_for_the_record():
    zhou = a_contact()
    dossier = a_dossier(zhou)
    first = a_paper(zhou, dossier)

    second = a_paper(zhou, dossier)

    first.refresh_from_db()
    assert first.state == DossierPaper.State.REPLACED
    assert item(dossier, "contract").paper == second
    assert names(dossier) == ["opened", "uploaded", "uploaded"]


def test_two_papers_in_one_place_are_refused_by_the_database():
    zhou = a_contact()
    dossier = a_dossier(zhou)
    same = ("enterprise", "hire", "document", "period", "media_type", "size", "uploaded_by")
    for code in ("contract", "recognition"):
        paper = a_paper(zhou, dossier, code, issued_on=date(2026, 4, 8))
        with pytest.raises(IntegrityError), transaction.atomic():
            DossierPaper.objects.create(**{name: getattr(paper, name) for name in same})


def test_a_paper_of_a_period_is_asked_for_the_quarter_that_is_over():
    zhou = a_contact()
    dossier = a_dossier(zhou)

    a_paper(zhou, dossier, "employment_sheet", period="2026-Q2")
    assert item(dossier, "employment_sheet").state is ItemState.MISSING

    a_paper(zhou, dossier, "employment_sheet")
    assert item(dossier, "employment_sheet").period == "2026-Q3"
    assert item(dossier, "employment_sheet").state is ItemState.UPLOADED
    assert item(dossier, "employment_sheet", period="2026-Q2").state is ItemState.UPLOADED


def test_a_paper_of_the_year_serves_its_months():
    zhou = a_contact()
    dossier = a_dossier(zhou)

    a_paper(zhou, dossier, "employment_sheet", period="2026")

    assert item(dossier, "employment_sheet", period="2026-05").state is ItemState.UPLOADED


def test_the_period_at_hand_is_not_before_the_start():
    assert period_at_hand(TODAY, hire=a_hire()) == "2026-Q3"
    assert period_at_hand(TODAY, hire=a_hire(started_on=date(2026, 10, 8), insured=None)) == "2026-Q4"
    assert period_at_hand(TODAY, year=2025) == "2025"


@pytest.mark.parametrize(
    ("document", "fields", "said"),
    [
        ("ledger", {}, "自动生成"),
        ("bank_account", {}, "不要这份材料"),
        ("recognition", {}, "填开具日期"),
        ("recognition", {"issued_on": date(2026, 11, 24)}, "还没到"),
        ("recognition", {"issued_on": date(2025, 10, 1)}, "已经过期"),
        ("contract", {"issued_on": date(2026, 3, 2), "expires_on": date(2026, 3, 1)}, "不能早于"),
        ("employment_sheet", {"period": "三季度"}, "所属期"),
        ("contract", {"file": a_photo("陈海强戒证明.png")}, "改名为“劳动合同”"),
    ],
)
def test_an_upload_that_will_not_do_says_why_and_keeps_nothing(document, fields, said):
    zhou = a_contact()
    dossier = a_dossier(zhou)

    with pytest.raises(Refused, match=said):
        a_paper(zhou, dossier, document, **fields)

    assert not DossierPaper.objects.exists()
    assert not list(DOSSIER_FILES.uids())


def test_the_file_is_kept_sealed_and_its_name_nowhere():
    zhou = a_contact()
    paper = a_paper(zhou, a_dossier(zhou), file=a_document("劳动合同", "甲方与乙方约定如下事项", name="陈海的合同.pdf"))

    stored = next(DOSSIER_FILES.folder.glob("??/*"))

    assert prepare_dossier.read(paper).startswith(b"%PDF-")
    assert b"%PDF-" not in stored.read_bytes()
    assert paper.text_was_read
    assert "陈海" not in str([getattr(paper, field.name) for field in DossierPaper._meta.fields])


def test_a_firms_year_asks_for_the_papers_of_those_on_whom_it_turns():
    zhou = a_contact()
    with_card = a_hire(zhou, "刘芳", statuses={"disabled": True})
    a_hire(zhou, "陈海", statuses={"disabled": False})
    dossier = prepare_dossier.open_dossier(zhou, zhou.enterprise, "disabled_vat_refund", year=2026)

    assert [line.hire for line in items(dossier, TODAY) if line.document.code == "disability_card"] == [with_card]
    with pytest.raises(Refused, match="请选是谁的"):
        a_paper(zhou, dossier, "disability_card", issued_on=date(2024, 5, 6))

    a_paper(zhou, dossier, "disability_card", issued_on=date(2024, 5, 6), hire=with_card)
    assert item(dossier, "disability_card").state is ItemState.UPLOADED


# Time -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 14)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 1), 6, date(2026, 8, 31)),
    ],
)
def test_the_last_day_of_a_paper(issued, months, last):
    assert last_day(issued, months) == last


def test_a_certificate_expires_after_its_months():
    zhou = a_contact()
    dossier = a_dossier(zhou)
    a_paper(zhou, dossier, "recognition", issued_on=date(2026, 6, 1))

    assert item(dossier, "recognition", date(2027, 5, 31)).state is ItemState.UPLOADED
    assert item(dossier, "recognition", date(2027, 6, 1)).state is ItemState.EXPIRED


def test_a_contract_expires_with_its_last_day_and_the_renewed_one_is_asked_for():
    zhou = a_contact()
    hire = a_hire(zhou)
    dossier = a_dossier(zhou, hire)
    a_paper(zhou, dossier)

    keep_hires.correct(zhou, hire, contract_until=date(2030, 3, 1))

    assert item(dossier, "contract", date(2028, 3, 1)).state is ItemState.UPLOADED
    assert item(dossier, "contract", date(2028, 3, 2)).state is ItemState.EXPIRED


def test_a_contract_that_ended_with_the_work_still_serves_what_was_earned_under_it():
    zhou = a_contact()
    hire = a_hire(zhou, contract_until=date(2026, 10, 31))
    dossier = a_dossier(zhou, hire)
    a_paper(zhou, dossier)
    assert item(dossier, "contract").state is ItemState.EXPIRED

    keep_hires.leave(zhou, hire, date(2026, 10, 31))

    assert item(dossier, "contract").state is ItemState.UPLOADED


def test_what_is_missing_is_due_by_the_next_day_that_counts():
    dossier = a_dossier()

    soonest = next(day.on for day in deadlines(dossier, TODAY) if day.on >= TODAY)

    assert item(dossier, "contract").due_on == soonest


# Staff ----------------------------------------------------------------------------------------------------------------


def test_staff_check_a_photograph_and_then_it_counts_as_checked():
    zhou, li = a_contact(), a_social_worker("李敏")
    dossier = a_dossier(zhou)
    paper = a_paper(zhou, dossier)
    assert item(dossier, "contract").is_photo

    prepare_dossier.check(li, paper)

    assert item(dossier, "contract").state is ItemState.CHECKED
    with pytest.raises(Refused, match="已经有人处理过"):
        prepare_dossier.check(li, paper)


def test_a_paper_sent_back_says_why_and_the_firm_is_told_without_it():
    zhou, li = a_contact(), a_social_worker("李敏")
    dossier = a_dossier(zhou)
    paper = a_paper(zhou, dossier)

    prepare_dossier.send_back(li, paper, "缺第二页，请重新扫描。")

    assert item(dossier, "contract").state is ItemState.SENT_BACK
    assert item(dossier, "contract").words == "缺第二页，请重新扫描。"
    notice = Notice.objects.get(user=zhou.user)
    assert "需要更换" in notice.text
    assert notice.url_args == [str(dossier.uid)]


@pytest.mark.parametrize("words", ["", "这是社区戒毒的证明，不要交"])
def test_words_that_are_not_there_or_tell_are_refused(words):
    zhou, li = a_contact(), a_social_worker("李敏")
    paper = a_paper(zhou, a_dossier(zhou))

    with pytest.raises(Refused):
        prepare_dossier.send_back(li, paper, words)

    assert not Notice.objects.exists()


def test_staff_of_another_county_look_at_nothing():
    zhou = a_contact()
    paper = a_paper(zhou, a_dossier(zhou))

    with pytest.raises(DossierPaper.DoesNotExist):
        prepare_dossier.check(a_social_worker("白云", KANGBASHI), paper)


def test_a_contact_does_not_check_her_own_papers():
    zhou = a_contact()
    paper = a_paper(zhou, a_dossier(zhou))

    with pytest.raises(DossierPaper.DoesNotExist):
        prepare_dossier.check(zhou, paper)


def test_a_firm_waives_only_what_the_offices_exchange_among_themselves():
    zhou = a_contact()
    dossier = a_dossier(zhou)

    prepare_dossier.waive(zhou, dossier, "pension_record", "窗口联网核验")

    assert item(dossier, "pension_record").state is ItemState.WAIVED
    with pytest.raises(Refused, match="一般都要交"):
        prepare_dossier.waive(zhou, dossier, "contract")

    prepare_dossier.require(zhou, dossier, "pension_record")
    assert item(dossier, "pension_record").state is ItemState.MISSING


def test_staff_waive_what_the_office_does_not_want():
    dossier = a_dossier()

    prepare_dossier.waive(a_social_worker("李敏"), dossier, "contract", "窗口看过原件")

    assert item(dossier, "contract").state is ItemState.WAIVED


def test_a_dropped_dossier_takes_no_paper_until_it_is_resumed():
    zhou = a_contact()
    dossier = prepare_dossier.drop(zhou, a_dossier(zhou), "改报社保补贴")

    with pytest.raises(Refused, match="不办了"):
        a_paper(zhou, dossier)
    assert not list(DOSSIER_FILES.uids())

    prepare_dossier.resume(zhou, dossier)
    a_paper(zhou, dossier)
    assert names(dossier) == ["opened", "dropped", "resumed", "uploaded"]


# Cards ----------------------------------------------------------------------------------------------------------------


def test_a_hire_has_a_card_for_each_incentive_before_any_dossier():
    cards = {card.incentive.code: card for card in cards_of(a_hire(), TODAY)}

    offset = cards[OFFSET]

    assert offset.dossier is None
    assert offset.items_missing == sum(not line.document.ours for line in offset.items)
    assert offset.next_deadline is not None
    assert "disabled_vat_refund" not in cards
    assert "disabled_vat_refund" in {card.incentive.code for card in firm_cards(a_hire().enterprise, TODAY)}


def test_a_card_counts_down_as_papers_come():
    zhou = a_contact()
    hire = a_hire(zhou)
    dossier = a_dossier(zhou, hire)
    fill(zhou, dossier)

    card = next(card for card in cards_of(hire, TODAY) if card.incentive.code == OFFSET)

    assert card.items_missing == 0
    assert card.dossier == dossier


def test_two_that_exclude_each_other_are_shown_with_both_sums():
    zhou = a_contact()
    a_hire(zhou, statuses={"unemployed_half_year": True, "disabled": True})

    (pair,) = [pair for pair in rivals(zhou.enterprise, TODAY) if pair.incentives[0].code == OFFSET]

    assert pair.incentives[1].code == "disabled_vat_refund"
    assert pair.better is None


def test_of_two_that_exclude_each_other_the_one_that_applies_needs_no_comparison():
    zhou = a_contact()
    a_hire(zhou, statuses={"unemployed_half_year": True, "disabled": False})
    keep_firm_year.keep_facts(zhou, zhou.enterprise, 2026, credit_grade="C")

    assert not [pair for pair in rivals(zhou.enterprise, TODAY) if pair.incentives[1].code == "disabled_vat_refund"]


# In time --------------------------------------------------------------------------------------------------------------


def test_a_paper_that_expires_soon_is_told_once():
    zhou = a_contact()
    dossier = a_dossier(zhou, a_hire(zhou, contract_until=date(2026, 12, 20), contract_from=date(2025, 12, 21)))
    a_paper(zhou, dossier)

    told = remind_dossiers.remind(timezone.now())
    again = remind_dossiers.remind(timezone.now() + timedelta(days=1))

    assert told >= 1
    assert again == 0
    assert DossierReminder.objects.filter(about__startswith="paper:", due_on=date(2026, 12, 20)).count() == 1
    assert "陈海" not in "".join(Notice.objects.values_list("text", flat=True))


def test_what_is_far_off_is_not_told_yet():
    zhou = a_contact()
    a_paper(zhou, a_dossier(zhou))

    assert not [due for due in remind_dossiers.coming([zhou.enterprise], TODAY) if due.paper]


def test_a_near_day_of_several_people_is_one_thing_to_do():
    zhou = a_contact()
    for name in ("陈海", "刘芳", "孙梅"):
        a_dossier(zhou, a_hire(zhou, name))

    remind_dossiers.remind(MONDAY_9 + timedelta(days=10))

    assert Notice.objects.count() == 1
    assert "2026年12月15日前" in Notice.objects.get().text


def test_nobody_is_told_for_a_dossier_that_was_dropped_or_a_person_who_left():
    zhou = a_contact()
    left = a_hire(zhou, "刘芳", contract_from=date(2025, 12, 21), contract_until=date(2026, 12, 20))
    a_paper(zhou, a_dossier(zhou, left))
    keep_hires.leave(zhou, left, date(2026, 11, 20))
    dropped = a_dossier(zhou, a_hire(zhou, "孙梅"))
    prepare_dossier.drop(zhou, dropped, "不办了")

    found = remind_dossiers.coming([zhou.enterprise], TODAY)

    assert not [due for due in found if due.paper or due.dossier == dropped]


def test_the_sweep_takes_files_without_a_row_and_no_others():
    zhou = a_contact()
    paper = a_paper(zhou, a_dossier(zhou))
    orphan = DossierPaper().uid
    DOSSIER_FILES.write(orphan, b"left over")

    with time_machine.travel(MONDAY_9 + timedelta(days=9000), tick=False):
        job = ask(None, "dossiers.sweep", "nightly")
        run(job.pk)

    assert Job.objects.get(pk=job.pk).result == {"removed": 1}
    assert prepare_dossier.read(paper)


def test_a_firm_of_nobody_has_nothing_coming():
    assert remind_dossiers.coming([an_enterprise("恒晟物业")], TODAY) == []


def test_the_cards_of_a_hire_cost_few_queries(django_assert_max_num_queries):
    zhou = a_contact()
    hire = a_hire(zhou)
    fill(zhou, a_dossier(zhou, hire))

    with django_assert_max_num_queries(16):
        cards_of(hire, TODAY)
