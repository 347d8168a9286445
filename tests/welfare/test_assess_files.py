"""The command on files: what it reads, what it refuses, what it writes. No database is opened here."""

import gzip
import json
import os
import subprocess
import sys
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.house import ROOT
from tests.welfare.households import NO_INCOME, NO_PROPERTY
from welfare.assess_files import Listener, answer_line, assess_file
from welfare.catalogue.table import CATALOGUE
from welfare.rules.fact import FACTS

TODAY = date(2026, 11, 22)

APPLICANT = {"relation_to_applicant": "本人", "birth_date": "1985-03-01", "custody_status": "无"} | NO_INCOME
SPOUSE = APPLICANT | {"relation_to_applicant": "配偶", "lives_together": True}
CHILD = {"relation_to_applicant": "子女", "birth_date": "2015-09-01", "lives_together": True} | NO_INCOME
ZHUHAI = {"id": "珠海-1", "as_of_date": "2024-06-03", "region": "珠海市", "urban": True} | NO_PROPERTY


def a_case(*members, **facts):
    return ZHUHAI | {"members": list(members or (APPLICANT,)), "entitlements": ["低保"]} | facts


def run(tmp_path, *rows, zipped=False):
    text = "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)
    raw = text.encode("utf-8", "backslashreplace")
    cases, out = tmp_path / "cases.jsonl", tmp_path / "results.jsonl"
    cases.write_bytes(gzip.compress(raw) if zipped else raw)
    call_command("assess", cases, out=out)
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def answered(row):
    """The line written for one line, by the way that files take."""
    raw = row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode()
    return answer_line(raw, 1, {}, TODAY)[0]


def minimum_living(**facts):
    return answered(a_case(**facts))["entitlements"]["minimum_living"]


def wrong(row):
    """Field and message of everything wrong with a line."""
    found = answered(row)
    assert "entitlements" not in found
    return {error["field"]: error["message"] for error in found["errors"]}


# What comes out


def test_a_husband_in_isolation_is_not_counted_and_the_line_says_so():
    husband = SPOUSE | {"custody_status": "强制隔离戒毒"}

    row = answered(a_case(APPLICANT | {"wage_income_month": 2000}, husband, CHILD, CHILD))

    found = row["entitlements"]["minimum_living"]
    assert found["outcome"] == "eligible"
    assert found["amount"] == {"value": 1720, "unit": "元", "period": "month"}
    assert found["components"]["income_per_head"]["value"] == 666.67
    assert found["components"]["household_members"]["value"] == 3
    assert [one["counted"] for one in row["members"]] == ["yes", "no", "yes", "yes"]
    assert row["members"][1]["why"] == ["不在强制隔离戒毒（2021年7月1日起适用）"]


def test_every_reason_has_words_truth_and_its_article():
    (members, income, property_) = minimum_living()["reasons"]

    assert members["article"] == "《最低生活保障审核确认办法》（民发〔2021〕57号）第七条"
    assert income == {
        "text": "家庭月人均收入低于最低生活保障标准",
        "truth": "yes",
        "article": "《社会救助暂行办法》（国务院令第649号）第九条",
        "detail": "家庭月人均收入 0 元/月；最低生活保障标准 1,240 元/月",
    }
    assert property_["truth"] == "yes"


def test_what_is_missing_is_named_where_it_belongs_with_the_paper_that_proves_it():
    wife = {name: value for name, value in SPOUSE.items() if name != "wage_income_month"}

    found = answered(a_case(APPLICANT | {"wage_income_month": 2000}, wife))["entitlements"]["minimum_living"]

    assert found["outcome"] == "undetermined"
    assert found["amount"] == {"min": 0, "max": 480, "unit": "元", "period": "month"}
    assert found["missing"] == [
        {
            "kind": "fact",
            "code": "wage_income_month",
            "term": "工资性收入",
            "member": "m2",
            "field": "members[1].wage_income_month",
            "documents": ["收入证明", "工资流水", "纳税或者社保记录"],
        }
    ]


