"""The command on files: what it reads, what it refuses, what it writes. No database is opened here."""

import gzip
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from law.terms import Measure
from lexicon.features import Education, PostKind, Shift, WorkFeature
from people.place_names import place_codes
from placement.match_lines import post_of, seeker_of
from placement.match_places import place_code
from placement.match_values import LineError
from placement.matching.case import Fact
from placement.matching.constraints.hours import describe

TODAY = date(2026, 11, 22)

VACANCIES = [
    {"id": "v1", "title": "维修电工"},
    {"id": "v2", "title": "保洁员"},
    {"id": "v3", "title": "小区保安"},
    {"id": 4, "title": "叉车司机", "salary_raw": "5-6千/月", "description": "须持叉车证，两班倒，包吃住。"},
]


def run(tmp_path, clients, vacancies=VACANCIES, *, top=20, zipped=False):
    def lines(rows):
        return "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)

    (tmp_path / "c.jsonl").write_text(lines(clients), encoding="utf-8")
    target = tmp_path / "v.jsonl"
    target.write_bytes(gzip.compress(lines(vacancies).encode()) if zipped else lines(vacancies).encode())
    call_command(
        "match", clients=tmp_path / "c.jsonl", vacancies=target, out=tmp_path / "m.jsonl", top=top, as_of=TODAY
    )
    return [json.loads(line) for line in (tmp_path / "m.jsonl").read_text(encoding="utf-8").splitlines()]


def client(**fields):
    return seeker_of({"id": "c1", "text": "电工"} | fields, TODAY)


def vacancy(**fields):
    return post_of({"id": "v1", "title": "维修电工"} | fields)


def test_thin_lines_give_every_client_a_full_list_in_order_of_relevance(tmp_path, capsys):
    found = run(tmp_path, [{"id": "c1", "text": "做过电工"}, {"id": 2, "text": "想打扫卫生"}])

    assert [row["id"] for row in found] == ["c1", 2]
    assert [row["matches"][0]["vacancy"] for row in found] == ["v1", "v2"]
    assert all(len(row["matches"]) == len(VACANCIES) and row["failed"] == {} for row in found)
    assert {match["vacancy"] for match in found[0]["matches"]} == {"v1", "v2", "v3", 4}
    first = found[0]["matches"][0]
    assert round(sum(first["contributions"].values()), 4) == first["score"]
    assert "client.facts.three_detentions" in found[0]["unknown"]
    assert "岗位 4 条，求职者 2 名，未采用 0 行" in capsys.readouterr().err


def test_a_match_outside_the_executing_county_says_which_leave_it_needs(tmp_path):
    here, there = ({"id": name, "title": "维修电工", "region": region} for name, region in
                   (("here", "150602"), ("there", "150603")))  # fmt: skip
    lines = [{"id": "c1", "text": "电工", "executing_county": "东胜区"}, {"id": "c2", "text": "电工"}]

    bound, free = run(tmp_path, lines, [here, there])

    said = {match["vacancy"]: match.get("leave", "") for match in bound["matches"]}
    assert said["here"] == ""
    assert "走之前书面报告" in said["there"]
    assert all("leave" not in match for match in free["matches"])


def test_top_limits_the_list_and_gzip_is_read(tmp_path):
    (row,) = run(tmp_path, [{"id": "c1", "text": "电工"}], top=2, zipped=True)

    assert row["matches"][0]["vacancy"] == "v1"
    assert len(row["matches"]) == 2


def test_wrong_lines_are_named_and_the_rest_goes_on(tmp_path, capsys):
    wrong = [
        "{",
        "[1]",
        {"text": "没有编号"},
        {"id": "c1", "text": "电工"},
        {"id": "c1", "text": "又一次"},
        {"id": "c3", "text": "电工", "birth_date": "1988年13月1日"},
        {"id": "c4", "text": "电工", "wage_floor": "面议"},
        {"id": "c5"},
        "",
        {"id": "c6", "text": "电工", "shfts": ["白班"]},
    ]
    found = run(tmp_path, wrong)

    said = capsys.readouterr().err
    assert [row["id"] for row in found] == ["c1", "c6"]
    for number, field in [(1, "整行"), (2, "整行"), (3, "id"), (5, "id"), (6, "birth_date"), (7, "wage_floor")]:
        assert f"c.jsonl 第 {number} 行，{field}：" in said
    assert "c.jsonl 第 8 行，text：" in said
    assert "不认识的字段 shfts，已忽略（1 行）" in said
    assert "未采用 7 行" in said
    assert "1988年13月" not in said


