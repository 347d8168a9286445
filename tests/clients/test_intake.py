"""A list of people on its way in: every reason at once, the good rows once, the rest to take away."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from clients.intake import files
from clients.intake.apply import apply, start, upload
from clients.models import Client, Intake
from jobs import run
from jobs.models import Job
from jobs.progress import Progress
from people.models import AccessEvent
from tests.cast import JIAOTONG, a_client, a_manager, a_social_worker, an_auditor, an_id_number
from tests.clients.workbooks import HEADINGS, an_xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def li(client):
    worker = a_social_worker("李敏")
    client.force_login(worker)
    return worker


def people(*names, **fields):
    return [[name, an_id_number(name), "13847712345", "东胜区交通街道"] for name in names]


def sent(client, data, name="名单.xlsx"):
    return client.post(reverse("clients:intake"), {"file": SimpleUploadedFile(name, data)}, follow=True)


def brought_in(li, rows, headings=HEADINGS):
    intake = upload(li, an_xlsx(rows, headings))
    job = start(li, intake)
    run.run(job.pk)
    intake.refresh_from_db()
    return intake


def reasons(client, rows, headings=HEADINGS):
    return sent(client, an_xlsx(rows, headings)).content.decode()


def test_good_rows_come_in_and_the_rest_can_be_taken_away(client, li):
    rows = [*people("王建军", "赵志强"), ["孙浩", "150602198803050010", "1384771", "东胜区交通街道"]]

    intake = brought_in(li, rows)

    assert (intake.state, intake.added, intake.known, intake.refused) == ("applied", 2, 0, 1)
    assert {person.name for person in Client.objects.visible_to(li)} == {"王建军", "赵志强"}
    response = client.get(reverse("clients:intake_rest", args=[intake.pk]))
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert [cell.value for cell in sheet[1]] == [*HEADINGS, "问题"]
    assert sheet["A2"].value == "孙浩"
    assert "校验不通过" in sheet["E2"].value
    assert "应为 11 位，现在是 7 位" in sheet["E2"].value


def test_the_same_file_twice_adds_nothing(li):
    rows = people("王建军", "赵志强")
    brought_in(li, rows)

    again = brought_in(li, rows)

    assert (again.added, again.known, again.refused) == (0, 2, 0)
    assert Client.objects.visible_to(li).count() == 2


def test_the_rest_mended_and_sent_again_is_read_without_help(client, li):
    intake = brought_in(li, [*people("王建军"), ["孙浩", "150602198803050010", "", ""]])
    rest = load_workbook(io.BytesIO(client.get(reverse("clients:intake_rest", args=[intake.pk])).content))
    rest.active["B2"] = an_id_number("孙浩")
    file = io.BytesIO()
    rest.save(file)

    second = upload(li, file.getvalue())
    run.run(start(li, second).pk)

    second.refresh_from_db()
    assert (second.added, second.refused) == (1, 0)


ID_NUMBER = an_id_number("王建军")


@pytest.mark.parametrize(
    ("headings", "row", "said"),
    [
        (HEADINGS, ["王建军", 150602198803050457, "", ""], ["身份证号是按数字存的，后几位已经丢失"]),
        (HEADINGS, ["王建军", "", "", ""], ["没有填身份证号"]),
        (HEADINGS, ["", ID_NUMBER, "", ""], ["没有填姓名"]),
        (HEADINGS, ["王建军", ID_NUMBER, "", "公园街道"], ["没有认出居住地，或不在您的负责区域"]),
        (HEADINGS, ["示例：张三", "示例：18 位号码", "", ""], ["这是模板里的示例行"]),
        (("姓名", "身份证号", "性别"), ["王建军", ID_NUMBER, "女"], ["填的是女，身份证号显示是男"]),
        (("姓名", "身份证号", "性别"), ["王建军", ID_NUMBER, "M"], ["请填“男”或“女”"]),
        (("姓名", "身份证号", "出生日期"), ["王建军", ID_NUMBER, "1988-3-6"], ["和身份证号里的出生日期不一致"]),
        (("姓名", "身份证号", "学历"), ["王建军", ID_NUMBER, "博士后"], ["文化程度没有认出"]),
        (("姓名", "身份证号", "措施"), ["王建军", ID_NUMBER, "社区戒毒"], ["还要填开始日期"]),
        (("姓名", "身份证号", "措施", "开始日期"), ["王建军", ID_NUMBER, "社区戒毒", "2099-1-1"], ["开始日期在将来"]),
        (("姓名", "身份证号", "期望月薪"), ["王建军", ID_NUMBER, "随便"], ["月工资没有看懂"]),
        (("姓名", "身份证号", "责任社工"), ["王建军", ID_NUMBER, "张伟"], ["社工只能导入由自己负责的对象"]),
        (
            HEADINGS,
            ["王2", "1506021988", "1384771", "火星"],
            ["数字或符号", "现在是 10 位", "现在是 7 位", "没有认出居住地"],
        ),
    ],
)
def test_each_reason_is_said_with_its_row_and_column(client, li, headings, row, said):
    page = reasons(client, [row], headings)

    assert "第 2 行" in page
    for text in said:
        assert text in page


def test_numbers_dates_and_spaces_of_a_real_file_are_understood(li):
    headings = (
        "序号",
        "姓 名",
        "身份证号码",
        "手机",
        "出生日期",
        "街道",
        "学历",
        "措施",
        "报到时间",
        "技能",
        "证书",
        "意向岗位",
        "期望工资",
    )
    rows = [
        [1, "王　建军 ", f"'{ID_NUMBER}", 13847712345.0, date(1988, 3, 5), "交通街道", "初中",
         "社区戒毒", "2025年6月2日", "砌墙、水电", "C1驾照、低压电工证", "电工", "3500元"],
        [None] * 13,
        [2, "赵志强", f" {an_id_number('赵志强')} ", "0477-8581234", "19880305", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip

    intake = brought_in(li, rows, headings)

    assert (intake.rows, intake.added, intake.refused) == (2, 2, 0)
    wang = Client.objects.visible_to(li).called("王建军").get()
    assert (wang.phone, wang.education, wang.residence_region.code) == ("13847712345", "junior", JIAOTONG)
    assert wang.measures.get().start == date(2025, 6, 2)
    assert {item.code for item in wang.certificates.all()} == {"driving_c1", "electrician_low"}
    assert [skill.name for skill in wang.skills.all()] == ["水电", "砌墙"]
    assert (wang.wish.occupations, wang.wish.wage_floor) == (["6-31-01-03"], 3500)
    assert wang.recorded_by == li


def test_the_second_row_of_one_person_is_refused(client, li):
    page = reasons(client, [*people("王建军"), *people("王建军")])

    assert "和第 2 行的身份证号相同" in page


def test_somebody_on_file_elsewhere_is_not_taken_and_not_shown(client, li):
    a_client(a_social_worker("张伟"), "王建军")

    page = reasons(client, people("王建军"))

    assert "已有在册档案，不重复导入" in page
    assert "张伟" not in page
    assert "DS-000001" not in page


def test_a_manager_says_who_answers_for_each(li):
    boss = a_manager()
    headings = (*HEADINGS, "责任社工")
    rows = [
        [*people("王建军")[0], "李敏"],
        [*people("赵志强")[0], "没这人"],
        [*people("孙浩")[0], ""],
    ]

    intake = upload(boss, an_xlsx(rows, headings))
    run.run(start(boss, intake).pk)

    intake.refresh_from_db()
    assert (intake.added, intake.refused) == (1, 2)
    assert Client.objects.visible_to(li).get().name == "王建军"


def test_two_workers_of_one_name_are_told_apart_by_their_sign_in(client, li):
    second = a_social_worker("李敏二", JIAOTONG)
    second.name = "李敏"
    second.save()
    client.force_login(a_manager())

    page = reasons(client, [[*people("王建军")[0], "李敏"]], (*HEADINGS, "责任社工"))

    assert "有 2 位社工同名，请填登录名" in page


def test_columns_can_be_told_by_hand(client, li):
    page = sent(client, an_xlsx([["王建军", ID_NUMBER, "x"]], ["谁", "号码", "姓名"])).content.decode()
    assert "没有找到" in page

    sent(client, an_xlsx([["王建军", ID_NUMBER, "13847712345"]], ["姓名", "编码", "电话"]))
    intake = Intake.objects.latest("pk")
    address = reverse("clients:intake_one", args=[intake.pk])
    assert "还缺身份证号列" in client.get(address).content.decode()

    client.post(address, {"column_0": "name", "column_1": "id_number", "column_2": ""})

    assert "导入这 1 人" in client.get(address).content.decode()


def test_a_column_is_shown_by_the_cells_that_hold_something(client, li):
    rows = [["王建军", an_id_number("王建军"), "13847712345", ""], ["赵志强", an_id_number("赵志强"), "", ""]]

    shown = sent(client, an_xlsx(rows)).context["columns"]

    assert [samples for _, heading, samples, _ in shown if heading in ("联系电话", "居住地")] == [["13847712345"], []]


def test_pressing_the_button_twice_imports_once(client, li):
    intake = upload(li, an_xlsx(people("王建军")))
    address = reverse("clients:intake_apply", args=[intake.pk])

    client.post(address)
    client.post(address)

    assert Job.objects.filter(kind="intake.apply").count() == 1


def test_nothing_personal_reaches_the_job_or_the_database_in_clear(li):
    intake = upload(li, an_xlsx(people("王建军")))
    job = start(li, intake)
    run.run(job.pk)
    job.refresh_from_db()

    assert job.payload == {"intake": intake.pk}
    assert "王建军" not in f"{job.result} {job.note} {job.error}"
    raw = Intake.objects.values("sheet", "left_over", "mapping").get(pk=intake.pk)
    assert "王建军" not in str(raw)


def test_the_upload_is_gone_once_it_is_in_and_the_rest_after_a_week(li):
    from datetime import timedelta

    intake = brought_in(li, [*people("王建军"), ["孙浩", "1", "", ""]])
    assert intake.sheet is None
    assert "孙浩" in intake.left_over
    assert "王建军" not in intake.left_over

    assert Intake.objects.forget_old(intake.uploaded_at + timedelta(days=6)) == 0
    assert Intake.objects.forget_old(intake.uploaded_at + timedelta(days=7, seconds=5)) == 1
    intake.refresh_from_db()
    assert (intake.state, intake.left_over, intake.added) == ("forgotten", None, 1)


class Killed(Exception):
    """Stands for a worker process that dies."""


def test_a_job_that_is_killed_goes_on_where_it_stopped(li, monkeypatch):
    from clients.intake import apply as apply_module

    monkeypatch.setattr(apply_module, "STEP", 2)
    names = ("王建军", "赵志强", "孙浩", "马超", "朱勇")
    intake = upload(li, an_xlsx([*people(*names), ["胡军", "1", "", ""]]))
    job = start(li, intake)
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1, lease_until="2026-11-23T09:00Z")
    job.refresh_from_db()

    class DyingProgress(Progress):
        def __call__(self, done, *args):
            super().__call__(done, *args)
            if done == 2:
                self.dying = True
            elif getattr(self, "dying", False):
                raise Killed

    from datetime import timedelta

    with pytest.raises(Killed):
        apply(job, DyingProgress(job, timedelta(minutes=2), lambda: False))
    # The second step was undone with its mark.
    assert Client.objects.visible_to(li).count() == 2

    job.refresh_from_db()
    apply(job, Progress(job, timedelta(minutes=2), lambda: False))

    intake.refresh_from_db()
    assert (intake.state, intake.added, intake.known, intake.refused) == ("applied", 5, 0, 1)
    assert {person.name for person in Client.objects.visible_to(li)} == set(names)


def test_somebody_enrolled_between_preview_and_import_is_not_doubled(li):
    intake = upload(li, an_xlsx(people("王建军", "赵志强")))
    a_client(li, "王建军")

    run.run(start(li, intake).pk)

    intake.refresh_from_db()
    assert (intake.added, intake.known) == (1, 1)


def test_the_template_is_recognised_and_its_examples_are_refused(client, li):
    data = client.get(reverse("clients:intake_template")).content
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet["B2"].number_format == "@"

    page = sent(client, files.template()).content.decode()

    assert page.count("这是模板里的示例行") == 2
    assert "没有可以导入的行" in page


def test_a_formula_in_a_row_that_stays_behind_is_only_text(client, li):
    intake = brought_in(li, [["=HYPERLINK(1)", "1", "", ""]])

    sheet = load_workbook(io.BytesIO(client.get(reverse("clients:intake_rest", args=[intake.pk])).content)).active

    assert sheet["A2"].value == "=HYPERLINK(1)"
    assert sheet["A2"].data_type in ("s", "inlineStr")


def test_an_upload_belongs_to_who_sent_it(client, li):
    intake = upload(li, an_xlsx(people("王建军")))

    for stranger in (a_manager(), a_social_worker("其其格", JIAOTONG), an_auditor()):
        client.force_login(stranger)
        for page in ("intake_one", "intake_rest", "intake_progress"):
            assert client.get(reverse(f"clients:{page}", args=[intake.pk])).status_code == 404
        for deed in ("intake_apply", "intake_discard"):
            assert client.post(reverse(f"clients:{deed}", args=[intake.pk])).status_code == 404


def test_an_upload_can_be_thrown_away(client, li):
    intake = upload(li, an_xlsx(people("王建军")))

    client.post(reverse("clients:intake_discard", args=[intake.pk]))

    intake.refresh_from_db()
    assert (intake.sheet, intake.state) == (None, "forgotten")
    assert "已经清除" in client.get(reverse("clients:intake_one", args=[intake.pk])).content.decode()


def test_who_has_left_the_post_imports_nobody(li):
    intake = upload(li, an_xlsx(people("王建军")))
    job = start(li, intake)
    li.memberships.update(valid_to=date(2025, 1, 1))

    run.run(job.pk)

    job.refresh_from_db()
    assert job.state == "failed"
    assert "不在原来的岗位" in job.error
    assert not Client.objects.unscoped("test").exists()


def test_each_person_and_the_upload_are_in_the_ledger(li):
    brought_in(li, people("王建军", "赵志强"))

    assert AccessEvent.objects.filter(action="import", kind="client").count() == 2
    assert AccessEvent.objects.filter(action="import", kind="intake").count() == 1
