"""A firm brings in its own list: looked at row by row first, never published by itself, and no other firm's."""

import io
from unittest.mock import ANY

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from employers import import_vacancies, manage_contacts
from employers.import_vacancies import ROWS_OF_A_FIRM
from employers.models import By, Contact, State, Upload, Vacancy, VacancyEvent
from jobs.models import Job
from jobs.models import State as JobState
from jobs.run import run
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import DONGSHENG, KANGBASHI, a_contact, a_credit_code, a_region, a_social_worker, an_enterprise
from tests.employers.portal import LISTED, a_firms_list
from tests.employers.test_import import a_workbook
from tests.leaks.test_portal_words import WORDS

pytestmark = pytest.mark.django_db

HEADINGS = list(LISTED[0])
BOILER, GATE, CLEANER, OTHERS = LISTED


@pytest.fixture
def zhou() -> Contact:
    a_region(DONGSHENG)
    a_region(KANGBASHI)
    cache.clear()
    return a_contact("周丽")


def lines(*rows: dict[str, str]) -> bytes:
    headings = [*HEADINGS, "统一社会信用代码", "企业名称"]
    return a_workbook(*([row.get(name, "") for name in headings] for row in rows), headings=headings)


def brought_in(contact: Contact, *rows: dict[str, str], submit: bool = True) -> Upload:
    upload = import_vacancies.upload(contact, lines(*rows))
    job = import_vacancies.start(contact, upload, publish_at_once=submit)
    assert run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error or job.fault
    upload.refresh_from_db()
    return upload


def states() -> dict[str, str]:
    return dict(Vacancy.objects.values_list("title", "state"))


def sent(client, contact: Contact, data: bytes):
    client.force_login(contact.user)
    return client.post(reverse("portal:vacancy_imports"), {"file": SimpleUploadedFile("岗位.xlsx", data)})


# What becomes of a row ----------------------------------------------------------------------------------------------


def test_complete_rows_are_handed_in_and_the_others_wait_as_drafts(zhou):
    upload = brought_in(zhou, *LISTED)

    assert states() == {"锅炉工": State.SUBMITTED, "门卫": State.DRAFT, "保洁": State.DRAFT}
    assert (upload.added, upload.refused) == (3, 1)
    assert set(Vacancy.objects.values_list("enterprise", flat=True)) == {zhou.enterprise.pk}


def test_without_the_tick_all_are_drafts(zhou):
    brought_in(zhou, *LISTED, submit=False)

    assert set(states().values()) == {State.DRAFT}


def test_the_history_says_that_the_firm_did_it(zhou):
    brought_in(zhou, BOILER)

    steps = VacancyEvent.objects.order_by("pk").values_list("name", "by", "actor")
    assert list(steps) == [("record", By.FIRM, zhou.user.pk), ("submit", By.FIRM, zhou.user.pk)]
    assert AccessEvent.objects.filter(actor=zhou.user, kind=import_vacancies.KIND).exists()


def test_each_row_says_what_is_missing_in_the_words_of_the_portal(zhou):
    rows = {row["title"]: row for row in a_firms_list(zhou).preview}

    assert (rows["锅炉工"]["ready"], rows["锅炉工"]["notes"]) == (True, [])
    assert rows["保洁"]["notes"] == [["招聘人数", "请写明招几个人。"], ["工资", "请写明每月最低工资。"]]
    assert rows["门卫"]["notes"] == [["", "对人的要求里有不合法的（性别、个人经历），请在岗位页上照提示改写后提交。"]]
    assert rows["司机"]["errors"] == [["统一社会信用代码", "这是另一家企业的代码，只能导入本单位的岗位。"]]


def test_full_time_work_below_the_minimum_wage_stays_a_draft(zhou):
    (row,) = a_firms_list(zhou, BOILER | {"工资": "1500元/月"}).preview

    assert not row["ready"]
    assert row["notes"] == [["工资", ANY]]
    assert "不能低于" in row["notes"][0][1]


