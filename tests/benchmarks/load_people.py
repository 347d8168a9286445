"""Who is at work while the load is measured, and what each of them does next: plausible pages in plausible shares.

A deed is one page, or a form opened, filled in after a pause and sent. What to open is chosen among what is theirs: a
worker's own clients, a firm's own posts and candidates. Everything is drawn from one seed per person.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.benchmarks.load_form import form_of
from tests.benchmarks.load_http import Answer, Browser, NoAnswer

WORDS = ("焊工", "保洁", "司机", "厨工", "装卸", "库管", "电工", "包装")
FILTERS = ("?district=150602&wage=4000", "?shift=day", "?offer=lodging&offer=board", "?wage=3500&sort=wage")
REFER = re.compile(r'/desk/clients/\d+/refer/\d+/(?=")')


@dataclass
class Person:
    """One session. ``mine``: what is hers, lists of ids by name. ``tell`` takes kind of page, seconds, fault or ""."""

    username: str
    browser: Browser
    mine: dict[str, list[Any]]
    chance: Random
    tell: Callable[[str, float, str], None]
    pause: Callable[[Random], float]
    clock: Callable[[], float]
    notes: dict[str, Any] = field(default_factory=dict)

    def one(self, name: str) -> Any:
        return self.chance.choice(self.mine[name])

    async def open(self, kind: str, path: str, says: str, *, htmx: bool = False) -> str:
        """Ask for a page and look whether it is the right one; its text, "" where it was not."""
        begun, text, fault = self.clock(), "", ""
        try:
            answer = await self.browser.get(path, htmx=htmx)
            text = answer.body.decode()
            if answer.status != 200:
                fault = f"status {answer.status}"
            elif says not in text:
                fault = "the page lacks its mark"
        except NoAnswer as none:
            fault = f"no answer: {none}"
        self.tell(kind, self.clock() - begun, fault)
        return "" if fault else text

    async def send(self, kind: str, page: str, action: str, changes: dict[str, str], *, path: str = "") -> str:
        """Fill in the form of ``page`` whose address holds ``action`` and send it; where that led, "" for nowhere."""
        form = form_of(page, action, path)
        if form is None:
            return ""
        fields = [(name, value) for name, value in form.fields if name not in changes]
        fields += changes.items()
        await asyncio.sleep(self.pause(self.chance))
        begun, fault, led = self.clock(), "", ""
        try:
            answer: Answer = await self.browser.post(form.action, fields)
            led = answer.location
            if answer.status not in (302, 303):
                fault = f"status {answer.status}"
        except NoAnswer as none:
            fault = f"no answer: {none}"
        self.tell(kind, self.clock() - begun, fault)
        return led


Deed = Callable[[Person], Awaitable[object]]


# Social workers -------------------------------------------------------------------------------------------------------


def desk(kind: str, path: str, says: str) -> Deed:
    """A page of the desk; ``{client}`` and ``{vacancy}`` stand for one of hers."""

    async def deed(person: Person) -> None:
        where = path.format(
            client=person.one("clients"), vacancy=person.one("vacancies"), word=person.chance.choice(WORDS)
        )
        await person.open(kind, f"/desk/{where}", says)

    return deed


async def narrow(person: Person) -> None:
    await person.open("岗位：选条件", f"/desk/vacancies/{person.chance.choice(FILTERS)}", "条件", htmx=True)


async def match(person: Person) -> None:
    """推荐岗位 of one client, then one of the posts as it would be recommended, now and then the question to her."""
    client = person.one("clients")
    page = await person.open("推荐岗位", f"/desk/clients/{client}/matches/", "为什么不行")
    links = sorted(set(REFER.findall(page)))
    if not links or person.chance.random() < 0.5:
        return
    await asyncio.sleep(person.pause(person.chance))
    where = person.chance.choice(links)
    page = await person.open("推荐给企业", where, "企业会看到什么")
    if page and person.chance.random() < 0.5:
        await person.send("推荐给企业：征求同意", page, "/ask/", {"way": "phone"})


async def record_contact(person: Person) -> None:
    client = person.one("clients")
    where = f"/desk/clients/{client}/help/"
    page = await person.open("记一次联系", where, "情况")
    if page:
        told = {"kind": "call", "about": "routine", "note": "电话联系，最近在找活，问了两个岗位。"}
        await person.send("记一次联系：保存", page, "/help/", told, path=where)


async def keep(person: Person) -> None:
    """Put a vacancy on a client's shortlist, or take it off."""
    client, vacancy = person.one("clients"), person.one("vacancies")
    begun, fault = person.clock(), ""
    try:
        answer = await person.browser.post(f"/desk/clients/{client}/shortlist/{vacancy}/", [("keep", "1")], htmx=True)
        fault = "" if answer.status in (200, 302) else f"status {answer.status}"
    except NoAnswer as none:
        fault = f"no answer: {none}"
    person.tell("收藏岗位", person.clock() - begun, fault)


