"""The region table: its tree, its dates, and how a newer one comes in."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from people import import_regions
from people.import_regions import Row, apply, preview, read_table
from people.models import Membership, Region, Role
from people.scope import code_range, covers, within_scope
from tests.cast import DONGSHENG, JIAOTONG, KANGBASHI, a_manager, a_region, a_social_worker, a_user

NEW_YEAR = date(2027, 1, 1)
CODES = st.sampled_from([2, 4, 6, 9, 12]).flatmap(
    lambda length: st.text(alphabet="0123456789", min_size=length, max_size=length)
)

TABLE = (
    Row("15", "内蒙古自治区"),
    Row("1506", "鄂尔多斯市", 109.78, 39.6),
    Row(DONGSHENG, "东胜区", 109.96, 39.82),
    Row(JIAOTONG, "交通街道"),
    Row("150602002", "公园街道"),
)


@given(CODES, CODES)
def test_a_range_of_codes_is_the_region_and_everything_below(upper, lower):
    low, high = code_range(upper)

    assert (low <= lower <= high) == covers(upper, lower) == lower.startswith(upper)


@pytest.mark.django_db
def test_within_a_region_is_itself_and_everything_below():
    for code in (JIAOTONG, "150602002", "150603001"):
        a_region(code)

    assert [region.name for region in Region.objects.within(DONGSHENG)] == ["东胜区", "交通街道", "公园街道"]


@pytest.mark.django_db
def test_scope_follows_the_acting_post():
    a_social_worker("李敏")
    a_social_worker("张伟")
    posts = Membership.objects.filter(role=Role.SOCIAL_WORKER)

    assert within_scope(a_manager(region=DONGSHENG), posts).count() == 2
    assert within_scope(a_manager("那顺", region=KANGBASHI), posts).count() == 0
    assert within_scope(a_social_worker("李敏"), posts).count() == 1
    assert within_scope(a_user("白云"), posts).count() == 0


@pytest.mark.django_db
def test_the_first_table_fills_the_tree():
    apply(preview(TABLE))

    street = Region.objects.get(code=JIAOTONG)
    assert street.full_name == "内蒙古自治区鄂尔多斯市东胜区交通街道"
    assert street.short_name == "东胜区交通街道"
    assert street.parent.parent.name == "鄂尔多斯市"
    assert street.valid_from is None


@pytest.mark.django_db
def test_the_same_table_twice_changes_nothing():
    apply(preview(TABLE))

    assert preview(TABLE).is_empty


@pytest.mark.django_db
def test_placeholders_stay_out_of_full_names():
    apply(preview([Row("11", "北京市"), Row("1101", "市辖区"), Row("110101", "东城区"), Row("44", "广东省"),
                   Row("4419", "东莞市"), Row("441900", "东莞市"), Row("441900003", "东城街道")]))  # fmt: skip

    assert Region.objects.get(code="110101").full_name == "北京市东城区"
    assert Region.objects.get(code="441900003").full_name == "广东省东莞市东城街道"


@pytest.mark.django_db
def test_a_newer_table_ends_renames_and_adds():
    apply(preview(TABLE))
    worker = a_social_worker("张伟", region="150602002")
    newer = [
        *TABLE[:2],
        Row(DONGSHENG, "东胜新区", 109.96, 39.82),
        TABLE[3],
        Row("150602020", "公园新街道", replaces="150602002"),
    ]

    plan = preview(newer, NEW_YEAR)
    apply(plan)

    assert (len(plan.new), len(plan.renamed), list(plan.ended)) == (1, 1, ["150602002"])
    gone = Region.objects.get(code="150602002")
    assert (gone.valid_to, gone.successor.name) == (NEW_YEAR, "公园新街道")
    assert worker.memberships.get().region == gone
    assert Region.objects.get(code=DONGSHENG).former_names == [{"name": "东胜区", "until": "2027-01-01"}]
    assert Region.objects.get(code=JIAOTONG).full_name == "内蒙古自治区鄂尔多斯市东胜新区交通街道"
    assert gone in Region.objects.current(date(2026, 12, 31))
    assert gone not in Region.objects.current(NEW_YEAR)


@pytest.mark.django_db
def test_a_code_that_returns_is_a_new_region():
    apply(preview(TABLE))
    apply(preview(TABLE[:4], date(2025, 1, 1)))
    apply(preview(TABLE, date(2026, 1, 1)))

    assert Region.objects.filter(code="150602002").count() == 2
    assert Region.objects.current(date(2025, 6, 1)).filter(code="150602002").count() == 0
    assert Region.objects.current(date(2026, 6, 1)).get(code="150602002").valid_from == date(2026, 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([*TABLE, TABLE[3]], "出现了两次"),
        ([TABLE[0], TABLE[2]], "上一级 1506 不在表里"),
    ],
)
def test_a_broken_table_is_refused_whole(rows, said):
    with pytest.raises(import_regions.Refused, match=said):
        preview(rows)


@pytest.mark.django_db
def test_regions_do_not_end_without_a_day():
    apply(preview(TABLE))

    with pytest.raises(import_regions.Refused, match="--as-of"):
        preview(TABLE[:4])


def test_a_wrong_line_is_named(tmp_path):
    file = tmp_path / "regions.csv"
    file.write_text("code,name\n15,内蒙古自治区\n15O6,鄂尔多斯市\n", encoding="utf-8")

    with pytest.raises(import_regions.Refused, match="第 3 行"):
        list(read_table(file))


@pytest.mark.django_db
def test_the_command_previews_without_writing(tmp_path, capsys):
    file = tmp_path / "regions.csv"
    file.write_text("code,name\n15,内蒙古自治区\n1506,鄂尔多斯市\n", encoding="utf-8")

    call_command("import_regions", file, preview=True)

    assert "2 new" in capsys.readouterr().out
    assert not Region.objects.exists()
    with pytest.raises(CommandError, match="no file"):
        call_command("import_regions", tmp_path / "nothing.csv")


def test_the_shipped_table_is_whole():
    rows = {row.code: row for row in read_table()}

    assert len(rows) == 44_703
    assert rows[JIAOTONG].name == "交通街道"
    assert all(import_regions.upper_code(code) in rows for code in rows if len(code) > 2)
    assert sum(row.longitude is None for row in rows.values() if len(row.code) == 6) == 265


@pytest.mark.django_db
def test_one_code_is_in_force_once():
    a_region(JIAOTONG)

    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(code=JIAOTONG, name="交通街道", full_name="交通街道", level=9)