def test_who_is_not_entitled_gets_no_amount():
    found = minimum_living(members=[APPLICANT | {"wage_income_month": 1240}])

    assert (found["outcome"], found["amount"]) == ("ineligible", None)
    assert "no" in [reason["truth"] for reason in found["reasons"]]


def test_a_missing_standard_is_a_question_and_never_a_default():
    found = minimum_living(region="怀仁市")

    assert found["outcome"] == "undetermined"
    assert ("standard", "minimum_living_standard") in {(one["kind"], one["code"]) for one in found["missing"]}
    assert found["components"]["minimum_living_standard"]["max"] is None


def test_standards_say_their_source_and_those_of_the_case_say_that():
    published = minimum_living()["standards"]["minimum_living_standard"]
    own = minimum_living(region="怀仁市", standards={"低保标准": 700})

    assert (published["value"], published["source"]) == (1240, "《珠海市最低生活保障标准》（珠民〔2024〕34号）")
    assert own["amount"]["value"] == 700
    assert own["standards"]["minimum_living_standard"]["stated"] is True


def test_both_standards_are_shown_where_town_or_country_is_open():
    found = minimum_living(region="东胜区", as_of_date="2023-06-01", urban=None)

    used = found["standards"]["minimum_living_standard"]
    assert (used["urban"]["value"], used["rural"]["value"]) == (950, 720)
    assert found["amount"] == {"min": 720, "max": 950, "unit": "元", "period": "month"}


def test_what_the_case_states_wins_and_is_marked():
    found = minimum_living(household_members=3, income_per_head="666.67", property_within_limits="是", members=[])

    assert found["stated"] == ["household_members", "income_per_head", "property_within_limits"]
    assert found["components"]["household_members"] == {
        "name": "计入的家庭成员",
        "value": 3,
        "unit": "人",
        "stated": True,
    }
    assert found["amount"]["value"] == 1719.99


def test_an_entitlement_of_persons_says_each_member_s_own():
    father = {"relation_to_applicant": "父母", "custody_status": "强制隔离戒毒", "custody_start": "2024-01-10"}
    mother = {"relation_to_applicant": "父母", "is_deceased": True}
    child = {"relation_to_applicant": "本人", "age": 9}
    case = {"id": 1, "as_of_date": "2024-06-03", "region": "广州市", "entitlements": ["事实无人抚养儿童"]}

    row = answered(case | {"members": [child, father | {"custody_term_months": 24}, mother]})

    found = row["entitlements"]["unattended_child"]
    assert (found["outcome"], found["reasons"][0]["member"]) == ("eligible", "m1")
    assert found["by_member"][0] == {
        "member": "m1",
        "outcome": "eligible",
        "amount": {"value": 2976, "unit": "元", "period": "month"},
    }


def test_while_nobody_is_entitled_the_components_are_those_of_who_may_be():
    pupil = CHILD | {"enrolled_fulltime_level": "小学", "is_boarder": True}

    found = answered(a_case(APPLICANT, pupil, entitlements=["school_aid"]))["entitlements"]["school_aid"]

    assert found["outcome"] == "undetermined"
    assert found["components"]["school_sum"]["value"] == 1250


# What is read


def test_what_cannot_be_had_together_is_said_on_both_and_changes_neither():
    alone = {"custody_status": "无", "lives_together": True} | NO_INCOME
    old = {"relation_to_applicant": "本人", "birth_date": "1950-03-01"} | alone

    both = answered(a_case(old, entitlements=["低保", "特困"], has_other_able_supporter=False))["entitlements"]

    low, destitute = both["minimum_living"], both["destitute_support"]
    assert (low["outcome"], low["amount"]["value"]) == ("eligible", 1240)
    assert [(one["code"], one["note"]) for one in low["not_together"]] == [("destitute_support", "不能同时享受")]
    assert low["not_together"][0]["outcome"] == destitute["outcome"] != "ineligible"
    assert [one["amount"] for one in destitute["not_together"]] == [low["amount"]]


def test_nothing_is_said_beside_what_is_not_to_be_had():
    rich = APPLICANT | {"wage_income_month": 9000}

    found = answered(a_case(rich, entitlements=["低保", "低保边缘"]))["entitlements"]

    assert not any("not_together" in one for one in found.values())


