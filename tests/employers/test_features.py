"""Work features, shifts, papers and offers, with their denials."""

import pytest

from employers.adverts.features import find_features
from employers.adverts.offers import find_board, find_insurance, find_lodging
from employers.adverts.papers import find_education, find_experience, find_papers, read_education, read_experience
from employers.adverts.shifts import find_shifts


def codes(found):
    return [item.code for item in found]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("外墙清洗工", "", ["height"]),
        ("钢结构安装工", "长期从事高空作业，需佩戴安全带。", ["height"]),
        ("仓库装卸工", "负责卸货码垛。", ["heavy"]),
        ("打磨工", "车间粉尘较大，发放口罩。", ["dust"]),
        ("洗煤厂操作工", "要上夜班，设备噪声大。", ["night", "noise"]),
        ("采煤机司机", "下井作业。", ["driving", "underground"]),
        ("冷库理货员", "", ["cold"]),
        ("外卖骑手", "", ["driving", "outdoor", "food"]),
        ("低压电工", "负责配电室值班。", ["electricity"]),
        ("售后工程师", "经常出差，长期驻外。", ["travel", "overnight"]),
        ("监控员", "在监控室看监控。", ["screen"]),
        ("管道工", "需要进有限空间作业。", ["confined"]),
        ("油漆工", "", ["chemicals"]),
        ("商场导购", "每天站立八小时。", ["standing"]),
        ("司炉工", "锅炉房高温作业。", ["heat"]),
    ],
)
def test_features_are_read_from_title_and_prose(title, text, expected):
    assert codes(find_features(title, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "不上夜班。",
        "无夜班、无加班。",
        "非高空作业。",
        "不用出差，按时下班。",
        "没有重体力劳动。",
        "不需要驾驶证。",
        "夏天发高温补贴。",
        "每年组织户外拓展。",
        "提供免费班车，有专职司机。",
        "负责与司机对接送货时间。",
        "公司机械设备齐全。",
        "无尘车间，无毒无害。",
        "各部门密切配合。",
        "自带电脑有补贴。",
        "有驾照者优先。",
        "对体力要求不高。",
    ],
)
def test_denials_benefits_and_wishes_are_no_features(text):
    assert codes(find_features("文员", text)) == []


def test_who_cannot_work_nights_is_turned_away_so_nights_are_demanded():
    assert codes(find_features("包装工", "不能上夜班的请勿报名。")) == ["night"]


def test_feature_comes_with_the_words_it_was_read_from():
    (found,) = find_features("维修工", "1、会焊接；2、能登高爬杆作业。")

    assert found.text == "能登高爬杆作业"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("两班倒，十二小时。", ["two"]),
        ("四班三运转。", ["three"]),
        ("常白班，不倒班。", ["day"]),
        ("长夜班，晚八点到早八点。", ["night"]),
        ("弹性工作制。", ["flexible"]),
        ("做一休一。", ["rotating"]),
        ("工作时间：9:00-18:00。", ["day"]),
        ("上午8:30-12:00，下午13:30-17:30。", ["day"]),
        ("早上8点到下午5点，单休。", ["day"]),
        ("早班8:00-17:00，中班14:00-22:00，轮换。", ["rotating"]),
        ("面试时间：上午10:00-11:30。", []),
        ("负责安排客服排班。", []),
        ("无夜班、倒班。", ["day"]),
    ],
)
def test_shifts(text, expected):
    assert codes(find_shifts("操作工", text)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("初中及以下", "none"), ("不限", "none"), ("中技/中专", "senior"), ("大专", "college"), ("博士", "master")],
)
def test_education_of_a_cell(cell, expected):
    assert read_education(cell) == expected


@pytest.mark.parametrize("cell", ["", None, "看情况"])
def test_unreadable_education_is_unknown(cell):
    assert read_education(cell) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大专毕业，干得好可放宽。", "college"),
        ("高中或中专以上文化。", "senior"),
        ("学历不限，肯学就行。", "none"),
        ("本科优先。", None),
        ("面向小学生的托管班。", None),
        ("员工子女考上大学发助学金。", None),
    ],
)
def test_education_in_prose(text, expected):
    found = find_education(text)

    assert (found.code if found else None) == expected


@pytest.mark.parametrize(("cell", "years"), [("3-4年", 3), ("1年", 1), ("无需经验", 0), ("1年以内", 0), ("", None)])
def test_experience_of_a_cell(cell, years):
    assert read_experience(cell) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("两年以上叉车驾驶经验。", "2"),
        ("从事电工工作3年以上。", "3"),
        ("无需经验，可带徒。", "0"),
        ("有经验者优先。", None),
        ("公司成立十年，经验丰富。", None),
    ],
)
def test_experience_in_prose(text, years):
    found = find_experience(text)

    assert (found.code if found else None) == years


def test_certificates_demanded_and_welcome_are_told_apart():
    papers = find_papers("维修电工", "必须持低压电工证；有叉车证者优先；无需健康证。")

    assert codes(papers.required) == ["electrician_low"]
    assert codes(papers.welcome) == ["forklift"]


def test_either_of_two_licences_asks_for_the_lesser():
    papers = find_papers("送货司机", "持C1/C2驾驶证。")

    assert codes(papers.required) == ["driving_c2"]


def test_certificate_beyond_the_vocabulary_survives_by_its_name():
    papers = find_papers("检验员", "须持有无损检测资格证。")

    assert codes(papers.required) == ["无损检测资格证"]


@pytest.mark.parametrize(
    ("text", "board", "lodging"),
    [
        ("包吃包住。", True, True),
        ("管午餐，不提供住宿。", None, False),
        ("免费提供工作餐和宿舍。", True, True),
        ("食宿自理。", False, False),
        ("餐饮补贴、住房补贴。", None, None),
        ("有员工宿舍。", None, True),
    ],
)
def test_board_and_lodging(text, board, lodging):
    assert (find_board(text), find_lodging(text)) == (board, lodging)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("五险一金。", ["social", "housing_fund"]),
        ("入职缴社保。", ["social"]),
        ("不缴社保。", []),
        ("补充医疗保险。", []),
        ("负责员工社保办理。", []),
    ],
)
def test_insurance(text, expected):
    assert codes(find_insurance(text)) == expected
