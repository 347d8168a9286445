"""A list of vacancies on its way in."""

import io
import json

import openpyxl
import pytest

from employers import import_vacancies, uploads
from employers.check_rows import Outcome
from employers.models import Enterprise, State, Upload, Vacancy
from jobs.models import State as JobState
from jobs.run import run
from people.errors import Refused
from tests.cast import DONGSHENG, KANGBASHI, a_credit_code, a_region, a_social_worker, a_user, an_enterprise

pytestmark = pytest.mark.django_db

HEADINGS = ["企业名称", "岗位名称", "招聘人数", "工资", "城市", "性别", "岗位描述"]
ELECTRICIAN = ["蒙泰热电", "低压电工", "2", "4500-5500元/月", "东胜区", "男", "持低压电工证，三班倒，能登高作业。"]
CLEANER = ["蒙泰热电", "保洁员", "若干", "130元/天", "康巴什", "", "打扫办公区，不上夜班。"]


def a_workbook(*rows, headings=HEADINGS) -> bytes:
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def json_lines(*rows) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


@pytest.fixture
def li():
    """李敏, with the regions and the firm that the lists speak of."""
    a_region(DONGSHENG)
    a_region(KANGBASHI)
    an_enterprise("蒙泰热电")
    return a_social_worker("李敏")


def brought_in(actor, data: bytes, *, publish_at_once: bool = False) -> Upload:
    upload = import_vacancies.upload(actor, data)
    job = import_vacancies.start(actor, upload, publish_at_once=publish_at_once)
    assert run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error or job.fault
    upload.refresh_from_db()
    return upload


def test_good_rows_become_drafts_with_their_facts(li):
    upload = brought_in(li, a_workbook(ELECTRICIAN, CLEANER))

    electrician = Vacancy.objects.get(title="低压电工")
    cleaner = Vacancy.objects.get(title="保洁员")
    assert (upload.added, upload.known, upload.refused) == (2, 0, 0)
    assert (electrician.headcount, electrician.wage_min, electrician.wage_max) == (2, 4500, 5500)
    assert electrician.certificates == ["electrician_low"]
    assert set(electrician.features) == {"height", "night", "electricity"}
    assert electrician.shifts == ["three"]
    assert [demand["kind"] for demand in electrician.demands] == ["sex"]
    assert "性别要求：男" in electrician.text
    assert (cleaner.wage_min, cleaner.wage_text, cleaner.headcount) == (2827.5, "130元/天", None)
    assert cleaner.region.code == KANGBASHI
    assert cleaner.features == []
    assert {vacancy.state for vacancy in (electrician, cleaner)} == {State.DRAFT}
    assert electrician.events.get().actor == li


def test_kinds_of_an_imported_post_are_guesses_until_somebody_confirms(li):
    brought_in(li, a_workbook(["蒙泰热电", "夜班保安", "1", "3500元/月", "", "", "守门。"]))

    vacancy = Vacancy.objects.get()
    assert vacancy.post_kinds == ["security_guard"]
    assert not vacancy.kinds_are_confirmed


def test_published_at_once_if_so_wished(li):
    brought_in(li, a_workbook(ELECTRICIAN), publish_at_once=True)

    vacancy = Vacancy.objects.get()
    assert vacancy.state == State.PUBLISHED
    assert [event.name for event in vacancy.events.order_by("pk")] == ["record", "publish"]


def test_the_same_file_twice_adds_nothing(li):
    data = a_workbook(ELECTRICIAN, CLEANER)
    brought_in(li, data)

    second = brought_in(li, data)

    assert (second.added, second.known) == (0, 2)
    assert Vacancy.objects.count() == 2


def test_the_same_row_twice_in_one_file_is_added_once(li):
    upload = brought_in(li, a_workbook(ELECTRICIAN, ELECTRICIAN))

    assert (upload.added, upload.known) == (1, 1)


def test_the_button_pressed_twice_imports_once(li):
    upload = import_vacancies.upload(li, a_workbook(ELECTRICIAN))

    assert import_vacancies.start(li, upload) == import_vacancies.start(li, upload)


