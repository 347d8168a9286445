"""The pages of an import, from upload to what is left."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from employers.models import Upload, Vacancy
from jobs.models import Job
from jobs.run import run
from tests.cast import DONGSHENG, KANGBASHI, a_region, a_social_worker, an_enterprise
from tests.employers.test_import import CLEANER, ELECTRICIAN, a_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def li(client):
    a_region(DONGSHENG)
    a_region(KANGBASHI)
    an_enterprise("蒙泰热电")
    worker = a_social_worker("李敏")
    client.force_login(worker)
    return worker


def sent(client, data: bytes):
    return client.post(reverse("employers:vacancy_imports"), {"file": SimpleUploadedFile("list.xlsx", data)})


def test_from_upload_to_the_rows_that_stayed_behind(client, li):
    answer = sent(client, a_workbook(ELECTRICIAN, ["某某公司", *CLEANER[1:]]))
    upload = Upload.objects.get()
    one = reverse("employers:vacancy_import", args=[upload.pk])

    preview = client.get(one).content.decode()
    client.post(reverse("employers:vacancy_import_apply", args=[upload.pk]), {"publish": "yes"})
    waiting = client.get(one).content.decode()
    run(Job.objects.get().pk)
    done = client.get(one).content.decode()
    rest = client.get(reverse("employers:vacancy_import_rest", args=[upload.pk]))

    assert answer.url == one
    assert "导入 1 个岗位" in preview
    assert "没有登记过这家企业" in preview
    assert "批量导入岗位" in waiting
    assert "下载未导入的行和原因" in done
    assert Vacancy.objects.get().state == "published"
    assert rest["Content-Disposition"] == f'attachment; filename="vacancies-left-{upload.pk}.xlsx"'


def test_an_unreadable_file_says_why_beside_the_field(client, li):
    answer = sent(client, b"%PDF-1.7")

    assert answer.status_code == 422
    assert "这个文件读不了。请上传 Excel 文件" in answer.content.decode()
    assert not Upload.objects.exists()


def test_no_file_says_so(client, li):
    answer = client.post(reverse("employers:vacancy_imports"), {})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_only_the_uploader_sees_her_list(client, li):
    sent(client, a_workbook(ELECTRICIAN))
    upload = Upload.objects.get()
    client.force_login(a_social_worker("张伟"))

    for name in ("vacancy_import", "vacancy_import_rest"):
        assert client.get(reverse(f"employers:{name}", args=[upload.pk])).status_code == 404
    assert client.post(reverse("employers:vacancy_import_apply", args=[upload.pk])).status_code == 404


def test_one_outcome_can_be_looked_at_alone(client, li):
    sent(client, a_workbook(ELECTRICIAN, ["某某公司", *CLEANER[1:]]))
    one = reverse("employers:vacancy_import", args=[Upload.objects.get().pk])

    rows = client.get(one, {"only": "refuse"}).context["page"]

    assert [row["firm"] for row in rows] == ["某某公司"]


def test_nothing_to_import_offers_no_button(client, li):
    sent(client, a_workbook(["某某公司", *CLEANER[1:]]))

    page = client.get(reverse("employers:vacancy_import", args=[Upload.objects.get().pk])).content.decode()

    assert "没有可以导入的岗位" in page
    assert "导入后直接发布" not in page


def test_the_template_downloads(client, li):
    answer = client.get(reverse("employers:vacancy_import_template"))

    assert answer.content[:2] == b"PK"
    assert "vacancies-template.xlsx" in answer["Content-Disposition"]


def test_a_long_list_is_looked_over_in_the_background(client, li, monkeypatch):
    monkeypatch.setattr("employers.import_vacancies.ROWS_AT_ONCE", 1)
    sent(client, a_workbook(ELECTRICIAN, CLEANER))
    one = reverse("employers:vacancy_import", args=[Upload.objects.get().pk])

    waiting = client.get(one).content.decode()
    run(Job.objects.get(kind="employers.check").pk)
    preview = client.get(one).content.decode()

    assert "核对岗位清单" in waiting
    assert "导入 2 个岗位" in preview


def test_turning_a_page_of_the_preview_reads_no_advertisement_again(client, li, django_assert_max_num_queries):
    sent(client, a_workbook(*([*CLEANER[:1], f"保洁{number}", *CLEANER[2:]] for number in range(120))))
    one = reverse("employers:vacancy_import", args=[Upload.objects.get().pk])
    client.get(one)

    with django_assert_max_num_queries(8):
        page = client.get(one, {"page": 2}).context["page"]

    assert (page.number, page.paginator.count) == (2, 120)
