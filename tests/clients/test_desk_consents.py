"""同意书 on the desk: what waits, stands and is over; links for the client's phone, and the paper that comes back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clients import give_consent, papers, personal_links
from clients.models import Client, Consent, Paper
from people.models import AccessEvent
from tests.cast import KANGBASHI, MONDAY_9, a_client, a_contact, a_manager, a_social_worker, a_welfare_officer
from tests.clients.consents import NAME, PROFILE, asked, given
from tests.clients.papers import a_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine, settings, tmp_path):
    settings.PAPERS_DIR = tmp_path / "papers"
    time_machine.move_to(MONDAY_9, tick=False)


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"))


@pytest.fixture
def li(client, wang):
    client.force_login(wang.caseworker)
    return client


def there(client, name="consents", *args):
    return reverse(f"clients:{name}", args=[client.pk, *args])


def text(answer) -> str:
    return answer.content.decode()


def stored(consent) -> Consent:
    return Consent.objects.unscoped("test").get(pk=consent.pk)


def test_the_page_tells_by_state_and_shows_the_link_of_what_waits(li, wang):
    asked_one, link = asked(wang, "恒源物流")
    given(wang, "蒙泰热电")
    refused = asked(wang, "通达汽修")[1]
    give_consent.answer(refused, False)

    page = text(li.get(there(wang)))

    waits, stands, over = (page.index(word) for word in ("等本人答复", "现在有效的", "以前的 1 份"))
    assert waits < page.index(">恒源物流<") < stands < page.index(">蒙泰热电<") < over
    assert "没有同意" in page[over:]
    assert f'value="http://testserver{personal_links.address(link)}"' in page
    assert page.count("own-link-code") == 1
    assert there(wang, "consent_paper", asked_one.uid) in page


def test_looking_writes_no_row_but_the_look(li, wang):
    asked(wang)
    give_consent.make_own_link(wang.caseworker, wang)
    links = list(wang.personal_links.values())
    consents = list(wang.consents.values())

    li.get(there(wang))

    assert list(wang.personal_links.values()) == links
    assert list(wang.consents.values()) == consents
    assert AccessEvent.objects.of("client", wang.pk).first().purpose == "referral"


def test_what_firms_saw_stands_there(li, wang):
    consent = given(wang)
    give_consent.record_disclosure(consent, a_contact("周丽").user, ["name"], MONDAY_9)

    assert "周丽：姓名" in re.sub(r"\s+", " ", text(li.get(there(wang))))


@pytest.mark.parametrize("deed", ["recall", "link"])
def test_a_question_is_taken_back_or_gets_another_link(li, wang, deed):
    consent, link = asked(wang)

    answer = li.post(there(wang, "consent_act", consent.uid, deed))

    assert answer.url == there(wang)
    assert stored(consent).state == {"recall": "recalled", "link": "asked"}[deed]
    assert personal_links.find(personal_links.address(link).split("/")[-2]) is None


def test_her_word_to_withdraw_is_written_down(li, wang):
    consent = given(wang)

    page = text(li.post(there(wang, "consent_act", consent.uid, "withdraw"), follow=True))

    assert (stored(consent).state, stored(consent).withdrawn_way) == ("withdrawn", "word")
    assert "本人口头" in page


def test_pressing_twice_is_said_and_is_no_fault(li, wang):
    consent = given(wang)
    li.post(there(wang, "consent_act", consent.uid, "withdraw"))

    page = li.post(there(wang, "consent_act", consent.uid, "withdraw"), follow=True)

    assert page.status_code == 200
    assert "刚刚有了变化" in text(page)


def test_the_signed_sheet_comes_back(li, wang):
    consent, _ = asked(wang, fields=[PROFILE, NAME])
    file = SimpleUploadedFile("同意书.pdf", a_pdf())

    page = text(
        li.post(there(wang, "consent_paper", consent.uid), {"fields_ticked": ["name"], "file": file}, follow=True)
    )

    assert "即日起有效" in page
    assert (stored(consent).state, stored(consent).fields) == ("given", ["profile", "name"])
    assert there_is_the_scan(page, wang)


def there_is_the_scan(page, wang) -> bool:
    return reverse("clients:paper", args=[Paper.objects.shown_to(wang.caseworker).get().uid]) in page


@pytest.mark.parametrize(("content", "message"), [(b"<html>", "PDF"), (None, "请")], ids=["nothing we keep", "no file"])
def test_a_sheet_that_cannot_be_kept_changes_nothing(li, wang, content, message):
    consent, _ = asked(wang)
    sent = {"file": SimpleUploadedFile("同意书.pdf", content)} if content else {}

    answer = li.post(there(wang, "consent_paper", consent.uid), sent)

    assert answer.status_code == 422
    assert message in text(answer)
    assert stored(consent).state == "asked"


def test_the_sheet_to_sign_holds_the_words_and_neither_name_nor_number_of_hers(li, wang):
    consent, _ = asked(wang)

    page = text(li.get(there(wang, "consent_sheet", consent.uid)))

    for line in consent.words.splitlines():
        assert line.split("：", 1)[1] in page
    assert wang.name not in page
    assert wang.id_number not in page
    assert "归航" not in page


def test_a_manager_may_and_sees_no_scan(client, wang):
    manager = a_manager("苏日娜")
    client.force_login(manager)
    consent = give_consent.record_on_paper(
        manager,
        wang,
        "91150602MA0Y900096",
        "恒源物流",
        "referral",
        [PROFILE],
        MONDAY_9.date(),
        SimpleUploadedFile("a", a_pdf()),
    )

    page = text(client.get(there(wang)))

    assert "恒源物流" in page
    assert str(consent.paper.uid) not in page
    assert client.get(reverse("clients:paper", args=[consent.paper.uid])).status_code == 404
    assert papers.read(consent.paper)


@pytest.mark.parametrize(
    "who", [lambda: a_social_worker("张伟"), lambda: a_manager("白音", KANGBASHI), lambda: a_welfare_officer()]
)
def test_nobody_else_finds_it(client, wang, who):
    consent, _ = asked(wang)
    client.force_login(who())
    one = (consent.uid,)

    got = [
        client.get(there(wang)),
        client.get(there(wang, "consent_sheet", *one)),
        client.get(there(wang, "consent_paper", *one)),
    ]
    sent = [client.post(there(wang, "consent_own_link")), client.post(there(wang, "consent_act", *one, "recall"))]

    assert [answer.status_code for answer in got + sent] == [404] * 5
    assert stored(consent).state == "asked"


def test_a_consent_is_found_under_its_own_client_alone(li, wang):
    zhao = a_client(wang.caseworker, "赵志强")
    consent = given(zhao)

    answer = li.post(there(wang, "consent_act", consent.uid, "withdraw"))

    assert answer.status_code == 404
    assert stored(consent).state == "given"


def test_an_unknown_deed_is_nowhere(li, wang):
    consent, _ = asked(wang)

    assert li.post(there(wang, "consent_act", consent.uid, "publish")).status_code == 404


def test_a_link_to_her_own_page_is_made_and_shown(li, wang):
    page = text(li.post(there(wang, "consent_own_link"), follow=True))

    assert "本人页面的链接已经做好" in page
    assert personal_links.address(wang.personal_links.get()) in page


def test_who_has_no_number_on_file_gets_none_and_the_worker_knows_why(client):
    bare = a_client(a_social_worker("李敏"), id_number="", phone="")
    client.force_login(bare.caseworker)

    page = text(client.post(there(bare, "consent_own_link"), follow=True))

    assert "没有身份证号，也没有手机号码" in page
    assert not Client.objects.visible_to(bare.caseworker).get().personal_links.exists()