def test_the_next_question_is_asked_only_where_it_is_wanted(tmp_path):
    row = a_case({**APPLICANT, "wage_income_month": None}, entitlements=["低保", "低保边缘"])
    cases, out = tmp_path / "cases.jsonl", tmp_path / "results.jsonl"
    settled = a_case({**APPLICANT, "wage_income_month": 9000}, entitlements=["低保"]) | {"id": "珠海-2"}
    cases.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in (row, settled)), encoding="utf-8")

    call_command("assess", cases, out=out, ask=True)
    asked, nothing = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    question = asked["next_question"]
    assert (question["code"], question["member"], question["term"]) == ("wage_income_month", "m1", "工资性收入")
    assert question["documents"][0] == "收入证明"
    assert question["settles"] == ["minimum_living", "near_minimum"]
    assert nothing["next_question"] is None
    assert "next_question" not in answered(row)


def test_all_entitlements_are_asked_when_none_is_named():
    case = {name: value for name, value in a_case().items() if name != "entitlements"}

    assert list(answered(case)["entitlements"]) == [entitlement.code for entitlement in CATALOGUE]


@pytest.mark.parametrize("asked", ["低保", "minimum_living", ["最低生活保障"], "低保、minimum_living", ["dibao"]])
def test_entitlements_by_code_or_name(asked):
    assert list(answered(a_case(entitlements=asked))["entitlements"]) == ["minimum_living"]


def test_one_household_written_in_three_ways_gets_one_answer():
    plain = a_case(APPLICANT | {"wage_income_month": 1980, "employment_cost_deduction": 198}, SPOUSE, CHILD)
    chinese = {
        "id": "珠海-1",
        "核定日": "2024年6月3日",
        "地区": "广东省珠海市",
        "城乡": "城镇",
        "救助项目": "低保",
        "家庭": {FACTS[code].term: value for code, value in NO_PROPERTY.items()},
        "家庭成员": [
            {FACTS[code].term: value for code, value in member.items()}
            for member in (APPLICANT | {"wage_income_month": "1,980 元/月", "employment_cost_deduction": 198}, SPOUSE)
        ]
        + [{"姓名": "孩子", "与申请人关系": "女儿", "年龄": 8, "共同居住": "是"} | NO_INCOME],
    }
    coded = plain | {"region": 440400, "as_of_date": "2024/6/3", "urban": "是", "note": "同一户", "_row": 5}

    first, second, third = (answered(one) for one in (plain, chinese, coded))

    assert second["entitlements"] == first["entitlements"] == third["entitlements"]
    assert first["entitlements"]["minimum_living"]["amount"]["value"] == 1938


def test_an_age_stands_for_a_birth_date_to_the_day():
    minor, adult = (answered(a_case(APPLICANT, CHILD | {"birth_date": None, "age": age})) for age in (17, 18))

    assert minor["members"][1]["counted"] == "yes"
    assert adult["members"][1]["counted"] == "unknown"


def test_insured_is_the_opposite_of_uninsured():
    row = {"id": 1, "as_of_date": "2023-06-01", "region": "荣成市", "aid_class": "低保边缘", "entitlements": "医疗救助"}
    bill = {"medical_bill_in_scope": "12875.30", "insurance_paid": 0, "major_paid": 0}

    for insured, uninsured in ((True, False), ("否", True), (None, None)):
        first, second = (
            answered(row | {"members": [bill | fact]})["entitlements"]
            for fact in ({"insured": insured}, {"is_uninsured": uninsured})
        )
        assert first == second
    assert list(wrong(row | {"members": [{"insured": "也许"}]})) == ["members[0].insured"]


def test_standards_may_stand_beside_the_facts():
    assert minimum_living(dibao_standard=1000)["amount"]["value"] == 1000


def test_a_name_of_the_household_is_its_own_sum():
    stated = {"household_income_month": 3000, "household_members": 3, "members": []}

    assert minimum_living(**stated)["components"]["income_per_head"]["value"] == 1000
    assert minimum_living(excluded_income_month=300, members=[APPLICANT | {"wage_income_month": 1300}])["outcome"] == (
        "eligible"
    )


