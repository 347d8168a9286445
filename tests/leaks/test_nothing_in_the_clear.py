"""A worker's day, with planted markers typed into every form; then everything that stays behind is searched."""

import json
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients.models import Client, HandOver, Intake
from jobs.models import Job
from jobs.run import run
from people.models import AccessEvent
from tests.cast import JIAOTONG, a_client, a_region, a_social_worker, a_vacancy, an_id_number
from tests.clients.workbooks import an_xlsx

NAME, PHONE, STREET, MOTHER = "慕容标记", "13987650123", "标记路七十七号", "上官标记"
ID_NUMBER, IMPORTED_ID = an_id_number(NAME), an_id_number("欧阳标记")
NOTE, REASON, GIVEN, IMPORTED, REFUSED = "标记近况", "标记代接来电", "标记交接", "欧阳标记", "诸葛标记"
MARKERS = (NAME, PHONE, STREET, MOTHER, ID_NUMBER, NOTE, REASON, GIVEN, IMPORTED, IMPORTED_ID, REFUSED)

# As JSON columns and addresses spell them, too.
SPELLINGS = {form for marker in MARKERS for form in (marker, json.dumps(marker)[1:-1], quote(marker))}


@pytest.fixture
def remains(log, db) -> str:
    """One day of 李敏 and 其其格, and what stays behind of it: database, sessions, cookies, log."""
    cookies = a_day()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [f"{table}: {row}" for row in cursor.fetchall()]
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    return "\n".join([*rows, *sessions, *cookies, log.getvalue()])


def a_day() -> list[str]:
    li, mate, zhang = a_social_worker("李敏"), a_social_worker("其其格", JIAOTONG), a_social_worker("张伟")
    browser = Browser(raise_request_exception=False)
    browser.force_login(li)

    def send(where, *args, **data):
        answer = browser.post(reverse(where, args=args), data)
        errors = answer.context and answer.context["form"].errors
        assert answer.status_code == 302, (where, errors)
        return answer

    who = {"name": NAME, "id_number": ID_NUMBER, "category": "rehabilitation"}
    send("clients:enrol", **who, phone=PHONE, address=STREET, residence_region=a_region().pk)
    marked = Client.objects.visible_to(li).get()
    assert marked.name == NAME
    send("welfare:member_new", marked.pk, name=MOTHER, relation="mother", note=NOTE)
    send("clients:help", marked.pk, kind="call", at=timezone.localtime().strftime("%Y-%m-%dT%H:%M"), note=NOTE)
    a_vacancy(refreshed_at=timezone.now())
    for name in ("clients:overview", "clients:wishes", "welfare:household", "clients:who_looked", "clients:edit"):
        assert browser.get(reverse(name, args=[marked.pk])).status_code == 200
    assert browser.get(reverse("placement:matches", args=[marked.pk])).status_code == 200
    found = browser.post(reverse("clients:caseload"), {"q": NAME}, follow=True)
    assert NAME in found.content.decode()
    asked = [where for where, _ in found.redirect_chain]
    for words in (NAME, PHONE, ID_NUMBER, f"{NAME} 联系", f"标记 {NAME}"):
        assert browser.post(reverse("find"), {"q": words}).status_code == 200
    # What fails is logged too: a form with a wrong number, an address that is none.
    browser.post(reverse("clients:enrol"), {"name": NAME, "id_number": ID_NUMBER[:-1] + "?"})
    upload_and_apply(browser)
    send("clients:hand_over", clients=[marked.pk], receiver=zhang.pk, note=GIVEN)
    send("clients:hand_over_act", HandOver.objects.unscoped("test").get().pk, "withdraw")

    other = Browser()
    other.force_login(mate)
    assert "另有 1 人相符" in other.post(reverse("find"), {"q": NAME}).content.decode()
    assert marked.number in other.post(reverse("clients:find"), {"q": ID_NUMBER}).content.decode()
    looked = other.post(reverse("clients:look_up", args=[marked.pk]), {"aim": "cover", "reason": REASON}, follow=True)
    assert NAME in looked.content.decode()
    return [*asked, browser.cookies.output(), other.cookies.output()]


def upload_and_apply(browser) -> None:
    sheet = an_xlsx([[IMPORTED, IMPORTED_ID, "", ""], [REFUSED, "1", "", ""]])
    browser.post(reverse("clients:intake"), {"file": SimpleUploadedFile(f"{NAME}.xlsx", sheet)})
    intake = Intake.objects.get()
    browser.get(reverse("clients:intake_one", args=[intake.pk]))
    browser.post(reverse("clients:intake_apply", args=[intake.pk]))
    run(Job.objects.get().pk)
    rest = browser.get(reverse("clients:intake_rest", args=[intake.pk]))
    assert rest.status_code == 200
    assert Intake.objects.get().added == 1


def test_nothing_personal_stays_behind_in_the_clear(remains):
    written = [(form, line[:300]) for line in remains.splitlines() for form in SPELLINGS if form in line]

    assert written == []


def test_the_search_would_find_what_is_stored_in_the_clear(remains):
    """That the number of the case is found shows that rows, sessions and log were really searched."""
    assert "DS-000001" in remains
    assert "_auth_user_id" in remains
    assert "people_accessevent" in remains
    assert "words=" in remains
    assert "one open case per person" in remains


def test_two_columns_never_share_a_blind_index(db):
    li = a_social_worker("李敏")
    twin = a_client(li, "王建军", phone="13847712345")
    twin.id_number = "13847712345"
    twin.save()

    held = Client.objects.unscoped("test").values_list(
        "name_index", "initials_index", "phone_index", "id_number_index"
    )[0]

    assert len({*held}) == 4
    assert AccessEvent.objects.filter(object_id__contains="王").count() == 0
