"""The whole life of a referral, with a marker in every field of the case: no firm and no visitor ever meets one."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import unquote

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients import give_consent
from clients.models import Client, Consent, ConsentField, ConsentPurpose
from employers.models import Vacancy
from placement import answer, place, refer
from placement.disclose_hire import record_of
from placement.models import ClientReason, EmployerReason, EndReason, Referral, WithdrawReason
from tests.cast import a_client, a_vacancy
from tests.clients.papers import a_pdf
from tests.employers.portal import work_off
from tests.leaks.addresses import ADDRESSES
from tests.leaks.crawl import browser_of
from tests.leaks.planting import Planted, Planter
from tests.leaks.test_portal_words import DRAWN_BY_LOT, WORDS
from tests.leaks.town import address

pytestmark = pytest.mark.django_db

NAME, PHONE = "欧阳远行", "13987654321"
LINKS = re.compile(r"""(?:href|src|action|hx-get)=["'](/[^"'#]*)""")
NOT_FOLLOWED = ("/static/", "/account/logout/", "/desk/")
MOST = 400
# The firm's own record of whom it employs: begun with the name that it knew then, and not rewritten later.
PAYROLL = ("/portal/hires/", "/portal/dossiers/", "/portal/incentives/year/")


class Life:
    """周丽's firm and one client; every step is a verb of the site."""

    def __init__(self, town, client: Client) -> None:
        self.town, self.client, self.li = town, client, town.li
        firm = town.firm
        firm.verified_at, firm.verified_by = timezone.now(), town.li
        firm.save()
        self.contact = town.contact
        self.planter = Planter(client)
        self.vacancies = {
            name: a_vacancy(
                f"仓库理货员{name}",
                firm,
                refreshed_at=timezone.now(),
                kinds_confirmed_at=timezone.now(),
                headcount=5,
                wage_min=Decimal(9000),
                wage_max=Decimal(9800),
                shifts=["day"],
                address="铜川镇仓储园 3 号",
            )
            for name in ("甲", "乙", "丙", "丁", "戊")
        }
        self.referrals: dict[str, Referral] = {}

    def consent(self) -> Consent:
        upload = io.BytesIO(a_pdf("签字"))
        return give_consent.record_on_paper(
            self.li, self.client, self.town.firm.credit_code, self.town.firm.name, ConsentPurpose.REFERRAL,
            [ConsentField.PROFILE, ConsentField.NAME, ConsentField.PHONE],
            timezone.localdate() + timedelta(days=90), upload,
        )  # fmt: skip

    def send(self, name: str) -> Referral:
        vacancy: Vacancy = self.vacancies[name]
        referral = refer.send(self.li, refer.prepare(self.li, self.client, vacancy))
        self.referrals[name] = referral
        return referral

    def standing(self) -> Consent:
        consent = give_consent.standing_for(self.client, self.town.firm.credit_code)
        assert consent is not None
        return consent

    def uid(self, name: str):
        return self.referrals[name].uid

    def fresh(self, name: str) -> Referral:
        return Referral.objects.visible_to(self.li).get(pk=self.referrals[name].pk)


def steps(life: Life) -> list[tuple[str, Callable[[], object]]]:
    """Everything that can become of a referral, one after the other; five of them, one per end.

    A referral that waits for an answer is looked at after the first is sent; the others are sent and ended in one step.
    """
    tomorrow = timezone.now() + timedelta(days=1)
    return [
        ("consent", life.consent),
        ("own link", lambda: give_consent.make_own_link(life.li, life.client)),
        ("send", lambda: life.send("甲")),
        ("invite", lambda: answer.invite(life.contact, life.uid("甲"), when=tomorrow)),
        ("reschedule", lambda: answer.reschedule(life.contact, life.uid("甲"), when=tomorrow + timedelta(hours=2))),
        ("decline", lambda: answer.decline(life.contact, life.send("乙").uid, reason=EmployerReason.SHIFT)),
        ("turn down", lambda: refer.turn_down(life.li, life.send("丙"), ClientReason.HEALTH, "身体不好")),
        ("withdraw", lambda: refer.withdraw(life.li, life.send("丁"), WithdrawReason.CONSTRAINT, "条件变了")),
        ("send to close", lambda: life.send("戊")),
        ("offer", lambda: answer.offer(life.contact, life.uid("甲"), wage=Decimal(9200))),
        ("start", lambda: answer.start(life.contact, life.uid("甲"), on=timezone.localdate())),
        ("end", lambda: place.end(
            life.li, life.fresh("甲").placement, timezone.localdate(), EndReason.CUSTODY, "被收监",
        )),
        ("take the consent back", lambda: give_consent.withdraw(None, life.standing(), Consent.Way.PHONE)),
    ]  # fmt: skip


# What a firm can see --------------------------------------------------------------------------------------------------


def everything(browser, first: list[str], only_posted: set[str]) -> dict[str, str]:
    """Address → all that came back: body, headers, cookies; every link of the portal is followed, of the desk none.

    ``only_posted``: where nothing can be opened, whatever stands on file; it grows, and is not asked again.
    """
    seen: dict[str, str] = {}
    waiting = list(dict.fromkeys(first))
    while waiting and len(seen) < MOST:
        where = waiting.pop(0)
        if where in seen or where in only_posted or where.startswith(NOT_FOLLOWED):
            continue
        answer = browser.get(where)
        if answer.status_code == 405:
            only_posted.add(where)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = opened(body)
        headers = unquote("\n".join(f"{key}: {value}" for key, value in answer.items()))
        seen[where] = f"{text}\n{headers}\n{answer.cookies.output()}"
        waiting += [link.replace("&amp;", "&") for link in LINKS.findall(text)]
    assert len(seen) + len(only_posted) < MOST, "the crawl does not come to an end"
    return seen


def opened(body: bytes) -> str:
    """Text as it is; of a workbook every part."""
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def portal_addresses(town) -> list[str]:
    return [address(town, name) for name in ADDRESSES if name.startswith(("portal:", "candidates:"))]


def candidate_pages(life: Life) -> list[str]:
    return [reverse("candidates:candidate", args=[referral.uid]) for referral in life.referrals.values()]


def told(planted: Planted, text: str) -> set[str]:
    return planted.found(text) | set(WORDS.findall(DRAWN_BY_LOT.sub("", text)))


# Tests ----------------------------------------------------------------------------------------------------------------


def test_nothing_of_the_case_reaches_the_firm_at_any_step(town, log):
    life = Life(town, a_client(town.li, NAME, phone=PHONE, skills=("砌墙",), certificates=("electrician_low",)))
    zhou, visitor = browser_of(town, "zhou"), browser_of(town, None)
    wrong, named, employed, only_posted = [], {}, {}, set()
    before = portal_addresses(town)

    for step, take in steps(life):
        planted = life.planter.plant()
        take()
        planted = life.planter.plant()
        work_off()
        pages = everything(zhou, [*before, *candidate_pages(life), "/nowhere/", "/portal/nowhere/"], only_posted)
        of_candidates = [text for where, text in pages.items() if not where.startswith(PAYROLL)]
        named[step] = any(NAME in text or PHONE in text for text in of_candidates)
        employed[step] = any(NAME in text for where, text in pages.items() if where.startswith(PAYROLL))
        wrong += [
            (step, where, "a telephone") for where in pages if where.startswith(PAYROLL) and PHONE in pages[where]
        ]
        wrong += [(step, where, found) for where, text in pages.items() if (found := told(planted, text))]
        for where, text in everything(visitor, candidate_pages(life), set()).items():
            found = told(planted, text) or ({"a name"} if NAME in text or PHONE in text else set())
            wrong += [(step, "visitor", where, found)] if found else []
    for letter in mail.outbox:
        if letter.to == [life.contact.user.email]:
            text = f"{letter.subject}\n{letter.body}\n{letter.message()}"
            wrong += [("mail", letter.subject, found)] if (found := told(planted, text)) else []
    wrong += [("log", found)] if (found := planted.found(log.getvalue())) else []

    assert wrong == []
    assert life.planter.without_rows() == []
    # A name from the interview on, and from the moment when the consent is taken back none at all, not even of the one
    # who started.
    assert [step for step, is_named in named.items() if is_named] == [step for step, _ in steps(life)[3:-1]]
    assert [step for step, is_named in employed.items() if is_named] == ["start", "end", "take the consent back"]


# One like the other ---------------------------------------------------------------------------------------------------


def watched(browser, life: Life, where: str) -> tuple[str, list[str]]:
    """A page without what two people cannot share (name, code, address, what is drawn by lot), and every statement
    that it took, without its values."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(where)
    page = answer.content.decode()
    assert answer.status_code == 200, answer.get("Location")
    for referral in life.referrals.values():
        page = page.replace(referral.code, "CODE").replace(str(referral.uid), "UID")
        page = page.replace(str(record_of(referral)), "UID")
    page = re.sub(r"[0-9A-Za-z]{64}", "token", page.replace(life.client.name, "NAME"))
    page = re.sub(r"/vacancies/\d+/", "/vacancies/N/", page)
    return page, [
        re.sub(r"""'[^']*'|"s\d+_x\d+"|[0-9a-f]{32}|\b\d+\b""", "?", one["sql"]) for one in asked.captured_queries
    ]