def test_a_second_attempt_after_a_crash_adds_only_what_is_missing(li, monkeypatch):
    monkeypatch.setattr(import_vacancies, "STEP", 1)
    upload = import_vacancies.upload(li, a_workbook(ELECTRICIAN, CLEANER))
    job = import_vacancies.start(li, upload)
    rows = import_vacancies.checked(upload, li)
    import_vacancies._set_apart(upload, rows)
    import_vacancies._add(li, upload, rows[:1])
    job.progress_done, job.progress_total = 1, 2
    job.save()

    assert run(job.pk)

    upload.refresh_from_db()
    assert (upload.added, upload.known, Vacancy.objects.count()) == (2, 0, 2)


def test_an_unknown_firm_with_its_code_is_registered_with_its_posts(li):
    code = a_credit_code("天泽物业")
    headings = ["统一社会信用代码", *HEADINGS]

    brought_in(
        li, a_workbook([code, "天泽物业", *ELECTRICIAN[1:]], [code, "天泽物业", *CLEANER[1:]], headings=headings)
    )

    firm = Enterprise.objects.get(credit_code=code)
    assert (firm.name, firm.is_verified, firm.vacancies.count()) == ("天泽物业", False, 2)


def test_several_posts_of_one_text_become_several_vacancies(li):
    text = "一、分拣员 20名\n月薪4000-4500元\n二、叉车司机 2名\n持N1证，月薪5500元"

    upload = brought_in(li, json_lines({"company": "蒙泰热电", "title": "招工", "city": "东胜区", "description": text}))

    assert upload.added == 2
    assert {(v.title, v.headcount) for v in Vacancy.objects.all()} == {("分拣员", 20), ("叉车司机", 2)}


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        (["某某公司", *ELECTRICIAN[1:]], "企业名称", "没有登记过这家企业，请先登记，或填写统一社会信用代码后再导入。"),
        (["", *ELECTRICIAN[1:]], "企业名称", "没有写企业名称，也没有统一社会信用代码，不知道是哪家企业的岗位。"),
        (["蒙泰热电", "", *ELECTRICIAN[2:]], "岗位名称", "没有写岗位名称，请补上。"),
        (
            [*ELECTRICIAN[:4], "呼和浩特市", *ELECTRICIAN[5:]],
            "城市",
            "看不出“呼和浩特市”是本市的哪个旗区，请写成“东胜区”这样的名称。",
        ),
        ([*ELECTRICIAN[:6], "长" * 4001], "岗位描述", "岗位描述超过 4000 字，请删去与岗位无关的内容。"),
        (["示例：某某热电有限公司", *ELECTRICIAN[1:]], "", "这是模板里的示例行，没有导入。"),
    ],
)
def test_each_bad_row_says_in_which_column_and_why(li, row, column, text):
    upload = import_vacancies.upload(li, a_workbook(row))

    (checked,) = import_vacancies.checked(upload, li)

    assert checked.outcome is Outcome.REFUSE
    assert (column, text) in checked.errors


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("123", "统一社会信用代码应为 18 位，现在是 3 位，请对照营业执照。"),
        (a_credit_code("康巴什物业"), "这家企业由别的旗区管理，请联系那里的工作人员导入。"),
    ],
)
def test_a_bad_credit_code_is_refused(li, code, text):
    an_enterprise("康巴什物业", KANGBASHI)
    upload = import_vacancies.upload(li, json_lines({"统一社会信用代码": code, "company": "甲", "title": "电工"}))

    (checked,) = import_vacancies.checked(upload, li)

    assert ("统一社会信用代码", text) in checked.errors


def test_two_firms_of_one_name_need_the_code(li):
    Enterprise.objects.create(name="蒙泰热电", credit_code=a_credit_code("另一家"), region=a_region(DONGSHENG))
    upload = import_vacancies.upload(li, a_workbook(ELECTRICIAN))

    (checked,) = import_vacancies.checked(upload, li)

    assert ("企业名称", "有几家同名企业，请填写统一社会信用代码。") in checked.errors