def test_its_own_code_is_taken_and_a_name_that_differs_is_told(zhou):
    rows = a_firms_list(
        zhou,
        BOILER | {"统一社会信用代码": zhou.enterprise.credit_code},
        BOILER | {"岗位名称": "电工", "企业名称": "恒晟物业"},
    ).preview

    assert [row["outcome"] for row in rows] == ["add", "add"]
    assert rows[0]["notes"] == []
    assert rows[1]["notes"] == [["企业名称", "和本单位登记的名称不同，按本单位的岗位导入。"]]


def test_a_firm_that_nobody_knows_is_not_entered_by_a_list(zhou):
    (row,) = a_firms_list(
        zhou, BOILER | {"统一社会信用代码": a_credit_code("远望仓储"), "企业名称": "远望仓储"}
    ).preview

    assert row["outcome"] == "refuse"


def test_another_firms_code_is_answered_alike_whether_it_is_known_or_not(zhou):
    an_enterprise("恒晟物业")

    known, unknown = (
        a_firms_list(zhou, BOILER | {"统一社会信用代码": a_credit_code(name)}).preview[0]["errors"]
        for name in ("恒晟物业", "远望仓储")
    )

    assert known == unknown


def test_statutory_kinds_are_guessed_by_the_firm_and_left_to_staff(zhou):
    nursery = an_enterprise("东胜区小太阳幼儿园")
    brought_in(a_contact("贺秀兰", nursery), BOILER | {"岗位名称": "厨师", "岗位描述": "做早饭和午饭。"})

    vacancy = Vacancy.objects.get()
    assert vacancy.post_kinds == ["kindergarten"]
    assert vacancy.kinds_confirmed_at is None


def test_the_same_list_twice_adds_nothing(zhou):
    brought_in(zhou, *LISTED)

    again = brought_in(zhou, *LISTED)

    assert (again.added, again.known) == (0, 3)
    assert Vacancy.objects.count() == 3


def test_a_list_longer_than_any_firms_is_refused(zhou):
    rows = (BOILER | {"岗位名称": f"锅炉工{number}"} for number in range(ROWS_OF_A_FIRM + 1))

    with pytest.raises(Refused, match="一次最多 500 行"):
        import_vacancies.upload(zhou, lines(*rows))

    assert not Upload.objects.exists()


# Who may ------------------------------------------------------------------------------------------------------------


