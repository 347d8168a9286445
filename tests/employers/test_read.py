"""A whole row."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from employers.adverts.clauses import denied, plain
from employers.adverts.occupation import clean_title, post_kinds
from employers.adverts.place import find_address, read_place
from employers.adverts.posts import find_posts, listed_titles
from employers.adverts.read import COLUMNS, read
from lexicon.features import Education, PostKind

ELECTRICIAN = {
    "title": "急聘！维修电工（包吃住）6K+",
    "company": "蒙泰热电",
    "city": "东胜区",
    "salary_raw": "面议",
    "headcount": "若干",
    "education_required": "不限",
    "description": "1、高中毕业，持低压电工证，三年以上工作经验；2、三班倒，能登高作业；3、男，45岁以下；"
    "4、工资4500-5500元，包吃包住，缴五险。工作地点：铜川镇工业园 3 号",
}


def test_a_messy_row_becomes_facts():
    reading = read(ELECTRICIAN)

    assert (reading.wage.least, reading.wage.most) == (Decimal("6000.00"), None)
    assert reading.title == "维修电工"
    assert reading.education is Education.SENIOR
    assert reading.experience_years == 3
    assert [found.code for found in reading.certificates] == ["electrician_low"]
    assert [found.code for found in reading.shifts] == ["three"]
    assert {found.code for found in reading.features} == {"height", "night", "electricity"}
    assert {demand.kind.value for demand in reading.demands} == {"sex", "age"}
    assert (reading.board, reading.lodging) == (True, True)
    assert reading.place.district == "东胜区"
    assert reading.place.address == "铜川镇工业园 3 号"


def test_a_row_says_what_could_not_be_read():
    problems = {problem.field: problem.text for problem in read(ELECTRICIAN).problems}

    assert problems["headcount"] == "人数写的是“若干”，没有确切数目。"
    assert "按正文记录" in problems["education"]


@pytest.mark.parametrize(
    ("row", "field", "text"),
    [
        ({"title": "保洁", "wage": "面议", "description": "打扫。"}, "wage", "工资写“面议”，没有数目，请向企业问清。"),
        ({"title": "保洁", "description": "打扫。"}, "wage", "没有写工资。"),
        (
            {"title": "保洁", "工资": "5000-4000"},
            "wage",
            "工资写的是“5000-4000”，看不出每月多少元，请写成“4000-5000元/月”。",
        ),
        ({"description": "打扫。"}, "title", "没有写岗位名称。"),
        ({"title": "保洁"}, "text", "没有岗位说明，班次、劳动强度和要求都看不出来，请向企业问清。"),
        ({"title": "保洁", "description": "打扫。"}, "headcount", "没有写招几个人。"),
    ],
)
def test_each_problem_is_a_plain_sentence(row, field, text):
    assert (field, text) in [(problem.field, problem.text) for problem in read(row).problems]


def test_cell_and_prose_that_disagree_are_pointed_out():
    reading = read({"title": "包装工", "wage": "3000-3500元/月", "description": "工资4500-5000元。"})

    assert reading.wage.least == Decimal("3000.00")
    assert any("两处对不上" in problem.text for problem in reading.problems)


def test_a_day_wage_that_says_the_same_is_no_disagreement():
    reading = read({"title": "小工", "wage": "2000-3000元/月", "description": "工资90元/天。"})

    assert not [problem for problem in reading.problems if problem.field == "wage"]


def test_posts_listed_under_headings_are_split():
    posts = find_posts("招工", "一、招分拣员 20名\n分拣快件，月薪4000-4500元\n二、叉车司机 2名\n持N1证，月薪5500元")

    assert [(post.title, post.headcount.most, post.wage.least) for post in posts] == [
        ("分拣员", 20, Decimal("4000.00")),
        ("叉车司机", 2, Decimal("5500.00")),
    ]


def test_posts_in_a_row_are_split():
    posts = find_posts("招工", "现招：电焊工3名、钻工10名、保洁员2名。")

    assert [(post.title, post.headcount.most) for post in posts] == [("电焊工", 3), ("钻工", 10), ("保洁员", 2)]


@pytest.mark.parametrize("text", ["1、负责维修。\n2、负责保养。", "招电工2名。", "1、服从主管安排；2、协助会计。"])
def test_duties_are_no_posts(text):
    assert find_posts("维修工", text) == ()


def test_a_title_of_several_trades_is_noticed_and_not_split():
    assert listed_titles("电工、焊工、钳工") == ("电工", "焊工", "钳工")
    assert listed_titles("普工/操作工") == ()
    assert any(p.field == "posts" for p in read({"title": "电工、焊工、钳工", "description": "x"}).problems)


@pytest.mark.parametrize(
    ("province", "city", "expected"),
    [
        ("上海", "上海-徐汇区", ("上海", "徐汇区")),
        ("重庆市", "九龙坡区", ("重庆市", "九龙坡区")),
        ("内蒙古自治区", "鄂尔多斯市", ("鄂尔多斯市", "")),
        ("", "康巴什区", ("", "康巴什区")),
        (None, None, ("", "")),
    ],
)
def test_places(province, city, expected):
    place = read_place(province, city)

    assert (place.city, place.district) == expected


def test_address_of_the_workplace_wins_over_that_of_the_interview():
    assert find_address("面试地址：天骄路 5 号大厦。工作地点：伊金霍洛旗装备园 2 区") == "伊金霍洛旗装备园 2 区"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("急聘！叉车司机（包吃住）6K+", "叉车司机"),
        ("高薪诚聘砌墙师傅 日结", "砌墙师傅"),
        ("底薪3.2K起聘洗车工 双休", "洗车工"),
        ("保洁员-康巴什店", "保洁员"),
        ("公司提供车辆c1驾驶员", "公司提供车辆c1驾驶员"),
        ("免费提供车辆月9000+", "免费提供车辆月9000+"),
        ("招人 12人", "招人 12人"),
        ("!!!", "!!!"),
        ("", ""),
    ],
)
def test_titles_lose_their_sales_talk(title, expected):
    assert clean_title(title) == expected


@pytest.mark.parametrize(
    ("title", "firm", "expected"),
    [
        ("夜班保安", "星汉歌城KTV", {PostKind.ENTERTAINMENT_VENUE, PostKind.SECURITY_GUARD}),
        ("厨师", "幸福里幼儿园", {PostKind.KINDERGARTEN}),
        ("半挂车司机", "驼铃物流", {PostKind.DRIVER, PostKind.HEAVY_VEHICLE_DRIVER}),
        ("小货车司机", "", {PostKind.DRIVER}),
        ("叉车司机", "", set()),
        ("公交车驾驶员", "", {PostKind.DRIVER, PostKind.HEAVY_VEHICLE_DRIVER, PostKind.BUS_METRO_KEY_POST}),
        ("网约车司机", "", {PostKind.DRIVER, PostKind.RIDE_HAILING}),
        ("网约车运营管理", "", set()),
        ("小区安保", "", {PostKind.SECURITY_GUARD}),
        ("酒店内保", "", {PostKind.SECURITY_GUARD}),
        ("厂区门岗", "", {PostKind.SECURITY_GUARD}),
        ("巡逻队员", "", {PostKind.SECURITY_GUARD}),
        ("安保设备安装工", "", set()),
        ("室内保洁", "", set()),
        ("各部门岗位招聘", "", set()),
        ("幼师", "", {PostKind.KINDERGARTEN}),
        ("保育员", "小天鹅托育中心", {PostKind.KINDERGARTEN}),
        ("保育员", "塞北种猪场", set()),
        ("押运员", "", {PostKind.ARMED_ESCORT}),
        ("货币押运员", "", {PostKind.ARMED_ESCORT}),
        ("危险品押运员", "", set()),
        ("押运员", "驼铃物流", set()),
        ("保洁", "", set()),
    ],
)
def test_statutory_kinds_are_guessed_from_title_and_firm(title, firm, expected):
    assert set(post_kinds(title, firm)) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("保育员", "照看小班幼儿吃饭、午睡。", {PostKind.KINDERGARTEN}),
        ("保育员", "照看断奶仔猪，记录体温。", set()),
        ("押运员", "随车看管货物，须持道路危险货物押运证。", set()),
    ],
)
def test_words_that_name_two_trades_are_settled_by_the_text(title, text, expected):
    assert set(post_kinds(title, text=text)) == expected


def test_denials_and_demands():
    assert denied("本岗位不上夜班", "夜班")
    assert not denied("不能上夜班者请勿投递", "夜班")
    assert not denied("上夜班", "夜班")
    assert not denied("白班", "夜班")


def test_plain_text_of_spreadsheet_values():
    assert [plain(value) for value in (None, 5.0, 3.5, "　ＡＢ～１ ", "a\u200bb")] == ["", "5", "3.5", "AB-1", "ab"]


HEADINGS = sorted({name for names in COLUMNS.values() for name in names})


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(HEADINGS),
        st.one_of(
            st.none(),
            st.integers(),
            st.floats(allow_nan=True),
            st.text(max_size=120),
            st.text(
                alphabet="男女岁元月天年万千Kk0123456789-~—、，。；：（）()不限无需包吃住夜班驾照证招聘名人工资面议\n ",
                max_size=160,
            ),
        ),
        max_size=10,
    )
)
def test_any_row_can_be_read(row):
    reading = read(row)

    assert all(problem.text.endswith("。") for problem in reading.problems)


def test_the_text_stays_as_it_was_written():
    reading = read({"title": "保洁", "description": "\u200b 打扫办公区，限女性。 "})

    assert reading.text == "打扫办公区，限女性。"