def test_what_could_not_be_read_goes_with_the_row_as_a_note(li):
    upload = import_vacancies.upload(li, a_workbook(CLEANER))

    (checked,) = import_vacancies.checked(upload, li)

    assert checked.outcome is Outcome.ADD
    assert ("招聘人数", "人数写的是“若干”，没有确切数目。") in checked.notes


def test_the_rest_can_be_fetched_with_its_reasons(li):
    upload = brought_in(li, a_workbook(ELECTRICIAN, ["某某公司", *CLEANER[1:]]))

    sheet = openpyxl.load_workbook(io.BytesIO(import_vacancies.left_over(upload))).active
    (heads, row) = sheet.iter_rows(values_only=True)

    assert upload.refused == 1
    assert heads == (*HEADINGS, uploads.REASONS)
    assert row[1] == "保洁员"
    assert row[-1].startswith("企业名称：没有登记过这家企业")


def test_the_rest_once_mended_comes_in(li):
    upload = brought_in(li, a_workbook(["某某公司", *CLEANER[1:]]))
    an_enterprise("某某公司")

    again = brought_in(li, import_vacancies.left_over(upload))

    assert again.added == 1


def test_a_formula_in_a_cell_stays_text(li):
    upload = brought_in(li, json_lines({"company": "=HYPERLINK(1)", "title": "保洁员"}))

    sheet = openpyxl.load_workbook(io.BytesIO(import_vacancies.left_over(upload))).active

    assert sheet["A2"].value == "=HYPERLINK(1)"
    assert sheet["A2"].data_type == "s"


def test_the_template_reads_back_and_its_examples_stay_out(li):
    upload = import_vacancies.upload(li, uploads.template())

    checked = import_vacancies.checked(upload, li)

    assert [row.outcome for row in checked] == [Outcome.REFUSE, Outcome.REFUSE]
    assert {row.reasons for row in checked} == {"这是模板里的示例行，没有导入。"}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7", "这个文件读不了"),
        (b"PK\x03\x04broken", "没有传完整"),
        (b'{"title": "\xff"}', "不是 UTF-8"),
        (b'{"title": }', "第 1 行不是完整的 JSON"),
        (b"{}\n[1]", "第 2 行不是一个岗位"),
        (b"{}", "文件里没有岗位"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(li, data, text):
    with pytest.raises(Refused, match=text):
        import_vacancies.upload(li, data)


def test_a_sheet_without_headings_says_so(li):
    with pytest.raises(Refused, match="没有找到“企业名称”“岗位名称”这样的表头"):
        import_vacancies.upload(li, a_workbook(ELECTRICIAN, headings=["一", "二"]))


def test_who_acts_nowhere_imports_nothing():
    with pytest.raises(Refused, match="没有任职"):
        import_vacancies.upload(a_user("周丽"), a_workbook(ELECTRICIAN))


def test_somebody_elses_list_is_refused(li):
    upload = import_vacancies.upload(li, a_workbook(ELECTRICIAN))

    with pytest.raises(Refused, match="别人上传的"):
        import_vacancies.start(a_social_worker("张伟"), upload)


def test_an_uploader_who_left_her_post_brings_nothing_in(li):
    upload = import_vacancies.upload(li, a_workbook(ELECTRICIAN))
    job = import_vacancies.start(li, upload)
    li.memberships.update(valid_to="2022-01-05")

    run(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "已不在原来的岗位上" in job.error
    assert not Vacancy.objects.exists()


def test_checking_takes_the_same_queries_for_many_rows(li, django_assert_num_queries):
    few = import_vacancies.upload(li, a_workbook(*([ELECTRICIAN] * 2)))
    many = import_vacancies.upload(
        li, a_workbook(*([*ELECTRICIAN[:1], f"电工{number}号", *ELECTRICIAN[2:]] for number in range(40)))
    )

    for upload in (few, many):
        actor = type(li).objects.get(pk=li.pk)
        with django_assert_num_queries(4):
            import_vacancies.checked(upload, actor)
