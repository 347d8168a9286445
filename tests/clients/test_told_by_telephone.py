"""What staff told a firm on the telephone stands where she and her caseworker read what firms know."""

import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from clients import consent_words, give_consent
from clients.models import ConsentPurpose
from tests.cast import MONDAY_9, a_client, a_contact, a_social_worker
from tests.clients.consents import given, last_four, token

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY_9, tick=False)


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"))


def text(response):
    return re.sub(r"\s+", " ", strip_tags(response.content.decode()))


def test_her_own_page_says_that_a_worker_told_it_on_the_telephone(wang, client):
    give_consent.record_disclosure(given(wang), wang.caseworker, ["name", "phone"], MONDAY_9, orally=True)
    link = give_consent.make_own_link(wang.caseworker, wang)

    page = text(client.post(reverse("me:link", args=[token(link)]), {"last": last_four(wang)}, follow=True))

    assert "工作人员李*在电话里告诉了蒙泰热电：姓名、手机号码" in page
    assert "李*看了" not in page


def test_the_desk_says_who_told_it(wang, client):
    give_consent.record_disclosure(given(wang), wang.caseworker, ["name", "phone"], MONDAY_9, orally=True)
    client.force_login(wang.caseworker)

    page = text(client.get(reverse("clients:consents", args=[wang.pk])))

    assert "蒙泰热电 工作人员李敏在电话里告诉：姓名；手机号码" in page


def test_reading_and_telling_on_one_day_are_two_receipts(wang):
    consent, zhou = given(wang), a_contact("周丽").user

    for orally in (False, True, True):
        give_consent.record_disclosure(consent, zhou, ["name"], MONDAY_9, orally=orally)

    assert list(wang.disclosures.order_by("pk").values_list("orally", "times")) == [(False, 1), (True, 2)]


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_before_she_agrees_she_is_told_of_the_telephone_where_it_is_used(purpose):
    words = consent_words.write("蒙泰热电", "91150602MA0000000X", purpose, [], MONDAY_9.date())

    (how,) = [line.says for line in consent_words.read(words) if line.about == "怎么看"]

    assert ("工作人员在电话里说" in how) is (purpose == ConsentPurpose.REFERRAL)
    assert "都有记录" in how