WORKER: list[tuple[int, Deed]] = [
    (16, desk("今日", "today/", "到期要办")),
    (9, desk("名单", "clients/", "新建档案")),
    (16, desk("概况", "clients/{client}/", "记一次联系")),
    (14, match),
    (5, desk("岗位", "vacancies/", "排序")),
    (6, desk("岗位：搜词", "vacancies/?q={word}", "排序")),
    (5, narrow),
    (4, desk("岗位页", "vacancies/{vacancy}/", "推荐人选")),
    (3, desk("推荐人选", "vacancies/{vacancy}/candidates/", "没有排进来的原因")),
    (8, record_contact),
    (3, keep),
    (4, desk("推荐", "referrals/", "要我做的")),
    (3, desk("回访", "follow-ups/", "回访")),
    (4, desk("家庭", "households/{client}/", "家庭")),
    (3, desk("时限与计划", "clients/{client}/clocks/", "时限")),
    (2, desk("技能与意愿", "clients/{client}/wishes/", "工作经历")),
    (2, desk("应享未享", "welfare/take-up/", "应享未享")),
    (2, desk("救助申请", "welfare/applications/", "救助申请")),
    (1, desk("安置", "placements/", "份工作")),
    (1, desk("没有进展", "stalled/", "进展")),
    (2, desk("查找", "find/?q={word}", "岗位")),
]


# Firms ----------------------------------------------------------------------------------------------------------------


def portal(kind: str, path: str, says: str) -> Deed:
    async def deed(person: Person) -> None:
        await person.open(kind, f"/portal/{path}", says)

    return deed


async def look_at_candidate(person: Person) -> None:
    """One candidate; now and then the answer that somebody else was chosen."""
    if not person.mine["candidates"]:
        await person.open("企业：候选人", "/portal/candidates/", "候选人")
        return
    uid = person.one("candidates")
    page = await person.open("企业：一位候选人", f"/portal/candidates/{uid}/", "经过")
    if page and f"/portal/candidates/{uid}/decline/" in page and person.chance.random() < 0.2:
        where = f"/portal/candidates/{uid}/decline/"
        form = await person.open("企业：答复", where, "原因")
        if form:
            person.mine["candidates"].remove(uid)
            await person.send("企业：答复，保存", form, where, {"reason": "other_chosen"}, path=where)


async def change_vacancy(person: Person) -> None:
    """Open the form of a post that is offered, raise its wage a little and save: what everybody's matching reads."""
    where = f"/portal/vacancies/{person.one('own')}/edit/"
    page = await person.open("企业：改岗位", where, "岗位名称")
    if page:
        wage = str(person.chance.randrange(30, 60) * 100)
        await person.send("企业：改岗位，保存", page, "/edit/", {"wage_min": wage, "wage_max": ""}, path=where)


async def confirm_vacancy(person: Person) -> None:
    where = f"/portal/vacancies/{person.one('own')}/"
    page = await person.open("企业：岗位页", where, "岗位")
    if page:
        await person.send("企业：确认在招", page, "/refresh/", {})


async def write_vacancy(person: Person) -> None:
    """A new post as a draft, handed in for review at once."""
    page = await person.open("企业：发布岗位", "/portal/vacancies/new/", "岗位名称")
    if not page:
        return
    told = {
        "title": person.chance.choice(("包装工", "仓库管理员", "保洁员", "厨工")), "headcount": "2",
        "text": "在车间包装成品，按单点数贴标。白班，午饭在食堂吃。", "wage_min": "3600", "wage_max": "4200",
    }  # fmt: skip
    led = await person.send("企业：发布岗位，保存", page, "/vacancies/new/", told, path="/portal/vacancies/new/")
    if led:
        page = await person.open("企业：岗位页", led, "岗位")
        if page:
            await person.send("企业：提交审核", page, "/submit/", {})


FIRM: list[tuple[int, Deed]] = [
    (24, portal("企业：首页", "", "岗位")),
    (20, portal("企业：候选人", "candidates/", "候选人")),
    (16, look_at_candidate),
    (12, portal("企业：岗位", "vacancies/", "发布岗位")),
    (8, change_vacancy),
    (4, confirm_vacancy),
    (4, write_vacancy),
    (4, portal("企业：用工", "hires/", "登记用工")),
    (4, portal("企业：扶持政策", "incentives/", "算一算")),
    (2, portal("企业：答复情况", "candidates/statistics/", "答复")),
]


# Others ---------------------------------------------------------------------------------------------------------------

OFFICER: list[tuple[int, Deed]] = [
    (20, desk("经办：救助", "welfare/", "救助")),
    (25, desk("经办：应享未享", "welfare/take-up/", "应享未享")),
    (20, desk("经办：救助申请", "welfare/applications/", "救助申请")),
    (15, desk("经办：符合条件的家庭", "welfare/entitled/minimum_living/", "最低生活保障")),
    (15, desk("经办：家庭", "households/{client}/", "家庭")),
    (5, desk("经办：岗位", "vacancies/?q={word}", "排序")),
]
MANAGER: list[tuple[int, Deed]] = [
    (30, desk("负责人：概况", "district/", "社工")),
    (30, desk("负责人：名单", "clients/", "责任社工")),
    (15, desk("负责人：没有进展", "stalled/", "进展")),
    (15, desk("负责人：稳岗", "placements/retention/", "90 天")),
    (10, desk("负责人：月报", "figures/", "在册")),
]


async def work(person: Person, deeds: list[tuple[int, Deed]], until: float) -> None:
    """One deed after the other, with a pause before each, until the clock says so."""
    weights = [weight for weight, _ in deeds]
    # Nobody begins at the stroke.
    await asyncio.sleep(person.chance.random() * 2 * person.pause(person.chance))
    while person.clock() < until:
        deed = person.chance.choices(deeds, weights)[0][1]
        await deed(person)
        await asyncio.sleep(person.pause(person.chance))
    await person.browser.close()
