"""``manage.py incentives``: one line in, one line out; what is wrong is told and the rest goes on."""

import gzip
import json
import tracemalloc

import pytest
from django.core.management import CommandError, call_command

from employers.incentive_files import Listener, compute_file
from employers.incentives.catalogue import CATALOGUE

RIGHT = {
    "id": "a1",
    "incentive": "key_group_hire",
    "as_of": "2025-12-31",
    "region": "440106",
    "hires": [
        {
            "key": "甲",
            "statuses": {"unemployed_half_year": True, "out_of_poverty": False},
            "contract_from": "2025-01-01",
            "contract_until": "2026-12-31",
            "insured_months": 12,
        }
    ],
    "taxes": [{"kind": "vat", "payable": "12000.00"}],
}


@pytest.fixture
def run(tmp_path, capfd):
    """Runs the command on these lines; gives what it wrote, what it said and whether it failed."""

    def _run(*written, name="cases.jsonl"):
        texts = [one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode() for one in written]
        content = b"\n".join(texts)
        cases, out = tmp_path / name, tmp_path / "results.jsonl"
        cases.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        failed = None
        try:
            call_command("incentives", str(cases), "--out", str(out))
        except CommandError as error:
            failed = str(error)
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] if out.exists() else None
        return rows, capfd.readouterr().err, failed

    return _run


def test_a_case_is_computed(run):
    rows, _, failed = run(RIGHT)

    assert failed is None
    assert (rows[0]["id"], rows[0]["outcome"], rows[0]["amount"]) == ("a1", "eligible", "7800.00")


def test_a_number_that_the_province_has_not_told_leaves_it_open(run):
    rows, _, failed = run(RIGHT | {"region": "150602"})

    assert failed is None
    assert (rows[0]["outcome"], rows[0]["applies"], rows[0]["amount"]) == ("undetermined", "yes", None)
    assert rows[0]["missing"] == ["parameters.quota"]
    assert (rows[0]["components"]["floor"], rows[0]["components"]["ceiling"]) == ("6000.00", "7800.00")


def test_a_wrong_line_is_told_by_number_and_field_and_the_rest_goes_on(run):
    wrong = RIGHT | {"id": "a2", "hires": [RIGHT["hires"][0] | {"contract_from": "2025-02-30"}]}

    rows, said, failed = run(RIGHT, b"", wrong, RIGHT | {"id": 3})

    assert failed is not None
    assert [row["id"] for row in rows] == ["a1", "a2", 3]
    assert rows[1] == {
        "id": "a2",
        "line": 3,
        "outcome": None,
        "errors": [{"field": "hires[0].contract_from", "message": "没有这一天"}],
    }
    assert "cases.jsonl 第 3 行，hires[0].contract_from：没有这一天" in said
    assert rows[2]["outcome"] == "eligible"


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b"7", b"\xff\xfe", b'{"id": "x", "id": "y"}', b'{"a": NaN}', b"[" * 100_000, b'{"id": {}}'],
    ids=["cut", "list", "number", "not utf-8", "twice", "nan", "deep", "id"],
)
def test_what_is_no_case_gets_a_line_too(run, line):
    rows, said, failed = run(line, RIGHT)

    assert failed is not None
    assert (rows[0]["id"], rows[0]["line"], rows[0]["outcome"]) in ((None, 1, None), ("x", 1, None))
    assert rows[0]["errors"]
    assert "第 1 行" in said
    assert rows[1]["outcome"] == "eligible"


def test_an_id_that_came_before_is_an_error_and_the_first_counts(run):
    rows, _, _ = run(RIGHT, RIGHT | {"region": "14"})

    assert rows[0]["outcome"] == "eligible"
    assert rows[1]["errors"] == [{"field": "id", "message": "编号重复，第 1 行已经用过"}]


def test_gzip_is_read(run):
    rows, _, failed = run(RIGHT, name="cases.jsonl.gz")

    assert failed is None
    assert len(rows) == 1


def test_an_empty_file_is_told(run):
    rows, _, failed = run(b"\n\n")

    assert rows == []
    assert failed == "文件里没有内容。"


def test_places_may_be_named(run):
    rows, _, _ = run(
        RIGHT | {"region": "广东省"}, RIGHT | {"id": 2, "region": "朝阳区"}, RIGHT | {"id": 3, "region": "990000"}
    )

    assert rows[0]["amount"] == "7800.00"
    assert rows[1]["errors"][0]["field"] == "region"
    assert rows[2]["errors"][0]["field"] == "region"


def test_a_fault_of_ours_costs_one_line_and_is_told(run, monkeypatch):
    def fails(case):
        raise ZeroDivisionError

    broken = RIGHT["incentive"]
    monkeypatch.setitem(CATALOGUE, broken, _with_compute(CATALOGUE[broken], fails))

    rows, said, failed = run(RIGHT)

    assert failed is not None
    assert "ZeroDivisionError" in rows[0]["errors"][0]["message"]
    assert "ZeroDivisionError" in said


def test_nothing_is_written_over_the_input_and_nothing_half(tmp_path):
    cases = tmp_path / "cases.jsonl"
    cases.write_bytes(gzip.compress(json.dumps(RIGHT).encode() * 50)[:-9])
    out = tmp_path / "results.jsonl"
    out.write_text("earlier", encoding="utf-8")

    with pytest.raises(CommandError, match="不能与输入文件相同"):
        call_command("incentives", str(cases), "--out", str(cases))
    with pytest.raises(CommandError, match="压缩文件不完整"):
        call_command("incentives", str(cases), "--out", str(out))
    with pytest.raises(CommandError, match="文件读写失败"):
        call_command("incentives", str(tmp_path / "none.jsonl"), "--out", str(out))
    with pytest.raises(CommandError, match="--list"):
        call_command("incentives", str(cases))

    assert out.read_text(encoding="utf-8") == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.jsonl", "results.jsonl"]


def test_the_catalogue_can_be_listed(capsys):
    call_command("incentives", "--list")

    said = capsys.readouterr().out
    for incentive in CATALOGUE.values():
        assert f"{incentive.code}  {incentive.name}" in said
        assert all(f"facts.{fact.code}" in said for fact in incentive.facts)
        assert all(f"parameters.{one.code}" in said for one in incentive.parameters)


def test_a_long_file_streams(tmp_path):
    """More lines take hardly more memory: 100 to 200 bytes each for the ids that came before, a result is 4,600."""

    def peak(count):
        cases = tmp_path / "cases.jsonl"
        with cases.open("w", encoding="utf-8") as target:
            for number in range(count):
                target.write(json.dumps(RIGHT | {"id": number}) + "\n")
        tracemalloc.start()
        compute_file(cases, tmp_path / "results.jsonl", Listener(lambda _: None, lambda *_: None))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(20)
    assert peak(250) - peak(50) < 200 * 500


def _with_compute(incentive, compute):
    from dataclasses import replace

    return replace(incentive, compute=compute)