# What is refused

DWELLINGS = "dwellings_count"
DEEP = json.loads("[" * 100 + "]" * 100)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"as_of_date": None}, "as_of_date"),
        ({"as_of_date": "2024-13-01"}, "as_of_date"),
        ({"as_of_date": "2030-01-01"}, "as_of_date"),
        ({"as_of_date": 5}, "as_of_date"),
        ({"region": ""}, "region"),
        ({"region": "火星"}, "region"),
        ({"region": "朝阳区"}, "region"),
        ({"region": "999999"}, "region"),
        ({"region": DEEP}, "region"),
        ({"urban": "也许"}, "urban"),
        ({"members": "张三"}, "members"),
        ({"members": [APPLICANT] * 10_000}, "members"),
        ({"members": [APPLICANT, APPLICANT]}, "members[1].relation_to_applicant"),
        ({"members": [5]}, "members[0]"),
        ({"members": [{"person_id": "a"}, {"person_id": "a"}]}, "members[1].person_id"),
        ({"members": [{"wage_income_month": -1}]}, "members[0].wage_income_month"),
        ({"members": [{"工资性收入": float("nan")}]}, "members[0].工资性收入"),
        ({"members": [{"wage_income_month": float("inf")}]}, "members[0].wage_income_month"),
        ({"members": [{"wage_income_month": 10**30}]}, "members[0].wage_income_month"),
        ({"members": [{"wage_income_month": True}]}, "members[0].wage_income_month"),
        ({"members": [{"wage_income_month": DEEP}]}, "members[0].wage_income_month"),
        ({"members": [{"birth_date": "2024-06-04"}]}, "members[0].birth_date"),
        ({"members": [{"birth_date": "1850-01-01"}]}, "members[0].birth_date"),
        ({"members": [{"age": -1}]}, "members[0].age"),
        ({"members": [{"age": 3.5}]}, "members[0].age"),
        ({"members": [{"custody_status": ["无"]}]}, "members[0].custody_status"),
        ({"members": [{"wage": 5}]}, "members[0].wage"),
        ({"members": [{"dwellings_count": 1}]}, "members[0].dwellings_count"),
        ({"wage_income_month": 5}, "wage_income_month"),
        ({"dwellings_count": 1.5}, "dwellings_count"),
        ({"dwellings_count": 10**9}, "dwellings_count"),
        ({"household": {"dwellings_count": 1}}, "household.dwellings_count"),
        ({"household": [1]}, "household"),
        ({"region_code": "440400"}, "region_code"),
        ({"standards": {"no_such_standard": 5}}, "standards.no_such_standard"),
        ({"standards": {"低保标准": -5}}, "standards.低保标准"),
        ({"standards": {"minimum_living_mode": ["difference"]}}, "standards.minimum_living_mode"),
        ({"standards": {"低保标准": 900}, "dibao_standard": 900}, "dibao_standard"),
        ({"standards": 5}, "standards"),
        ({"readings": DEEP}, "readings"),
        ({"entitlements": ["没有这一项"]}, "entitlements[0]"),
        ({"entitlements": {"低保": True}}, "entitlements"),
        ({"entitlements": [DEEP]}, "entitlements[0]"),
        ({"id": None}, "id"),
        ({"id": True}, "id"),
        ({"id": 1.5}, "id"),
        ({"id": "长" * 201}, "id"),
    ],
)
def test_a_wrong_field_is_named_as_the_line_names_it(facts, field):
    found = wrong(a_case(**facts))

    assert list(found) == [field]
    assert any("一" <= character <= "鿿" for character in found[field])