def test_who_has_left_the_firm_brings_nothing_in_any_more(zhou):
    zhao = a_contact("赵强", role=Contact.Role.MEMBER)
    upload = import_vacancies.upload(zhao, lines(BOILER))
    job = import_vacancies.start(zhao, upload, publish_at_once=True)
    manage_contacts.leave(zhao)

    run(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "不再是这家企业的联系人" in job.error
    assert not Vacancy.objects.exists()


def test_a_list_is_its_uploaders_alone_and_of_the_firm_for_which_she_uploaded_it(client, zhou):
    upload = a_firms_list(zhou)
    elsewhere = a_contact("周丽", "恒晟物业")
    zhao = a_contact("赵强", role=Contact.Role.MEMBER)

    assert list(Upload.objects.of(zhou)) == [upload]
    assert not Upload.objects.of(elsewhere).exists()
    assert not Upload.objects.of(zhou.user).exists()
    with pytest.raises(Refused, match="别人上传的"):
        import_vacancies.start(elsewhere, upload)
    client.force_login(zhao.user)
    for name in ("portal:vacancy_import", "portal:vacancy_import_progress"):
        assert client.get(reverse(name, args=[upload.pk])).status_code == 404
    assert client.post(reverse("portal:vacancy_import_apply", args=[upload.pk])).status_code == 404


def test_a_list_of_staff_is_not_the_portals(client, zhou):
    li = a_social_worker("李敏")
    upload = import_vacancies.upload(
        li, a_workbook(["蒙泰热电", "电工", "1"], headings=["企业名称", "岗位名称", "人数"])
    )
    client.force_login(zhou.user)

    assert client.get(reverse("portal:vacancy_import", args=[upload.pk])).status_code == 404


def test_the_database_takes_no_list_of_nobody_and_none_of_both(zhou):
    li = a_social_worker("李敏")

    with pytest.raises(IntegrityError, match="upload_by_staff_or_by_a_firm"):
        Upload.objects.create(uploaded_by=li, membership=li.acting, contact=zhou)


# The pages ----------------------------------------------------------------------------------------------------------


def test_from_the_file_to_the_rows_that_stayed_behind(client, zhou):
    answer = sent(client, zhou, lines(*LISTED))
    upload = Upload.objects.get()
    one = reverse("portal:vacancy_import", args=[upload.pk])
    preview = client.get(one).content.decode()
    client.post(reverse("portal:vacancy_import_apply", args=[upload.pk]), {"submit": "yes"})
    waiting = client.get(one).content.decode()

    run(Job.objects.get(kind="employers.import").pk)
    progress = client.get(reverse("portal:vacancy_import_progress", args=[upload.pk]))
    done = client.get(one).content.decode()
    rest = client.get(reverse("portal:vacancy_import_rest", args=[upload.pk]))

    assert answer.url == one
    assert "内容齐全的 1 个，导入后直接提交审核；其余 2 个先存为草稿" in preview
    assert "排队中" in waiting
    assert progress["HX-Refresh"] == "true"
    assert "内容齐全的已经提交审核" in done
    sheet = openpyxl.load_workbook(io.BytesIO(rest.content)).active
    assert [cell.value for cell in sheet[2]][-1] == "统一社会信用代码：这是另一家企业的代码，只能导入本单位的岗位。"


def test_a_job_that_failed_says_why_in_the_portal(client, zhou):
    zhao = a_contact("赵强")
    upload = import_vacancies.upload(zhao, lines(BOILER))
    job = import_vacancies.start(zhao, upload)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, finished_at=job.asked_at, error="文件读不了。")
    client.force_login(zhao.user)

    page = client.get(reverse("portal:vacancy_import", args=[upload.pk])).content.decode()

    assert "文件读不了。" in page
    assert "重新上传" in page


def test_nothing_of_it_names_what_the_platform_is_for(client, zhou):
    client.force_login(zhou.user)
    upload = a_firms_list(zhou)
    run(import_vacancies.start(zhou, upload).pk)
    rest = client.get(reverse("portal:vacancy_import_rest", args=[upload.pk]))
    template = client.get(reverse("portal:vacancy_import_template"))
    books = [openpyxl.load_workbook(io.BytesIO(answer.content)) for answer in (rest, template)]
    cells = [str(cell.value) for book in books for sheet in book for row in sheet.iter_rows() for cell in row]
    properties = [str(vars(book.properties)) for book in books]

    assert WORDS.findall("".join([*cells, *properties])) == []
    assert WORDS.findall(str([row["notes"] + row["errors"] for row in upload.preview])) == []


def test_the_template_asks_for_no_firm_and_its_examples_stay_out(client, zhou):
    client.force_login(zhou.user)
    template = client.get(reverse("portal:vacancy_import_template")).content

    sheet = openpyxl.load_workbook(io.BytesIO(template)).worksheets[0]
    upload = import_vacancies.upload(zhou, template)

    assert sheet["A1"].value.startswith("岗位名称")
    assert {row["outcome"] for row in upload.preview} == {"refuse"}


def test_an_unreadable_file_says_why_beside_the_field(client, zhou):
    answer = sent(client, zhou, b"%PDF-1.7")

    assert answer.status_code == 422
    assert "这个文件读不了" in answer.content.decode()


def test_uploads_are_limited_per_contact(client, zhou):
    answers = [sent(client, zhou, b"x").status_code for _ in range(31)]

    assert set(answers[:30]) == {422}
    assert answers[30] == 429
