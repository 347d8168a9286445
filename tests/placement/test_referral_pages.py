"""推荐: the list, one referral, the tab of a client, and the lines of 今日."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.door import KIND
from employers.models import Contact
from people import ledger
from people.models import Action, Purpose
from placement import answer, refer
from placement.desk.referral_rows import rows
from placement.models import ReferralEvent
from placement.models.referral import State
from tests.cast import GONGYUAN, KANGBASHI, MONDAY, MONDAY_9, a_contact, a_manager, a_social_worker, an_auditor
from tests.placement.builders import a_case, an_open_vacancy
from tests.placement.referrals import HOUR, WAYS, a_referral

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

DAY = timedelta(days=1)


@pytest.fixture
def press(client, monday):
    """``press(user, "referral_move", referral.pk, move="decline", …)``: the answer to a POST."""

    def as_somebody(user, name, *args, **fields):
        client.force_login(user)
        return client.post(reverse(f"placement:{name}", args=args), fields)

    return as_somebody


def listed(response) -> list[str]:
    return [line.client.name for line in response.context["lines"]]


# The next step --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("upto", WAYS)
def test_each_state_has_one_next_step_and_words_for_the_client(enter, upto):
    referral = a_referral(upto=upto)

    response = enter(referral.client.caseworker, "referral", referral.pk)

    assert response.status_code == 200
    step, words = response.context["step"], response.context["words"]
    assert step.text in response.content.decode()
    assert words in response.content.decode()
    assert words.endswith("。")


@pytest.mark.parametrize(
    ("upto", "after", "text", "ours", "late"),
    [
        ("send", HOUR, "等企业查看", False, False),
        ("see", 4 * DAY, "等企业答复", False, False),
        # Ten working days from Monday the 23rd end on Monday the 7th.
        ("see", 10 * DAY, "快到答复期，打电话催一下", True, False),
        ("see", 15 * DAY, "过了答复期，打电话问企业", True, True),
        ("invite", 3 * HOUR, "等本人去面试", False, False),
        ("invite", DAY, "提醒本人明天 11:00 面试", True, False),
        ("invite", 2 * DAY, "提醒本人今天 11:00 面试", True, False),
        ("invite", 2 * DAY + 4 * HOUR, "面试时间已过，问企业结果", True, False),
        ("invite", 4 * DAY, "面试时间已过，问企业结果", True, True),
        ("offer", DAY, "等本人上岗", False, False),
        ("offer", 6 * DAY, "提醒本人明天上岗", True, False),
        ("offer", 7 * DAY, "问本人到岗没有，登记上岗", True, False),
        ("offer", 9 * DAY, "问本人到岗没有，登记上岗", True, True),
        ("start", 5 * HOUR, "补登合同和参保日期", True, False),
        ("decline", DAY, "把结果告诉本人，接着找", False, False),
    ],
)
def test_the_next_step_follows_the_clock(upto, after, text, ours, late):
    referral = a_referral(upto=upto)

    (row,) = rows(referral.client.caseworker, MONDAY_9 + after)

    assert (row.step.text, row.step.is_ours, row.step.late) == (text, ours, late)


def test_a_firm_that_nobody_acts_for_online_is_rung_up_with_what_may_be_said(enter):
    referral = a_referral(upto="send")
    worker = referral.client.caseworker
    referral.profile = {"district": "康巴什区"}
    referral.save(update_fields=["profile"])
    Contact.objects.update(state=Contact.State.LEFT, until=MONDAY_9)

    (row,) = rows(worker, MONDAY_9 + HOUR)
    page = enter(worker, "referral", referral.pk)
    today = enter(worker, "today").context["referral_groups"]

    assert (row.step.text, row.step.is_ours, row.step.late) == ("企业没有网上账号，打电话推荐", True, False)
    assert [(line.label, line.words) for line in page.context["to_read_out"]] == [("住在", ("康巴什区",))]
    assert "康巴什区" in page.content.decode()
    form = enter(worker, "referral", referral.pk, move="invite").content.decode()
    assert "代为登记" in form
    assert "企业也会收到通知" not in form
    assert [(group.code, group.count) for group in today] == [("call", 1)]


def test_before_sending_the_next_step_is_the_clients_word(enter):
    referral = a_referral(upto="prepare")
    worker, firm = referral.client.caseworker, referral.vacancy.enterprise
    said = []
    for state in ("asked", "refused", "asked", "given"):
        referral.client.consents.filter(state="asked").update(state="recalled")
        referral.client.consents.create(
            credit_code=firm.credit_code, enterprise_name=firm.name, fields=["profile"], until=MONDAY, words="……",
            state=state, asked_at=timezone.now() + len(said) * HOUR,
            **({} if state == "asked" else {"way": "phone", "answered_at": MONDAY_9 + DAY}),
        )  # fmt: skip
        said.append(enter(worker, "referral", referral.pk).context["step"].text)

    assert said == ["等本人在手机上答复", "本人没有同意，问问原因", "等本人在手机上答复", "本人已同意，可以发送"]


# The list -------------------------------------------------------------------------------------------------------------


def a_full_list():
    """Four of 李敏's: one late, one asked to an interview, one just sent, one refused."""
    li = a_social_worker()
    firms = {"甲": "蒙泰热电", "乙": "万正物业", "丙": "蒙泰热电", "丁": "万正物业"}
    posts = [
        an_open_vacancy(f"电工{name}", firm=firm, address="蒙泰路1号", headcount=9) for name, firm in firms.items()
    ]
    late = a_referral(a_case("王建军", li), posts[0], upto="see", at=MONDAY_9 - 20 * DAY)
    a_referral(a_case("孙丽", li), posts[1], upto="invite", at=MONDAY_9 - DAY)
    sent = a_referral(a_case("赵强", li), posts[2], upto="send", at=MONDAY_9 - HOUR)
    a_referral(a_case("高娃", li), posts[3], upto="decline", at=MONDAY_9 - 5 * HOUR)
    return li, late, sent