def test_bytes_that_are_not_utf8_are_one_wrong_line(tmp_path, capsys):
    (tmp_path / "v.jsonl").write_text('{"id": 1, "title": "电工"}\n', encoding="utf-8")
    (tmp_path / "c.jsonl").write_bytes('{"id": 1, "text": "电工"}\n'.encode("gbk") + b'{"id": 2, "text": "x"}\n')

    call_command("match", clients=tmp_path / "c.jsonl", vacancies=tmp_path / "v.jsonl", out=tmp_path / "m.jsonl")

    assert "第 1 行，整行：不是 UTF-8" in capsys.readouterr().err


def test_nothing_usable_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="没有可用"):
        run(tmp_path, ["{"])
    with pytest.raises(CommandError, match="没有可用"):
        run(tmp_path, [{"id": 1, "text": "电工"}], ["{"])


def test_a_missing_or_broken_file_is_an_error_and_leaves_no_result(tmp_path):
    (tmp_path / "c.jsonl").write_text('{"id": 1, "text": "电工"}\n', encoding="utf-8")
    cut = tmp_path / "cut.gz"
    cut.write_bytes(gzip.compress(b'{"id": 1, "title": "x"}\n' * 99)[:-12])

    for broken in (tmp_path / "no.jsonl", cut):
        with pytest.raises(CommandError, match="文件"):
            call_command("match", clients=tmp_path / "c.jsonl", vacancies=broken, out=tmp_path / "m.jsonl")

    assert not list(tmp_path.glob("m.jsonl*"))


@pytest.mark.parametrize("wrong", [["--top", "0"], ["--top", "二十"], ["--as-of", "昨天"], ["--as-of", "2026-02-30"]])
def test_options_are_checked(tmp_path, wrong):
    paths = ["--clients", "c", "--vacancies", "v", "--out", str(tmp_path / "m")]

    with pytest.raises(CommandError, match="应为"):
        call_command("match", *paths, *wrong)


def test_the_day_decides(tmp_path):
    (tmp_path / "c").write_text('{"id": 1, "text": "电工"}', encoding="utf-8")
    (tmp_path / "v").write_text('{"id": 1, "title": "电工", "fresh_until": "2026-11-22"}', encoding="utf-8")
    paths = ["--clients", str(tmp_path / "c"), "--vacancies", str(tmp_path / "v"), "--out", str(tmp_path / "m")]
    failed = []

    for day in ("2026-11-22", "2026-11-23"):
        call_command("match", *paths, "--as-of", day, "--top", "3")
        failed.append(json.loads((tmp_path / "m").read_text(encoding="utf-8"))["failed"])

    assert failed == [{}, {"fresh": 1}]


def test_full_years_on_a_leap_day():
    assert seeker_of({"id": 1, "text": "电工", "age": 37}, date(2028, 2, 29)).birth_date == date(1991, 2, 28)


def test_a_declared_client_is_blocked_by_an_open_trigger_and_a_thin_line_is_not(tmp_path):
    thin, null, community, isolated = run(
        tmp_path,
        [
            {"id": "thin", "text": "保安"},
            {"id": "null", "text": "保安", "measures": None},
            {
                "id": "community",
                "text": "保安",
                "measures": [{"kind": "社区戒毒", "start": "2025-03-01"}],
                "facts": {"three_detentions": False, "intentional_crime": False},
            },
            {"id": "isolated", "text": "保安", "measures": [{"kind": "compulsory_isolation", "end": "2022-01-01"}]},
        ],
    )

    assert "v3" in [match["vacancy"] for match in thin["matches"]]
    assert null["failed"]["bar.security_guard"] == 1
    assert "client.facts.compulsory_isolation" in null["unknown"]
    assert "v3" in [match["vacancy"] for match in community["matches"]]
    assert isolated["failed"]["bar.security_guard"] == 1
    assert "v3" not in [match["vacancy"] for match in isolated["matches"]]


