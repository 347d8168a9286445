"""Which posts stand on the public site, and what of them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from employers import post_vacancy
from employers.models import State, Vacancy
from employers.public import vacancies
from employers.public.contacts import HIDDEN, without_contacts
from people.errors import Refused
from tests.cast import DONGSHENG, JIAOTONG, KANGBASHI, MONDAY, MONDAY_9, a_contact, a_social_worker, a_vacancy
from tests.cast import an_enterprise as a_firm
from tests.employers.firm_posts import FACTS, a_draft
from tests.leaks.test_portal_words import WORDS

pytestmark = pytest.mark.django_db


def a_public_one(title: str = "维修电工（低压）", firm: str = "蒙泰热电", **fields) -> Vacancy:
    """Offered by a verified firm that wants it on the site, with its demands read as when it is saved."""
    enterprise = a_firm(firm)
    if not enterprise.is_verified:
        enterprise.verified_at, enterprise.verified_by = MONDAY_9, a_social_worker()
        enterprise.save()
    fields.setdefault("is_public", True)
    fields.setdefault("text", "检修厂区低压线路，两人一组。")
    fields.setdefault("demands", post_vacancy.demands_of(title, fields["text"]))
    return a_vacancy(title, enterprise, **fields)


def titles(**query) -> list[str]:
    return [one.title for one in vacancies.listed(MONDAY, **query).rows]


# Which ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"is_public": None},
        {"is_public": False},
        {"state": State.DRAFT},
        {"state": State.SUBMITTED},
        {"state": State.PAUSED},
        {"state": State.FILLED},
        {"state": State.EXPIRED},
        {"headcount": 2, "filled": 2},
        {"refreshed_at": MONDAY_9 - timedelta(days=31)},
        {"text": "限男性，看管大门。"},
        {"text": "看管大门，无吸毒史。"},
        {"text": "在社区戒毒工作站做保洁。", "demands": []},
    ],
)
def test_it_is_shown_only_if_everything_holds(fields):
    hidden = a_public_one("门卫", **fields)
    shown = a_public_one("锅炉工")

    assert titles() == ["锅炉工"]
    assert vacancies.vacancy(hidden.uid, MONDAY) is None
    assert vacancies.vacancy(shown.uid, MONDAY).title == "锅炉工"


def test_a_firm_that_nobody_has_verified_is_not_named():
    hidden = a_vacancy("门卫", "恒晟物业", is_public=True)

    assert titles() == []
    assert vacancies.vacancy(hidden.uid, MONDAY) is None


def test_it_is_gone_on_the_day_after_its_last():
    one = a_public_one()
    last = vacancies.vacancy(one.uid, MONDAY).offered_until

    assert vacancies.vacancy(one.uid, last) is not None
    assert vacancies.vacancy(one.uid, last + timedelta(days=1)) is None


# What -----------------------------------------------------------------------------------------------------------------


def test_what_is_shown_is_the_post_and_not_who_took_it_nor_whom_to_call():
    post = a_public_one(
        headcount=5, filled=3, wage_min=Decimal(4500), wage_max=Decimal(5500), board=True, lodging=False,
        insurance=True, shifts=["three"], region=JIAOTONG, address="铁西三路 5 号",
        text="检修线路。联系人：王建国，电话 13947712345。", wage_text="4500 起，详询 0477-8580000",
    )  # fmt: skip

    one = vacancies.vacancy(post.uid, MONDAY)

    assert (one.firm, one.district, one.wage) == ("蒙泰热电", "东胜区交通街道", "4,500–5,500 元/月")
    assert one.offers == ("包吃", "不包住", "缴社会保险")
    assert (one.headcount, one.confirmed_on) == (5, MONDAY)
    told = repr(one)
    assert not any(word in told for word in ("13947712345", "8580000", "王建国", "铁西三路", "filled", "demands"))
    assert WORDS.findall(told) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("有意请电联张经理：13947712345（微信同号）", f"有意{HIDDEN}"),
        ("咨询电话 139 4771 2345 或 13800001111", HIDDEN),
        ("联系人：王建国 电话：0477-8580000", HIDDEN),
        ("简历发至 hr@mengtai.example，加微信mengtai_hr", f"简历{HIDDEN}"),
        ("电话：８５８００００", HIDDEN),
        ("月薪4500-5500元，8:00-18:00，400人的厂，2026年12月1日起", None),
        ("负责电话销售，每天拨打100个电话，接听12345热线。", None),
        ("会操作 X6132 铣床，持证编号 T152701199001011234 的优先", None),
    ],
)
def test_ways_to_reach_somebody_are_taken_out_and_nothing_else(text, left):
    assert without_contacts(text) == (text if left is None else left)


def test_machines_read_the_same_by_schema_org():
    post = a_public_one(headcount=2, wage_min=Decimal(4500), region=JIAOTONG, part_time=False)

    found = vacancies.job_posting(vacancies.vacancy(post.uid, MONDAY))

    assert found["@type"] == "JobPosting"
    assert found["datePosted"] == "2026-11-23"
    assert found["validThrough"] == "2026-12-23T23:59:59+08:00"
    assert found["hiringOrganization"] == {"@type": "Organization", "name": "蒙泰热电"}
    assert found["jobLocation"]["address"] == {
        "@type": "PostalAddress",
        "addressCountry": "CN",
        "addressRegion": "内蒙古自治区",
        "addressLocality": "鄂尔多斯市东胜区交通街道",
    }
    assert found["baseSalary"]["currency"] == "CNY"
    assert found["baseSalary"]["value"] == {"@type": "QuantitativeValue", "minValue": 4500.0, "unitText": "MONTH"}
    assert found["employmentType"] == "FULL_TIME"
    assert found["totalJobOpenings"] == 2


def test_a_wage_that_is_not_said_is_no_wage_of_nothing():
    post = a_public_one(part_time=True)

    found = vacancies.job_posting(vacancies.vacancy(post.uid, MONDAY))

    assert "baseSalary" not in found
    assert found["employmentType"] == "PART_TIME"


# Finding --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("电工", ["维修电工（低压）"]),
        ("保洁", ["保洁员"]),
        ("物业保洁", ["保洁员"]),
        ("两人 一组", ["维修电工（低压）"]),
        ("夜班", ["保洁员"]),
        ("CAD", ["绘图员"]),
        ("AD", []),
        ("飞行员", []),
        ("ＣＡＤ", ["绘图员"]),
        ("   ", ["绘图员", "保洁员", "维修电工（低压）"]),
    ],
)
def test_words_of_two_characters_are_found_wherever_they_stand(words, found):
    a_public_one()
    a_public_one("保洁员", "恒晟物业", text="打扫楼道。", features=["night"])
    a_public_one("绘图员", text="用 AutoCAD 2020 和 CAD 软件绘图。")

    assert titles(words=words) == found


def test_a_hit_in_the_title_stands_before_one_in_the_text():
    a_public_one("仓库保管员", text="和叉车司机配合收发货。", refreshed_at=MONDAY_9)
    a_public_one("叉车司机", text="装卸货。", refreshed_at=MONDAY_9 - timedelta(days=9))

    assert titles(words="叉车") == ["叉车司机", "仓库保管员"]


def test_a_district_narrows_the_list_and_the_counts_say_how_many_each_has():
    a_public_one(region=JIAOTONG)
    a_public_one("保洁员", region=DONGSHENG)
    a_public_one("司机", region=KANGBASHI)

    found = vacancies.listed(MONDAY, region=DONGSHENG)

    assert sorted(one.title for one in found.rows) == ["保洁员", "维修电工（低压）"]
    assert [(one.name, one.count) for one in found.counties] == [("东胜区", 2), ("康巴什区", 1)]
    assert vacancies.listed(MONDAY, region="1506").total == 3
    assert vacancies.listed(MONDAY, region="44").total == 0


@pytest.mark.parametrize(("page", "shown"), [(1, 1), ("2", 2), ("9", 2), ("x", 1), (None, 1), ("-3", 2)])
def test_a_silly_page_is_the_first_or_the_last(page, shown):
    for number in range(vacancies.PER_PAGE + 1):
        a_public_one(f"岗位{number}")

    found = vacancies.listed(MONDAY, page=page)

    assert (found.page, found.pages, found.total) == (shown, 2, vacancies.PER_PAGE + 1)


def test_a_list_costs_two_queries_however_long(django_assert_num_queries):
    for number in range(12):
        a_public_one(f"岗位{number}", firm=f"企业{number % 3}", region=JIAOTONG)

    with django_assert_num_queries(2):
        assert len(vacancies.listed(MONDAY, words="线路").rows) == 12


@pytest.mark.parametrize("many", [1, 4, 30])
def test_the_latest_are_the_first_of_all_that_are_shown(many):
    for number in range(12):
        # Two in three ask what the law forbids: they stand nowhere.
        text = "打扫楼道。" if number % 3 == 0 else "打扫楼道，限女性。"
        a_public_one(f"保洁{number}号楼", text=text)

    assert vacancies.latest(MONDAY, many) == vacancies.shown(MONDAY)[:many]


def test_the_latest_cost_the_same_however_many_there_are(django_assert_num_queries):
    for number in range(20):
        a_public_one(f"保洁{number}号楼")

    with django_assert_num_queries(3):
        assert len(vacancies.latest(MONDAY, 4)) == 4


def test_who_looks_for_one_that_is_gone_is_shown_what_is_like_it(django_assert_num_queries):
    gone = a_public_one("维修电工", state=State.FILLED, region=KANGBASHI)
    for title, region in (("司机", DONGSHENG), ("保洁员", KANGBASHI), ("高压电工", DONGSHENG), ("门卫", DONGSHENG)):
        a_public_one(title, region=region)

    with django_assert_num_queries(3):
        found = vacancies.similar(gone.uid, MONDAY, most=3)

    assert [one.title for one in found][:2] == ["高压电工", "保洁员"]
    assert len(found) == 3


def test_of_a_post_that_never_stood_here_nothing_is_used():
    private = a_public_one("高压电工", state=State.FILLED, is_public=None)
    a_public_one("电工", refreshed_at=MONDAY_9 - timedelta(days=3))
    a_public_one("司机")

    assert vacancies.similar(private.uid, MONDAY) == vacancies.similar(uuid4(), MONDAY)


# Who says that it is public -------------------------------------------------------------------------------------------


def test_staff_make_one_public_only_on_somebodys_word():
    li = a_social_worker()
    post = a_public_one(is_public=None)

    with pytest.raises(Refused, match="要企业同意"):
        post_vacancy.edit(li, post.pk, is_public=True)
    post_vacancy.edit(li, post.pk, is_public=True, public_agreed_by="人事周丽，电话里同意")

    assert titles() == [post.title]


def test_what_staff_enter_is_not_public_until_somebody_agreed():
    li = a_social_worker()
    firm = a_firm()

    made = post_vacancy.record(li, firm.pk, **FACTS, region=firm.region)

    assert made.is_public is None
    with pytest.raises(Refused, match="要企业同意"):
        post_vacancy.record(li, firm.pk, **FACTS, region=firm.region, is_public=True)


def test_staff_may_correct_what_the_firm_itself_made_public():
    zhou, li = a_contact(), a_social_worker()
    post = a_draft(zhou, is_public=True)

    post_vacancy.edit(li, post.pk, headcount=3, is_public=True, public_agreed_by="")

    assert Vacancy.objects.get(pk=post.pk).is_public


def test_a_copy_by_staff_is_public_again_only_when_the_firm_says_so():
    li = a_social_worker()
    post = a_draft(a_contact(), is_public=True)

    assert post_vacancy.copy(li, post.pk).is_public is None
    assert post_vacancy.copy(a_contact(), post.pk).is_public is True


def test_the_form_of_the_firm_says_what_everybody_will_see_and_offers_not_to(client):
    client.force_login(a_contact().user)

    page = client.get(reverse("portal:vacancy_new")).content.decode()

    assert "公开，谁都能看到" in page
    assert "联系人、电话、具体地点和已招人数不公开" in page


def test_the_firm_reads_why_a_post_is_not_on_the_site_yet(client):
    zhou = a_contact()
    post = a_draft(zhou, is_public=True, text="看管锅炉，限男性。")
    client.force_login(zhou.user)

    page = client.get(reverse("portal:vacancy", args=[post.pk])).content.decode()

    assert "企业资料还没有核实" in page
    assert vacancies.why_not_shown(a_public_one(text="限男性。"), MONDAY) == "有不合法的招聘要求，改好后才会显示"
    assert vacancies.why_not_shown(a_public_one("保洁"), MONDAY) == ""


def test_the_firm_says_it_at_once_of_all_that_nobody_asked_about(client):
    asked, staff_s = a_public_one("门卫", is_public=False), a_public_one("保洁", is_public=None)
    foreign = a_public_one("司机", "恒晟物业", is_public=None)
    client.force_login(a_contact().user)

    page = client.get(reverse("portal:vacancies")).content.decode()
    answer = client.post(reverse("portal:vacancies_public"), {"is_public": "yes"}, follow=True).content.decode()

    assert "1 个岗位还没有说要不要在网站上公开" in page
    assert "1 个岗位已在网站上公开" in answer
    assert "还没有说要不要" not in answer
    assert titles() == ["保洁"]
    assert staff_s.events.get().reason == "在网站上公开"
    assert not asked.events.exists()
    assert Vacancy.objects.get(pk=foreign.pk).is_public is None


def test_the_firm_takes_it_off_the_site_at_once(client):
    zhou = a_contact()
    post = a_public_one(headcount=2, wage_min=Decimal(4500))
    client.force_login(zhou.user)

    post_vacancy.edit(zhou, post.pk, is_public=False)

    assert titles() == []


def test_a_vacancy_of_another_day_is_read_by_its_own_zone():
    late = datetime(2026, 11, 23, 17, 30, tzinfo=MONDAY_9.tzinfo)
    post = a_public_one(refreshed_at=late)

    assert vacancies.vacancy(post.uid, date(2026, 11, 24)).confirmed_on == date(2026, 11, 24)