def test_every_error_of_a_line_is_told_at_once_and_no_value_is_repeated():
    row = a_case({"wage_income_month": "王建军的工资", "birth_date": "150602198503011234"}, region="王家湾")

    assert list(wrong(row)) == ["region", "members[0].wage_income_month", "members[0].birth_date"]
    assert "王" not in json.dumps(answered(row)["errors"], ensure_ascii=False)
    assert "1506" not in wrong(row)["members[0].birth_date"]


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"no json", "整行"),
        (b"[]", "整行"),
        (b"\xff\xfe", "整行"),
        (b'{"id": ' + b"[" * 200_000, "整行"),
        (b'{"id": "a", "region": "a", "region": "b"}', "region"),
        (
            b'{"id": "a", "as_of_date": "2024-06-03", "region": "44", "dwellings_count": ' + b"9" * 5000 + b"}",
            DWELLINGS,
        ),
        (b'{"id": "a", "as_of_date": "2024-06-03", "region": "44", "dwellings_count": 1e9999999999}', DWELLINGS),
    ],
)
def test_a_line_that_is_no_household_is_an_error(raw, field):
    assert list(wrong(raw)) == [field]


def test_a_wrong_line_gets_its_line_and_the_rest_goes_on(tmp_path, capsys):
    rows = run(tmp_path, a_case(), "", a_case(), a_case(id=2, members=[{"age": "九岁"}]), "{", a_case(id="\ud800"))

    assert [row["id"] for row in rows] == ["珠海-1", "珠海-1", 2, None, "\ud800"]
    assert ["entitlements" in row for row in rows] == [True, False, False, False, True]
    assert [row.get("line") for row in rows] == [None, 3, 4, 5, None]
    said = capsys.readouterr().err
    assert "cases.jsonl 第 3 行，id：编号重复，第 1 行已经用过" in said
    assert "cases.jsonl 第 4 行，members[0].age：应为" in said
    assert "已判断 2 户，有误 3 行。" in said


def test_a_fault_of_ours_costs_one_line_its_answer_and_is_told(tmp_path):
    (tmp_path / "cases.jsonl").write_text(json.dumps(a_case()) + "\n{}\n", encoding="utf-8")
    told = []

    # Without a day to compare with, reading fails in a way that nobody foresaw.
    summary = assess_file(
        tmp_path / "cases.jsonl", tmp_path / "out.jsonl", today=None, listener=Listener(told.append, print)
    )

    first, second = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert (first["id"], second["id"], summary.left_out) == ("珠海-1", None, 2)
    assert str(told[0]) == "cases.jsonl 第 1 行，整行：程序出错（TypeError），没有判断，请把这一行交给维护人员"


def test_a_field_name_cannot_command_the_terminal(tmp_path, capsys):
    run(tmp_path, a_case(), a_case(id=2, **{"\x1b[31mred\nid\ud800": 1}))

    said = capsys.readouterr().err
    assert "?[31mred?id?：不认识的字段" in said
    assert "\x1b[31m" not in said


def test_gzip_is_read(tmp_path):
    (row,) = run(tmp_path, a_case(), zipped=True)

    assert row["entitlements"]["minimum_living"]["outcome"] == "eligible"


@pytest.mark.parametrize("content", [b"", b"{}\n", gzip.compress(b"{}")[:-6]], ids=["empty", "no id", "cut gzip"])
def test_a_file_with_nothing_usable_fails(tmp_path, content):
    (tmp_path / "cases.jsonl").write_bytes(content)

    with pytest.raises(CommandError, match=r"可用|完整"):
        call_command("assess", tmp_path / "cases.jsonl", out=tmp_path / "out.jsonl")


def test_files_that_cannot_be_used_are_said_in_chinese(tmp_path):
    with pytest.raises(CommandError, match="文件读写失败"):
        call_command("assess", tmp_path / "none.jsonl", out=tmp_path / "out.jsonl")
    with pytest.raises(CommandError, match="不能与输入文件相同"):
        call_command("assess", tmp_path / "none.jsonl", out=tmp_path / "none.jsonl")


def test_the_command_runs_with_an_empty_environment(tmp_path):
    (tmp_path / "cases.jsonl").write_text(json.dumps(a_case()), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "assess", tmp_path / "cases.jsonl", "--out", tmp_path / "out.jsonl"],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()
    assert json.loads((tmp_path / "out.jsonl").read_bytes())["id"] == "珠海-1"