def test_a_rich_client_line():
    seeker = client(
        occupations=["6-31-01-03", "叉车司机"],
        experience=[{"title": "电焊工", "years": 4}, "保洁员"],
        skills="低压布线、焊接",
        certificates=[{"name": "低压电工证", "expires_on": "2028-03-01"}, "本厂上岗证"],
        education="初中",
        age=38,
        wage_floor="3200元/月",
        districts="鄂尔多斯市东胜区、150603",
        radius_km="12公里",
        longitude="109.96",
        latitude=39.82,
        shifts=["白班", "two"],
        limits={"高空": "不能", "night": True, "粉尘": None},
        sign_in="周二上午",
        medication_hours=["08:00-10:00"],
        excluded_industries=["住宿业", "62"],
    )

    assert seeker.wished[0] == "6-31-01-03"
    assert len(seeker.wished) == 2
    assert "电焊工" in seeker.text
    assert seeker.skills == ("低压布线", "焊接")
    assert seeker.certificates == {"electrician_low": date(2028, 3, 1), "本厂上岗证": None}
    assert seeker.certificates_complete
    assert seeker.education is Education.JUNIOR
    assert seeker.birth_date == date(1988, 11, 22)
    assert (seeker.wage_floor, seeker.radius_km, seeker.longitude) == (3200.0, 12.0, 109.96)
    assert seeker.districts == {"150602", "150603"}
    assert seeker.shifts == {Shift.DAY, Shift.TWO}
    assert seeker.limits == {WorkFeature.HEIGHT: False, WorkFeature.NIGHT: True, WorkFeature.DUST: None}
    assert [(a.label, a.start, a.end, a.daily) for a in seeker.appointments] == [
        ("签到", 510, 720, False),
        ("服药", 480, 600, True),
    ]
    assert seeker.excluded_industries == {"61", "62"}
    assert seeker.case is None


def test_case_fields():
    seeker = client(
        measures=["社区康复", {"kind": "voluntary", "start": "2024/1/5", "end": "2024年2月5日"}],
        facts={"drug_driving": False, "detained": None},
        licence_cancelled_on="2023-05-01",
        overrides=[
            {"bar": "taxi", "citation": "书面答复", "decided_by": "x", "decided_on": "2026-01-01", "vacancy": 4}
        ],
    )

    assert [span.kind for span in seeker.case.measures] == [Measure.COMMUNITY_RECOVERY, Measure.VOLUNTARY]
    assert seeker.case.measures[1].end == date(2024, 2, 5)
    assert seeker.case.facts == {Fact.DRUG_DRIVING: False, Fact.DETAINED: None}
    assert seeker.case.licence_cancelled_on == date(2023, 5, 1)
    assert seeker.overrides[0].post == "4"
    assert client(measures=None).case.measures is None


@pytest.mark.parametrize(
    ("limits", "cannot"),
    [
        ("不能登高，不上夜班", {WorkFeature.HEIGHT, WorkFeature.NIGHT}),
        (["height", "粉尘"], {WorkFeature.HEIGHT, WorkFeature.DUST}),
        ("重体力", {WorkFeature.HEAVY}),
    ],
)
def test_limits_in_words(limits, cannot):
    assert {feature for feature, can in client(limits=limits).limits.items() if can is False} == cannot


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("occupations", [True]),
        ("certificates", [{"expires_on": "2028-03-01"}]),
        ("education", "很高"),
        ("birth_date", 19880501),
        ("age", "三十八"),
        ("age", 3.5),
        ("wage_floor", -1),
        ("wage_floor", float("nan")),
        ("districts", ["没有这个地方"]),
        ("longitude", 181),
        ("latitude", "北"),
        ("radius_km", True),
        ("shifts", ["早班"]),
        ("limits", {"高空": "也许"}),
        ("limits", "身体不好"),
        ("sign_in", "上午"),
        ("sign_in", {"weekday": "周二"}),
        ("sign_in", {"weekday": 8, "half": "am"}),
        ("medication_hours", "10:00-08:00"),
        ("excluded_industries", ["没有这个行业"]),
        ("measures", [{"kind": "劳动教养"}]),
        ("measures", [{"kind": "社区戒毒", "start": "2025-03-01", "end": "2024-03-01"}]),
        ("facts", ["drug_driving"]),
        ("facts", {"吸毒": True}),
        ("facts", {"drug_driving": "也许"}),
        ("facts", {"drug_driving": ["是"]}),
        ("overrides", [{"bar": "taxi", "decided_on": "2026-01-01"}]),
        ("overrides", [{"citation": "x"}]),
        ("text", 5),
    ],
)
def test_each_field_says_what_it_expects(field, value):
    with pytest.raises(LineError) as error:
        client(**{field: value})

    assert error.value.field == field
    assert error.value.said