def test_somebody_assisted_for_another_reason_looks_the_same_at_every_step(town):
    """The same pages, the same words, the same statements to the database: the same class of time."""
    now = timezone.now()
    facts = {"skills": ("电工",), "certificates": ("electrician_low",), "wage_floor": Decimal(3000)}
    one = a_client(town.li, "慕容远", measure=("community_treatment", date(2025, 6, 2)), **facts)
    other = a_client(town.li, "上官远", measure=None, **facts)
    Client.objects.visible_to(town.li).filter(pk=other.pk).update(category=Client.Category.HARD_TO_PLACE)
    for number in range(6):
        a_client(town.li, f"邻居{number}", **facts)
    lives = [Life(town, one), Life(town, Client.objects.visible_to(town.li).get(pk=other.pk))]
    zhou = browser_of(town, "zhou")
    zhou.get(reverse("portal:home"))

    named = []

    with time_machine.travel(now, tick=False):
        for (step, of_one), (_, of_other) in zip(*map(steps, lives), strict=True):
            of_one(), of_other()
            one_sees, other_sees = ([watched(zhou, life, where) for where in candidate_pages(life)] for life in lives)
            assert one_sees == other_sees, step
            named.append(any("NAME" in page for page, _ in one_sees))
    assert any(named), "the comparison would prove nothing if no page showed anybody"
