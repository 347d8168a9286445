"""The form of one contact as a worker meets it: three touches for the usual one, and nothing lost on a mistake."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import help_usual
from clients.correct_help import correct_help
from clients.models import Cadre, Pairing
from clients.record_help import record_help
from people.models import AccessEvent, Purpose
from tests.cast import MONDAY_9, a_client, a_manager, a_region, a_social_worker, a_welfare_officer
from tests.clients.forms import as_it_stands
from tests.clients.papers import a_png, an_upload
from tests.clients.plans import a_goal, a_plan

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _papers(tmp_path, settings):
    settings.PAPERS_DIR = tmp_path


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li)


@pytest.fixture(autouse=True)
def _signed_in(client, li):
    client.force_login(li)


def page_of(client, wang, query="", **options):
    return client.get(reverse("clients:help", args=[wang.pk]) + query, **options)


def send(client, wang, **fields):
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return client.post(
        reverse("clients:help", args=[wang.pk]), {"kind": "call", "at": now, "note": "问了近况"} | fields
    )


# The usual contact


def test_the_usual_contact_is_three_touches_from_today(client, wang):
    wang.next_contact_on = timezone.localdate()
    wang.save()
    button = reverse("clients:help", args=[wang.pk]) + "?usual=call"
    assert f'hx-get="{button}"' in client.get(reverse("placement:today")).content.decode()

    # The first touch brings the form; the second fills in another usual contact; the third sends what stands there.
    opened = client.get(button, headers=HTMX)
    assert 'data-fill="{&quot;kind&quot;: &quot;visit&quot;' in opened.content.decode()
    filled = client.get(reverse("clients:help", args=[wang.pk]) + "?usual=visit", headers=HTMX)
    done = client.post(reverse("clients:help", args=[wang.pk]), as_it_stands(filled, "help-form"), headers=HTMX)

    assert "已记下：走访" in done.content.decode()
    event = wang.help_events.get()
    assert (event.kind, event.note) == ("visit", "上门走访，本人和家里情况正常。")
    assert event.next_on == timezone.localdate() + timedelta(days=30)


@pytest.mark.parametrize("usual", help_usual.USUAL, ids=lambda usual: usual.code)
def test_every_usual_contact_can_be_sent_as_it_stands(client, wang, usual):
    filled = page_of(client, wang, f"?usual={usual.code}")

    client.post(reverse("clients:help", args=[wang.pk]), as_it_stands(filled, "help-form"))

    event = wang.help_events.get()
    assert (event.kind, event.about, event.note) == (usual.kind, usual.about, usual.note)
    assert event.next_on == usual.next_on(timezone.localdate())


def test_a_usual_contact_is_told_apart_by_kind_and_subject():
    assert len({(one.kind, one.about) for one in help_usual.USUAL}) == len(help_usual.USUAL)
    assert help_usual.USUAL[0].label == "电话 · 情况正常 · 30 天后"
    assert help_usual.BY_CODE["attempt"].label == "没联系上 · 3 天后"


def test_what_she_used_most_lately_stands_first(li, wang):
    assert help_usual.of_worker(li, now=MONDAY_9) == list(help_usual.USUAL)

    for kind, about, days in (("visit", "work", 2), ("visit", "work", 3), ("office", "routine", 1)):
        record_help(li, wang, kind=kind, about=about, at=MONDAY_9 - timedelta(days=days), note="看望", now=MONDAY_9)
    for days in range(80, 90):
        record_help(li, wang, kind="call", at=MONDAY_9 - timedelta(days=days), note="早先", now=MONDAY_9)

    codes = [one.code for one in help_usual.of_worker(li, now=MONDAY_9)]
    assert codes == ["work_visit", "office", "call", "visit", "attempt", "work_call"]


# What is kept when something is wrong


def test_what_was_entered_is_all_there_when_something_is_missing(client, wang):
    typed = {
        "kind": "visit", "about": "family", "note": "", "said": "想把孩子接回来住", "aid": "goods", "value": "260",
        "next_in": "date", "next_what": "带户口本",
    }  # fmt: skip

    response = send(client, wang, **typed, files=[an_upload(a_png(), "门口.png")])

    assert response.status_code == 422
    page = response.content.decode()
    assert "请填写情况" in page
    assert "请选下次联系的日期" in page
    assert "文件要重新选择" in page
    kept = as_it_stands(response, "help-form")
    assert {name: kept[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert not wang.help_events.exists()


def test_nobody_is_told_to_choose_files_anew_who_chose_none(client, wang):
    page = send(client, wang, note="").content.decode()

    assert "填过的内容都还在" in page
    assert "重新选择" not in page


def test_a_wrong_file_is_named_by_its_place(client, wang):
    response = send(client, wang, files=[an_upload(), an_upload(b"MZ", "照片.jpg")])

    assert response.status_code == 422
    assert "第 2 个文件：只收 PDF" in response.content.decode()
    assert not wang.papers.exists()


def test_six_files_are_one_too_many(client, wang):
    response = send(client, wang, files=[an_upload() for _ in range(6)])

    assert "一次最多 5 个文件，这次选了 6 个" in response.content.decode()


def test_aid_without_what_was_given_is_asked_for(client, wang):
    response = send(client, wang, kind="aid")

    assert response.status_code == 422
    assert "请选帮扶内容" in response.content.decode()


def test_what_another_choice_hid_does_not_count(client, wang):
    cadre = Cadre.objects.create(name="高娃", unit="东胜区税务局", region=a_region())
    paired = Pairing.objects.create(client=wang, cadre=cadre, since=timezone.localdate())

    send(client, wang, kind="call", aid="goods", value="260", pairing=paired.pk, next_in="none", next_on="2020-01-01")

    event = wang.help_events.get()
    assert (event.aid, event.value, event.pairing, event.next_on) == ("", None, None, None)


def test_a_form_sent_twice_is_one_contact(client, wang):
    filled = as_it_stands(page_of(client, wang, "?usual=call"), "help-form")

    for _ in range(2):
        client.post(reverse("clients:help", args=[wang.pk]), filled)

    assert wang.help_events.count() == 1


def test_htmx_gets_the_form_alone_and_then_a_line(client, wang):
    form = page_of(client, wang, headers=HTMX).content.decode()
    assert form.lstrip().startswith("<form")

    wrong = client.post(reverse("clients:help", args=[wang.pk]), {"kind": "call"}, headers=HTMX)
    assert (wrong.status_code, wrong.content.decode().lstrip()[:5]) == (422, "<form")


def test_on_the_page_of_the_client_what_is_due_is_told_anew(client, wang):
    where = {"HX-Current-URL": "http://testserver" + reverse("clients:overview", args=[wang.pk])}
    filled = as_it_stands(page_of(client, wang, "?usual=call", headers=HTMX), "help-form")

    done = client.post(reverse("clients:help", args=[wang.pk]), filled, headers=HTMX | where)

    assert done["HX-Refresh"] == "true"
    assert "已记下这次联系" in client.get(reverse("clients:overview", args=[wang.pk])).content.decode()


# The phone's keyboard


def test_the_fields_are_ready_for_a_phone(client, wang):
    page = page_of(client, wang).content.decode()

    note = page[page.index('name="note"') : page.index("</textarea>")]
    for attribute in ('lang="zh-CN"', 'inputmode="text"', 'enterkeyhint="enter"', 'autocapitalize="off"'):
        assert attribute in note
    assert "可以用键盘上的话筒说" in page
    assert 'accept=".pdf,.jpg,.jpeg,.png,.webp' in page
    assert "localStorage" not in page


# The step of a goal


def test_a_step_is_ticked_on_today_in_its_own_words(client, wang):
    goal = a_plan(wang, a_goal(next_step="陪同看岗位", next_on=timezone.localdate()), at=MONDAY_9).goals.get()
    query = f"?goal={goal.pk}&done=1"

    today = client.get(reverse("placement:today")).content.decode()
    form = page_of(client, wang, query, headers=HTMX).context["form"]

    assert f'hx-get="{reverse("clients:help", args=[wang.pk])}?goal={goal.pk}&amp;done=1"' in today
    assert (form["note"].value(), form["step_done"].value()) == ("已办：陪同看岗位", True)
    # By telephone or by a visit: that is hers to say.
    assert form["kind"].value() is None


def test_a_step_is_ticked_from_the_plan_and_leads_back_to_it(client, wang):
    goal = a_plan(wang, a_goal(next_step="陪同看岗位"), at=timezone.now()).goals.get()
    plan = client.get(reverse("clients:plan", args=[wang.pk])).content.decode()
    assert f"?goal={goal.pk}&amp;done=1&amp;back=plan" in plan

    filled = as_it_stands(page_of(client, wang, f"?goal={goal.pk}&done=1&back=plan"), "help-form")
    response = client.post(
        reverse("clients:help", args=[wang.pk]),
        filled | {"kind": "visit", "note": "一起去看了", "next_in": "7", "next_what": "等通知"},
    )

    assert response["Location"] == reverse("clients:plan", args=[wang.pk])
    goal.refresh_from_db()
    assert (goal.next_step, goal.next_on) == ("等通知", timezone.localdate() + timedelta(days=7))
    assert "办完：陪同看岗位" in client.get(response["Location"]).content.decode()


# Correcting and adding


def test_a_correction_leaves_the_time_and_the_words_alone(client, li, wang):
    event = record_help(li, wang, kind="call", at=MONDAY_9 + timedelta(seconds=42), note="问了近况", said="想找活干")
    address = reverse("clients:help_edit", args=[wang.pk, event.pk])

    client.post(
        address, as_it_stands(client.get(address), "help-form") | {"note": "问了近况，下周搬家", "said": "改了"}
    )

    event.refresh_from_db()
    assert (event.note, event.said, event.at) == ("问了近况，下周搬家", "想找活干", MONDAY_9 + timedelta(seconds=42))
    assert event.corrections.get().what_it_said == [("情况", "问了近况")]


def test_a_form_sent_back_unchanged_writes_nothing(client, li, wang):
    goal = a_plan(wang, a_goal()).goals.get()
    event = record_help(
        li, wang, kind="visit", at=MONDAY_9, note="看望", aid="money", value=300, goal=goal, now=MONDAY_9,
        next_on=timezone.localdate() + timedelta(days=30), next_what="带材料",
    )  # fmt: skip
    address = reverse("clients:help_edit", args=[wang.pk, event.pk])

    client.post(address, as_it_stands(client.get(address), "help-form"))

    assert not event.corrections.exists()


def test_photographs_are_added_and_taken_out(client, li, wang):
    event = record_help(li, wang, kind="call", at=MONDAY_9, note="问了近况", files=[an_upload()], now=MONDAY_9)
    address = reverse("clients:help_edit", args=[wang.pk, event.pk])
    filled = as_it_stands(client.get(address), "help-form")

    client.post(address, filled | {"files": [an_upload(a_png())], "drop": [str(event.papers.get().uid)]})

    assert [paper.word for paper in event.papers.all()] == ["照片"]


def test_everybody_on_the_case_reads_what_was_before_and_adds_to_it(client, li, wang):
    event = record_help(li, wang, kind="call", at=MONDAY_9, note="问了近况", said="想找活干", now=MONDAY_9)
    correct_help(li, event, note="问了近况，下周搬家", now=MONDAY_9)
    client.force_login(a_manager())

    client.post(reverse("clients:help_remark", args=[wang.pk, event.pk]), {"text": "社区已知道"})

    page = page_of(client, wang).content.decode()
    for words in ("问了近况，下周搬家", "想找活干", "改过 1 次，看修改前", "社区已知道", "补充一句"):
        assert words in page
    assert "改这条" not in page


def test_a_blank_remark_is_asked_for_again(client, li, wang):
    event = record_help(li, wang, kind="call", at=MONDAY_9, note="问了近况", now=MONDAY_9)

    response = client.post(reverse("clients:help_remark", args=[wang.pk, event.pk]), {"text": ""})

    assert response.status_code == 422
    assert not event.remarks.exists()


# Photographs


def test_a_photograph_is_shown_to_the_case_and_hidden_from_the_household(client, li, wang):
    event = record_help(li, wang, kind="visit", at=MONDAY_9, note="看望", files=[an_upload(a_png())], now=MONDAY_9)
    address = reverse("clients:paper", args=[event.papers.get().uid])
    assert address in client.get(reverse("clients:overview", args=[wang.pk])).content.decode()

    for who, status in ((li, 200), (a_manager(), 200), (a_welfare_officer(), 404), (a_social_worker("张伟"), 404)):
        client.force_login(who)
        assert client.get(address).status_code == status

    looks = AccessEvent.objects.filter(kind="paper", action="view")
    assert {look.purpose for look in looks} == {Purpose.CASE_WORK}
    client.force_login(a_welfare_officer())
    assert address not in client.get(reverse("welfare:household", args=[wang.pk])).content.decode()


def test_the_history_of_a_client_shows_what_came_with_a_contact(client, li, wang):
    goal = a_plan(wang, a_goal("和母亲恢复来往", "family", next_step="见一面"), said="想回家").goals.get()
    record_help(
        li, wang, kind="visit", about="family", at=MONDAY_9, note="陪他去了母亲家", said="我妈让我回家吃饭",
        aid="goods", value=260, goal=goal, step_done=True, now=MONDAY_9,
    )  # fmt: skip

    page = client.get(reverse("clients:overview", args=[wang.pk])).content.decode()

    for words in ("走访 · 家庭关系", "我妈让我回家吃饭", "慰问物资 260 元", "办完：见一面", "和母亲恢复来往"):
        assert words in page


def test_a_history_costs_the_same_however_long_it_is(client, li, wang, django_assert_max_num_queries):
    for number in range(8):
        record_help(
            li, wang, kind="call", at=MONDAY_9 - timedelta(days=number), note="问了近况", files=[an_upload()],
            now=MONDAY_9,
        )  # fmt: skip

    with django_assert_max_num_queries(40):
        page_of(client, wang)