def test_an_advertisement_is_read_and_exact_fields_come_first():
    said = vacancy(
        title="叉车司机（急招）",
        salary_raw="5-6千/月",
        city="东胜区",
        description="须持叉车证，两班倒，包吃住，缴纳五险。",
    )
    exact = vacancy(
        wage_min=4000,
        wage_max=4500,
        salary_raw="5-6千/月",
        shifts=["白班"],
        hours="08:30-17:30",
        rest_days=["周六", "周日"],
        certificates=[],
        region="康巴什区",
        kinds=["保安员"],
        headcount_left=2,
        refreshed_at="2026-11-01",
        industry="C1311",
        features=["高空"],
        features_complete=True,
        education="高中",
        board=False,
        appointment_leave="是",
    )

    assert (said.wage_min, said.wage_max, said.region) == (5000.0, 6000.0, "150602")
    assert said.certificates == {"forklift"}
    assert said.shifts == {Shift.TWO}
    assert (said.board, said.lodging, said.insurance, said.fresh_until) == (True, True, True, None)
    assert (exact.wage_min, exact.wage_max, exact.region) == (4000.0, 4500.0, "150603")
    assert (exact.shifts, exact.hours, exact.rest_days) == ({Shift.DAY}, (510, 1050), {5, 6})
    assert (exact.certificates, exact.kinds) == (frozenset(), {PostKind.SECURITY_GUARD})
    assert (exact.headcount_left, exact.fresh_until, exact.industry) == (2, date(2026, 12, 1), "1311")
    assert (exact.features, exact.features_complete, exact.education) == ({WorkFeature.HEIGHT}, True, Education.SENIOR)
    assert (exact.board, exact.appointment_leave) == (False, True)


def test_a_base_wage_has_no_upper_end():
    post = vacancy(salary_raw="面议", description="底薪3000元/月，另有提成，主要做设备巡检。")

    assert (post.wage_min, post.wage_max) == (3000.0, None)


@pytest.mark.parametrize(
    ("field", "value", "attribute", "expected"),
    [
        ("wage_floor", "3,200", "wage_floor", 3200.0),
        ("wage_floor", 3200.5, "wage_floor", 3200.5),
        ("wage_floor", "4千以上", "wage_floor", 4000.0),
        ("education", "高中及以上", "education", Education.SENIOR),
        ("education", "大专学历", "education", Education.COLLEGE),
        ("birth_date", "1988年5月1日", "birth_date", date(1988, 5, 1)),
        ("sign_in", {"weekday": "2", "from": "9:00", "to": "11:30"}, "appointments", "签到（周二9:00–11:30）"),
        ("sign_in", ["周五下午"], "appointments", "签到（周五14:00–17:30）"),
        ("sign_in", "每周三 9:00-10:00", "appointments", "签到（周三9:00–10:00）"),
        ("sign_in", [], "appointments", ""),
        ("medication_hours", {"from": "8:00", "to": "10:00"}, "appointments", "服药（每天8:00–10:00）"),
        ("test_days", "周四下午", "appointments", "到检（周四14:00–17:30）"),
        ("test_days", [], "appointments", ""),
        ("test_days", True, "undated", ("到检",)),
        ("executing_county", "150602", "executing_county", "150602"),
        ("executing_county", "东胜区", "executing_county", "150602"),
    ],
)
def test_values_as_people_write_them(field, value, attribute, expected):
    found = getattr(client(**{field: value}), attribute)

    assert ("、".join(map(describe, found)) if attribute == "appointments" else found) == expected


def test_old_dates_of_advertisements_do_not_make_them_stale():
    assert vacancy(published="2015-03-01", deadline="2016-03-01").fresh_until is None


def test_a_bare_title_has_not_said_which_papers_it_wants():
    assert vacancy().certificates is None
    assert vacancy(description="检修厂区线路。").certificates == frozenset()


@pytest.mark.parametrize(
    ("row", "field"), [({"id": 1}, "title"), ({"id": 1, "title": " "}, "title"), ({"id": True, "title": "x"}, "id")]
)
def test_a_vacancy_needs_an_id_and_a_title(row, field):
    with pytest.raises(LineError) as error:
        post_of(row)

    assert error.value.field == field


def test_places_by_name_and_code():
    assert place_codes("东胜区") == place_codes("东胜") == place_codes("鄂尔多斯市东胜区") == {"150602"}
    assert place_codes("150602001") == {"150602001"}
    assert len(place_codes("朝阳区")) > 1
    assert place_codes("北京市朝阳区") == {"110105"}
    assert place_codes("火星") == frozenset()
    assert place_code(["内蒙古自治区", "鄂尔多斯市", "东胜区"]) == "150602"
    assert place_code(["上海", "上海", "没有的区"]) == "31"
    assert place_code(["", "", ""]) is None