def test_what_is_the_workers_comes_first_by_its_day(enter):
    li, *_ = a_full_list()

    response = enter(li, "referrals")

    assert listed(response) == ["王建军", "孙丽", "赵强"]
    assert [(tab.label, tab.count) for tab in response.context["tabs"]] == [
        ("进行中", 3),
        ("要我做的", 2),
        ("逾期", 1),
        ("已结束", 1),
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"view": "ours"}, ["王建军", "孙丽"]),
        ({"view": "late"}, ["王建军"]),
        ({"view": "done"}, ["高娃"]),
        ({"state": "sent"}, ["赵强"]),
        ({"q": "万正"}, ["孙丽"]),
        ({"q": "电工丙"}, ["赵强"]),
        ({"sort": "new"}, ["赵强", "孙丽", "王建军"]),
        ({"page": "九"}, ["王建军", "孙丽", "赵强"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_by_the_address(enter, query, names):
    li, *_ = a_full_list()

    assert listed(enter(li, "referrals", **query)) == names


def test_the_code_that_the_firm_reads_out_finds_the_candidate(enter):
    li, _, sent = a_full_list()

    assert listed(enter(li, "referrals", q=sent.code.lower())) == ["赵强"]
    assert listed(enter(li, "referrals", q="赵强")) == []


def test_a_changed_filter_swaps_the_list_alone(enter):
    li, *_ = a_full_list()

    response = enter(li, "referrals", view="late", htmx=True)

    assert response.templates[0].name == "placement/desk/_referrals.html"


def test_an_empty_list_says_how_to_begin(enter):
    page = enter(a_social_worker(), "referrals").content.decode()

    assert "还没有推荐记录" in page
    assert reverse("clients:caseload") in page


def test_the_list_costs_the_same_for_one_and_for_many(enter, django_assert_max_num_queries):
    li = a_social_worker()
    a_referral(a_case("王建军", li), upto="send")
    enter(li, "referrals")
    with django_assert_max_num_queries(25) as few:
        enter(li, "referrals")
    for name, upto in (("孙丽", "prepare"), ("赵强", "invite"), ("高娃", "start"), ("那日苏", "decline")):
        a_referral(a_case(name, li), an_open_vacancy(f"电工{name}", headcount=5, address="蒙泰路1号"), upto=upto)

    with django_assert_max_num_queries(25) as many:
        enter(li, "referrals")

    assert len(few) == len(many)


# Who may see and do ---------------------------------------------------------------------------------------------------


def test_each_look_is_written_down_with_its_purpose(enter):
    referral = a_referral()

    enter(referral.client.caseworker, "referral", referral.pk)

    looks = ledger.of(KIND, referral.client_id).filter(action=Action.VIEW)
    assert [look.purpose for look in looks] == [Purpose.REFERRAL]


@pytest.mark.parametrize("name", ["referral", "client_referrals"])
def test_outside_the_scope_there_is_nothing(enter, name):
    referral = a_referral()
    pk = referral.pk if name == "referral" else referral.client_id
    strangers = (a_social_worker("张伟", GONGYUAN), a_manager("白音", KANGBASHI), an_auditor(), a_contact("周丽").user)

    assert [enter(user, name, pk).status_code for user in strangers] == [404] * 4


def test_a_colleagues_referrals_are_on_nobody_elses_list(enter):
    referral = a_referral()

    assert enter(a_social_worker("张伟", GONGYUAN), "referrals").context["anything"] is False
    assert listed(enter(referral.client.caseworker, "referrals")) == [referral.client.name]


def test_a_manager_of_the_region_reads_along_and_has_nothing_to_press(enter):
    referral = a_referral(upto="invite")

    response = enter(a_manager(), "referral", referral.pk, move="offer")

    assert response.status_code == 200
    assert response.context["form"] is None
    assert response.context["others"] == []
    assert reverse("placement:referral_move", args=[referral.pk]) not in response.content.decode()
    assert listed(enter(a_manager(), "referrals")) == [referral.client.name]


# One referral ---------------------------------------------------------------------------------------------------------


def test_the_history_says_who_when_and_why(enter):
    referral = a_referral(upto="decline")

    lines = enter(referral.client.caseworker, "referral", referral.pk).context["history"]

    assert [(line.title, line.by, line.event.reason_label) for line in lines] == [
        ("企业没有录用", "周丽（企业）", "技能或经验与岗位要求差距较大"),
        ("企业看了", "周丽（企业）", ""),
        ("已发送", "李敏", ""),
    ]


def test_the_history_keeps_what_was_agreed_before_it_was_changed(enter):
    referral = a_referral(upto="reschedule")

    lines = enter(referral.client.caseworker, "referral", referral.pk).context["history"]

    assert [line.detail for line in lines if line.event.name in ("invite", "reschedule")] == [
        "11月26日 12:00，蒙泰路1号办公楼",
        "11月25日 11:00，蒙泰路1号办公楼",
    ]


def test_the_client_is_told_kindly_and_not_what_the_firm_wrote(enter):
    referral = a_referral(upto="see")
    contact = a_contact("周丽", referral.vacancy.enterprise)
    answer.decline(contact, referral.uid, reason="skills", note="手太慢", at=MONDAY_9)

    context = enter(referral.client.caseworker, "referral", referral.pk).context

    assert context["words"] == "这个岗位要的经验和您现有的不太一样，我们接着找更合适的。"
    assert "手太慢" not in context["words"]
    assert context["firm_said"] == "技能或经验与岗位要求差距较大"


def test_what_the_firm_sees_today_follows_state_and_consent(enter):
    li = a_social_worker()
    sent = a_referral(a_case("孙丽", li), an_open_vacancy("电工甲", address="蒙泰路1号"))
    invited = a_referral(
        a_case("王建军", li), an_open_vacancy("电工乙", address="蒙泰路1号"), upto="invite", fields=("profile", "name")
    )

    seen = [enter(li, "referral", one.pk).context["sees"] for one in (sent, invited)]

    assert [[words[:2] for words in one] for one in seen] == [["会什"], ["会什", "姓名"]]


def test_what_the_firm_said_on_the_telephone_is_written_down_in_its_name(enter, press):
    referral = a_referral(upto="see")
    worker = referral.client.caseworker
    at = datetime(2026, 11, 26, 14, 30)

    response = press(
        worker, "referral_move", referral.pk, move="invite", seen=referral.turn, when=at.isoformat("T", "minutes"),
        place="人事部", bring="身份证",
    )  # fmt: skip

    assert response.status_code == 302
    referral.refresh_from_db()
    assert (referral.state, timezone.localtime(referral.interview_at).hour) == (State.INTERVIEW, 14)
    event = referral.events.get(name="invite")
    assert (event.by, event.on_behalf, event.recorded_by) == ("worker", True, worker)
    context = enter(worker, "referral", referral.pk).context
    assert context["history"][0].by == "李敏（代企业登记）"
    assert context["undo"] == event


def test_what_is_wrong_is_said_with_all_that_was_typed(press):
    referral = a_referral(upto="see")

    response = press(
        referral.client.caseworker, "referral_move", referral.pk, move="decline", seen=referral.turn, reason="other",
        note="  ",
    )  # fmt: skip

    assert response.status_code == 422
    assert "选了“其他”，请写明是什么情况。" in response.content.decode()
    assert response.context["form"]["reason"].value() == "other"
    referral.refresh_from_db()
    assert referral.state == State.SEEN


def test_an_interview_in_the_past_is_refused_beside_the_form(press):
    referral = a_referral(upto="see")

    response = press(
        referral.client.caseworker, "referral_move", referral.pk, move="invite", seen=referral.turn,
        when="2026-11-20T09:00", place="人事部",
    )  # fmt: skip

    assert response.status_code == 422
    page = response.content.decode()
    assert "面试时间已经过去。" in page
    assert 'value="人事部"' in page


def test_of_two_at_once_the_slower_is_told_and_sees_what_stands(press):
    referral = a_referral(upto="see")
    turn = referral.turn
    answer.decline(a_contact("周丽", referral.vacancy.enterprise), referral.uid, reason="filled", at=MONDAY_9)

    response = press(
        referral.client.caseworker, "referral_move", referral.pk, move="turn_down", seen=turn, reason="place", note=""
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert "刚刚有人更新过" in page
    assert "企业没有录用" in page
    assert "按最新进度办" in page
    assert "撤回推荐" not in page
    assert ReferralEvent.objects.unscoped("test").filter(name="turn_down").count() == 0


def test_a_step_of_the_system_has_no_form(press):
    referral = a_referral()

    response = press(referral.client.caseworker, "referral_move", referral.pk, move="lapse", seen=referral.turn)

    assert response.status_code == 404


def test_for_ten_minutes_one_takes_back_ones_own_step(enter, press, time_machine):
    referral = a_referral(upto="see")
    worker = referral.client.caseworker
    refer.turn_down(worker, referral, "place")
    page = enter(worker, "referral", referral.pk)

    press(worker, "referral_undo", referral.pk, seen=referral.turn)

    assert "撤销这一步" in page.content.decode()
    referral.refresh_from_db()
    assert referral.state == State.SEEN
    after = enter(worker, "referral", referral.pk).context
    assert after["undo"] is None
    assert [line.title for line in after["history"]][:2] == ["撤销了上一步", "本人不去（已撤销）"]


def test_after_ten_minutes_there_is_no_bar_and_no_way_back(enter, press, time_machine):
    referral = a_referral(upto="see")
    worker = referral.client.caseworker
    refer.turn_down(worker, referral, "place")
    time_machine.move_to(MONDAY_9 + timedelta(minutes=11))

    bar = enter(worker, "referral", referral.pk).context["undo"]
    press(worker, "referral_undo", referral.pk, seen=referral.turn)

    referral.refresh_from_db()
    assert (bar, referral.state) == (None, State.CLIENT_DECLINED)


def test_a_wage_below_the_minimum_is_written_down_with_a_warning(press):
    referral = a_referral(upto="see")

    response = press(
        referral.client.caseworker, "referral_move", referral.pk, move="offer", seen=referral.turn, wage="900", start=""
    )

    referral.refresh_from_db()
    assert (response.status_code, referral.offer_wage) == (302, 900)
    (*_, said) = [str(message) for message in response.wsgi_request._messages]
    assert "低于当地最低工资标准" in said


def test_a_start_is_written_down_and_leads_to_the_contract(enter, press):
    referral = a_referral(upto="offer")
    worker = referral.client.caseworker

    press(worker, "referral_move", referral.pk, move="start", seen=referral.turn, on=MONDAY.isoformat())

    referral.refresh_from_db()
    assert referral.state == State.STARTED
    href = enter(worker, "referral", referral.pk).context["next_href"]
    assert href == reverse("placement:placement_edit", args=[referral.placement.pk])


# The tab of a client, and 今日 ----------------------------------------------------------------------------------------


def test_the_tab_of_a_client_has_running_ones_first(enter):
    case = a_case()
    a_referral(case, an_open_vacancy("电工甲", address="蒙泰路1号"), upto="decline")
    a_referral(case, an_open_vacancy("电工乙", address="蒙泰路1号"), upto="see")

    context = enter(case.caseworker, "client_referrals", case.pk).context

    assert [row.title for row in context["running"]] == ["电工乙"]
    assert [row.title for row in context["over"]] == ["电工甲"]


def test_today_names_each_referral_once_where_it_matters_most(enter):
    li, *_ = a_full_list()
    a_referral(a_case("那日苏", li), an_open_vacancy("电工戊", address="蒙泰路1号"), upto="prepare")

    groups = enter(li, "today").context["referral_groups"]

    assert [(group.code, [line.client.name for line in group.lines]) for group in groups] == [
        ("interviews", ["孙丽"]),
        ("news", ["高娃"]),
        ("chase", ["王建军"]),
        ("unsent", ["那日苏"]),
    ]


def test_what_a_firm_said_is_news_for_three_days(enter, time_machine):
    referral = a_referral(upto="decline")
    worker = referral.client.caseworker
    (fresh,) = enter(worker, "today").context["referral_groups"]

    time_machine.move_to(MONDAY_9 + 4 * DAY)

    assert fresh.code == "news"
    assert enter(worker, "today").context["referral_groups"] == []


@pytest.mark.parametrize(
    ("upto", "after", "said"),
    [
        ("see", 4 * DAY, "最晚2026年12月7日答复"),
        ("see", 15 * DAY, "到现在还没有答复，我们打电话去问"),
        ("invite", DAY, "约您2026年11月25日 11:00面试"),
        ("invite", 3 * DAY, "面试去了吗？"),
    ],
)
def test_what_the_client_is_told_follows_the_clock_too(enter, time_machine, upto, after, said):
    referral = a_referral(upto=upto)
    time_machine.move_to(MONDAY_9 + after)

    assert said in enter(referral.client.caseworker, "referral", referral.pk).context["words"]
