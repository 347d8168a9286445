"""A contact is written down once: it moves the contacts and the goal's step, and nobody rewrites what was said."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from clients import close_case, make_plan
from clients.correct_help import add_remark, correct_help
from clients.models import Cadre, HelpCorrection, Pairing, Paper
from clients.record_help import MOST_FILES, record_help
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import MONDAY, MONDAY_9, a_client, a_manager, a_region, a_social_worker, a_welfare_officer
from tests.clients.papers import a_png, an_upload
from tests.clients.plans import a_goal, a_plan

pytestmark = pytest.mark.django_db
SAID = "想找个白班的活，晚上要陪孩子"


@pytest.fixture(autouse=True)
def _papers(tmp_path, settings):
    settings.PAPERS_DIR = tmp_path


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li)


def a_call(client, **fields):
    given = {"kind": "call", "at": MONDAY_9, "note": "电话问了近况。", "now": MONDAY_9} | fields
    return record_help(client.caseworker, client, **given)


def changes_of(client) -> int:
    return AccessEvent.objects.filter(kind="client", object_id=str(client.pk), action="change").count()


# Once


def test_the_same_form_sent_twice_is_one_contact(wang):
    once = uuid4()

    first, second = a_call(wang, once=once), a_call(wang, once=once)

    assert first == second
    assert wang.help_events.count() == 1


def test_the_mark_of_a_form_opens_no_record_of_somebody_else(li, wang):
    once = uuid4()
    a_call(a_client(li, "赵志强"), once=once)

    with pytest.raises(Refused, match="重新打开"):
        a_call(wang, once=once)
    assert not wang.help_events.exists()


def test_a_contact_is_in_the_ledger_and_a_closed_case_takes_none(wang):
    before = changes_of(wang)
    a_call(wang)
    assert changes_of(wang) == before + 1

    close_case.close(wang.caseworker, wang, "moved")
    wang.refresh_from_db()
    with pytest.raises(Refused, match="已经结案"):
        a_call(wang)


# Aid and who came along


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"kind": "visit", "aid": "escort", "value": Decimal(50)}, "要选慰问金或慰问物资"),
        ({"kind": "visit", "value": Decimal(50)}, "要选慰问金或慰问物资"),
        ({"kind": "attempt", "said": SAID}, "没联系上"),
        ({"kind": "attempt", "aid": "money"}, "没联系上"),
        ({"kind": "aid", "aid": "money"}, "还没有写金额"),
    ],
)
def test_aid_that_contradicts_itself_is_refused(wang, fields, why):
    with pytest.raises(Refused, match=why):
        a_call(wang, **fields)
    assert not wang.help_events.exists()


def test_money_given_is_kept_to_the_cent(wang):
    event = a_call(wang, kind="aid", aid="money", value=Decimal("300.50"))

    event.refresh_from_db()
    assert (event.aid, event.value) == ("money", Decimal("300.50"))


def a_pairing(client, **fields) -> Pairing:
    cadre, _ = Cadre.objects.get_or_create(name="高娃", unit="东胜区税务局", region=a_region("150602"))
    return Pairing.objects.create(client=client, cadre=cadre, **{"since": date(2026, 3, 1)} | fields)


@pytest.mark.parametrize(
    ("fields", "is_fine"),
    [
        ({"since": MONDAY}, True),
        ({"since": MONDAY + timedelta(days=1)}, False),
        ({"until": MONDAY, "result": "steady"}, True),
        ({"until": MONDAY - timedelta(days=1), "result": "steady"}, False),
    ],
)
def test_a_cadre_visits_while_she_is_paired(wang, fields, is_fine):
    pairing = a_pairing(wang, **fields)

    if is_fine:
        assert a_call(wang, kind="visit", pairing=pairing).pairing == pairing
    else:
        with pytest.raises(Refused, match="结对期间"):
            a_call(wang, kind="visit", pairing=pairing)


def test_goals_and_cadres_of_others_are_refused(li, wang):
    zhao = a_client(li, "赵志强")
    goal = a_plan(zhao, a_goal()).goals.get()

    with pytest.raises(Refused, match="别人的"):
        a_call(wang, goal=goal)
    with pytest.raises(Refused, match="没有和本人结对"):
        a_call(wang, kind="visit", pairing=a_pairing(zhao))


# The goal's step


def test_a_contact_ticks_the_step_and_says_the_next(wang):
    goal = a_plan(wang, a_goal(next_step="陪同看岗位", next_on=MONDAY)).goals.get()

    event = a_call(wang, goal=goal, step_done=True, next_on=MONDAY + timedelta(days=7), next_what="等面试通知")

    goal.refresh_from_db()
    assert event.step == "陪同看岗位"
    assert (goal.next_step, goal.next_on) == ("等面试通知", MONDAY + timedelta(days=7))


def test_a_step_that_is_not_done_stays(wang):
    goal = a_plan(wang, a_goal(next_step="陪同看岗位", next_on=MONDAY)).goals.get()

    event = a_call(wang, goal=goal, next_on=MONDAY + timedelta(days=7), next_what="再打一次")

    goal.refresh_from_db()
    assert event.step is None
    assert (goal.next_step, goal.next_on) == ("陪同看岗位", MONDAY)


def test_the_last_step_leaves_none_behind(wang):
    goal = a_plan(wang, a_goal(next_step="陪同看岗位", next_on=MONDAY)).goals.get()

    a_call(wang, goal=goal, step_done=True, next_on=MONDAY + timedelta(days=30))

    goal.refresh_from_db()
    assert (goal.next_step, goal.next_on) == ("", None)


def test_a_goal_with_a_result_takes_no_more_contacts(wang):
    goal = a_plan(wang, a_goal()).goals.get()
    goal = make_plan.close_goal(wang.caseworker, goal, "reached", on=MONDAY, now=MONDAY_9)

    with pytest.raises(Refused, match="已经有结果"):
        a_call(wang, goal=goal)


# Corrections


def test_a_correction_keeps_what_was_there_before(wang):
    event = a_call(wang, kind="visit", aid="goods", value=Decimal(260))

    correct_help(wang.caseworker, event, note="电话里说下周搬家。", value=Decimal(280), now=MONDAY_9)

    kept = wang.help_events.get()
    assert (kept.note, kept.value) == ("电话里说下周搬家。", Decimal(280))
    assert kept.recorded_at == event.recorded_at
    assert dict(kept.corrections.get().what_it_said) == {"情况": "电话问了近况。", "金额或折价": "260 元"}


def test_a_correction_tells_a_kind_a_time_and_a_goal_as_people_read_them(wang):
    goal = a_plan(wang, a_goal("拿到电工证", "skills")).goals.get()
    event = a_call(wang, goal=goal)

    correct_help(wang.caseworker, event, kind="visit", at=MONDAY_9 - timedelta(days=1), goal=None, now=MONDAY_9)

    told = dict(event.corrections.get().what_it_said)
    assert told == {"方式": "电话", "时间": "2026-11-23 09:00", "目标": "拿到电工证"}


def test_two_corrections_leave_two_and_none_leaves_none(wang):
    event = a_call(wang)

    correct_help(wang.caseworker, event, note=event.note, now=MONDAY_9)
    assert not HelpCorrection.objects.unscoped("test").exists()

    correct_help(wang.caseworker, event, note="第一次改", now=MONDAY_9)
    # The object at hand is older than what is stored: what was there before is read from the table.
    correct_help(wang.caseworker, event, note="第二次改", now=MONDAY_9)
    assert [dict(one.what_it_said)["情况"] for one in event.corrections.all()] == ["电话问了近况。", "第一次改"]


def test_own_words_do_not_change(wang):
    event = a_call(wang, said=SAID)

    for other in ("想找工作", ""):
        with pytest.raises(Refused, match="保存后不能改"):
            correct_help(wang.caseworker, event, said=other, note="改一改", now=MONDAY_9)

    event.refresh_from_db()
    assert (event.said, event.note) == (SAID, "电话问了近况。")
    assert not event.corrections.exists()


def test_own_words_can_be_added_where_none_were_kept(wang):
    event = a_call(wang)

    correct_help(wang.caseworker, event, said=SAID, now=MONDAY_9)

    event.refresh_from_db()
    assert event.said == SAID
    assert event.corrections.get().what_it_said == [("本人原话", "空着")]


def test_a_ticked_step_stays_with_its_goal(wang):
    goal = a_plan(wang, a_goal(next_step="陪同看岗位")).goals.get()
    event = a_call(wang, goal=goal, step_done=True)

    with pytest.raises(Refused, match="不能改到别的目标"):
        correct_help(wang.caseworker, event, goal=None, now=MONDAY_9)


def test_a_correction_moves_the_contacts(wang):
    event = a_call(wang, next_on=MONDAY + timedelta(days=7))

    correct_help(wang.caseworker, event, kind="attempt", next_on=MONDAY + timedelta(days=2), now=MONDAY_9)

    wang.refresh_from_db()
    assert (wang.last_contact_on, wang.next_contact_on) == (None, MONDAY + timedelta(days=2))


def test_others_add_a_remark_and_it_is_no_contact(wang):
    event, manager = a_call(wang, next_on=MONDAY + timedelta(days=7)), a_manager()
    with pytest.raises(Refused, match="别人写的"):
        correct_help(manager, event, note="我来改", now=MONDAY_9)

    add_remark(manager, event, "社区已经同意出棉衣的钱。", now=MONDAY_9 + timedelta(days=2))

    wang.refresh_from_db()
    assert event.remarks.get().text == "社区已经同意出棉衣的钱。"
    assert wang.help_events.count() == 1
    assert (wang.last_contact_on, wang.next_contact_on) == (MONDAY, MONDAY + timedelta(days=7))


def test_a_stranger_and_a_blank_add_nothing(wang):
    event = a_call(wang)

    with pytest.raises(Refused, match="不归您负责"):
        add_remark(a_social_worker("张伟"), event, "听说搬家了")
    with pytest.raises(Refused, match="还没有写"):
        add_remark(wang.caseworker, event, "  ")
    assert not event.remarks.exists()


# Photographs


def photographs(user, client) -> int:
    return Paper.objects.of_contacts_shown_to(user).filter(client=client).count()


def test_photographs_are_of_the_case_and_not_of_the_household(wang):
    event = a_call(wang, kind="visit", files=[an_upload(a_png()), an_upload()])

    assert [paper.word for paper in event.papers.order_by("pk")] == ["照片", "文件"]
    assert photographs(wang.caseworker, wang) == photographs(a_manager(), wang) == 2
    assert photographs(a_welfare_officer(), wang) == photographs(a_social_worker("张伟"), wang) == 0
    assert not Paper.objects.shown_to(a_welfare_officer()).exists()
    assert not Paper.objects.shown_to(wang.caseworker).exists()


def test_photographs_about_health_are_the_caseworkers_alone(wang):
    a_call(wang, about="health", files=[an_upload()])

    assert photographs(wang.caseworker, wang) == 1
    assert photographs(a_manager(), wang) == 0


def test_a_contact_that_turns_out_to_be_about_health_hides_its_photographs(wang):
    event = a_call(wang, files=[an_upload()])

    correct_help(wang.caseworker, event, about="health", now=MONDAY_9)

    assert photographs(a_manager(), wang) == 0


def test_what_is_no_photograph_is_refused_with_the_contact(wang):
    with pytest.raises(Refused, match="只收 PDF"):
        a_call(wang, files=[an_upload(), an_upload(b"MZ not a picture", name="a.jpg")])

    assert not wang.help_events.exists()
    assert not wang.papers.exists()


def test_five_files_and_no_more(wang):
    event = a_call(wang, files=[an_upload() for _ in range(MOST_FILES)])
    with pytest.raises(Refused, match="最多 5 个"):
        a_call(wang, files=[an_upload() for _ in range(MOST_FILES + 1)])
    with pytest.raises(Refused, match="先去掉"):
        correct_help(wang.caseworker, event, files=[an_upload()], now=MONDAY_9)

    first = event.papers.first()
    correct_help(wang.caseworker, event, files=[an_upload()], drop=[first], now=MONDAY_9)

    assert event.papers.count() == MOST_FILES
    assert event.corrections.get().what_it_said == [("去掉的附件", "1 个")]
