"""Who sees which menu. The only place where addresses of all floors meet."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse

from employers.doors import is_of_a_firm
from employers.models import DossierPaper, Vacancy
from people.models import Notice, Role
from placement.disclose import waiting_for

DESK = (Role.SOCIAL_WORKER, Role.MANAGER)
OFFICER = (Role.WELFARE_OFFICER,)


@dataclass(frozen=True)
class Entry:
    """One line of a menu: an address by name, its Chinese label, a lucide icon and the roles that see it."""

    label: str
    name: str
    icon: str = ""
    roles: tuple[Role, ...] = DESK
    # Other addresses on which this entry is the current one, by the beginning of their name.
    covers: tuple[str, ...] = ()
    # Facts whose forms belong to this entry: the ``kind`` of the address, where one address serves every kind.
    kinds: tuple[str, ...] = ()
    # Addresses that begin like one of ``covers`` and belong to another entry.
    but: tuple[str, ...] = ()
    # What it stands together with in a long menu; between two groups there is a line.
    group: str = ""


WORK, AID, FIRM, OFFICE = "work", "aid", "firm", "office"

# The pages of one client that belong to 概况 and to 推荐岗位.
CASE = (
    "clients:edit",
    "clients:help",
    "clients:service",
    "clients:close",
    "clients:client_pairings",
    "clients:pairing_end",
    "clients:transfer",
    "clients:duty_new",
)
# … to 时限与计划.
CLOCKS = (
    "clients:clocks",
    "clients:report_in",
    "clients:agreement",
    "clients:measure_pause",
    "clients:planned_",
    "clients:leave",
    "clients:plan",
    "clients:goal",
)
# … to 家庭: the pages over one household, whoever stands there.
HOUSEHOLD = (
    "welfare:household",
    "welfare:fact",
    "welfare:member",
    "welfare:paper_new",
    "welfare:benefit",
    "welfare:notice",
    "welfare:interview",
    "welfare:net_income",
)
APPLICATIONS = ("welfare:application", "welfare:calendar")
MATCHING = ("placement:matches", "placement:near_misses", "placement:compare", "placement:override")
REFERRING = ("placement:client_referrals", "placement:client_placements")
FOLLOWING = ("placement:follow_up", "placement:retention")
TRAINING = ("employers:training", "employers:course", "employers:cohort", "employers:commitment", "placement:cohort")
FIRMS = ("employers:firm", "placement:firm_referrals")
# What stands around a referral: the plan for a release, and lists of people for whom nothing moves.
AROUND = ("placement:release", "placement:pre_release", "placement:stalled", "placement:pause")
LEARNING = ("placement:client_training", "placement:enrolment")

ADMINISTRATOR = (Role.ADMINISTRATOR,)

MAIN = (
    Entry("网站编辑", "wagtailadmin_home", "file-pen-line", (Role.EDITOR, Role.REVIEWER)),
    Entry("运行状况", "operations", "activity", ADMINISTRATOR),
    Entry("全部任务", "operations_jobs", "list-checks", ADMINISTRATOR),
    Entry("今日", "placement:today", "sun", (Role.SOCIAL_WORKER,)),
    Entry("旗区概况", "placement:district", "map", (Role.MANAGER,)),
    Entry("月报", "figures:month", "chart-column", (Role.MANAGER,), covers=("figures:",), but=("figures:register",)),
    Entry(
        "服务对象",
        "clients:caseload",
        "users",
        covers=("clients:", *HOUSEHOLD, *MATCHING, *REFERRING, *AROUND, *LEARNING, "placement:inside"),
        but=("clients:leaves", "clients:pairings", "clients:cadre", "clients:duties", "clients:duty"),
    ),
    # A role meets first what its day begins with: some entries stand twice, at the place that fits the role.
    Entry("救助", "welfare:home", "heart-handshake", OFFICER, covers=("welfare:entitled", *HOUSEHOLD)),
    Entry("应享未享", "welfare:take_up", "hand-coins", OFFICER, covers=("welfare:gap",)),
    Entry("救助申请", "welfare:applications", "file-clock", OFFICER, covers=APPLICATIONS),
    Entry("部门协同", "clients:duties", "waypoints", OFFICER, covers=("clients:duty",)),
    Entry("救助标准", "welfare:standards", "scale", OFFICER, covers=("welfare:standard",)),
    Entry(
        "岗位",
        "placement:vacancies",
        "briefcase",
        (*DESK, *OFFICER),
        covers=("employers:vacanc", "placement:candidates"),
        but=("employers:vacancy_review",),
        group=WORK,
    ),
    Entry("推荐", "placement:referrals", "send", covers=("placement:refer",), group=WORK),
    Entry("安置", "placement:placements", "briefcase-business", covers=("placement:placement", *FOLLOWING), group=WORK),
    Entry("培训", "placement:training", "graduation-cap", covers=TRAINING, group=WORK),
    Entry("安置基地", "placement:bases", "warehouse", covers=("employers:base",), group=WORK),
    Entry("救助", "welfare:home", "heart-handshake", covers=("welfare:entitled",), group=AID),
    Entry("应享未享", "welfare:take_up", "hand-coins", covers=("welfare:gap",), group=AID),
    Entry("救助申请", "welfare:applications", "file-clock", covers=APPLICATIONS, group=AID),
    Entry("请假外出", "clients:leaves", "luggage", group=AID),
    Entry("结对帮扶", "clients:pairings", "handshake", covers=("clients:cadre",), group=AID),
    Entry("部门协同", "clients:duties", "waypoints", covers=("clients:duty",), group=AID),
    Entry("救助标准", "welfare:standards", "scale", (Role.MANAGER,), covers=("welfare:standard",), group=AID),
    Entry("企业", "employers:firms", "building-2", covers=FIRMS, but=("employers:firm_incentives",), group=FIRM),
    Entry(
        "扶持",
        "employers:incentives",
        "badge-percent",
        covers=("employers:dossier", "employers:hire", "employers:firm_incentives"),
        group=FIRM,
    ),
    Entry("推介会", "employers:fairs", "calendar-days", covers=("employers:fair",), group=FIRM),
    Entry("招募", "site:recruiting", "megaphone", (Role.MANAGER, Role.EDITOR, Role.REVIEWER), group=FIRM),
    Entry("岗位审核", "employers:vacancy_reviews", "clipboard-check", covers=("employers:vacancy_review",), group=FIRM),
    Entry("台账", "figures:registers", "notebook-tabs", covers=("figures:register",), group=OFFICE),
    Entry("事实核对", "placement:facts", "search-check", covers=("placement:fact",), group=OFFICE),
    Entry("人员配备", "placement:staffing", "users-round", (Role.MANAGER,), group=OFFICE),
    Entry(
        "工作人员",
        "people:staff",
        "id-card",
        (Role.MANAGER,),
        covers=("people:staff", "people:qualification"),
        group=OFFICE,
    ),
    Entry("查阅台账", "people:audit", "book-open-check", (Role.AUDITOR, Role.MANAGER), group=OFFICE),
    Entry("接口令牌", "people:tokens", "key-round", (Role.ADMINISTRATOR,), covers=("people:token",), group=OFFICE),
    Entry("后台任务", "jobs:mine", "list-checks", group=OFFICE),
)

INBOX = Entry("消息", "jobs:inbox", "bell")

# What people of firms see; whoever acts for none yet sees the entries of ANYBODY.
PORTAL = (
    Entry("首页", "portal:home"),
    Entry("候选人", "candidates:candidates", covers=("candidates:",)),
    Entry("岗位", "portal:vacancies", covers=("portal:vacanc",)),
    Entry("用工", "portal:hires", covers=("portal:hire", "portal:dossier", "portal:claim")),
    Entry(
        "扶持政策",
        "portal:incentives",
        covers=("portal:incentive", "portal:calculate", "portal:firm_year", "portal:year"),
    ),
    Entry("企业信息", "portal:firm", covers=("portal:firm_edit", "portal:receiving")),
    Entry("联系人", "portal:contacts", covers=("portal:invite",)),
    Entry("消息", "portal:inbox"),
)
# What the search box finds, by what, and for whom.
FINDS = (
    ("服务对象", "姓名或其中一部分、拼音首字母、编号、电话或身份证号后四位", (Role.SOCIAL_WORKER,)),
    ("服务对象", "姓名、拼音首字母、编号、电话或身份证号；名单超过 300 人时要写完整", (Role.MANAGER,)),
    ("家庭", "服务对象的全名、拼音首字母、编号、电话或身份证号，都要写完整", OFFICER),
    ("岗位", "工种、企业、地点", (*DESK, *OFFICER)),
    ("企业", "名称或其中一部分、拼音首字母、信用代码", DESK),
    ("页面", "菜单和常用的事，例如“新建档案”；打 xjda 也可以", DESK),
    ("页面", "菜单里的名称，也可以打拼音首字母", (*OFFICER, Role.AUDITOR, Role.EDITOR, Role.REVIEWER, *ADMINISTRATOR)),
)
# What waits for the reader behind an entry; its number stands beside it.
WAITING: dict[str, Callable[[Any], int]] = {
    "employers:vacancy_reviews": lambda user: Vacancy.objects.kept_by(user).to_review().count(),
    "employers:incentives": lambda user: DossierPaper.objects.kept_by(user).to_look_at().count(),
}
ANYBODY = ("portal:home", "portal:inbox")

TABS = {
    "client": (
        Entry("概况", "clients:overview", covers=(*CASE, *AROUND), kinds=("measure", "bar_facts")),
        Entry("时限与计划", "clients:clocks", covers=CLOCKS),
        Entry("技能与意愿", "clients:wishes", kinds=("wish", "limits", "work", "certificate", "skill", "fixed_time")),
        Entry("家庭", "welfare:household", covers=HOUSEHOLD, kinds=("member",)),
        Entry("推荐岗位", "placement:matches", covers=MATCHING),
        Entry("培训", "placement:client_training", covers=LEARNING),
        Entry("推荐", "placement:client_referrals", covers=("placement:refer",)),
        Entry("安置", "placement:client_placements", covers=("placement:placement",)),
        Entry("同意书", "clients:consents", covers=("clients:consent_",)),
        Entry("查阅记录", "clients:who_looked"),
    ),
    "household": (
        Entry(
            "家庭与救助",
            "welfare:household",
            roles=(Role.WELFARE_OFFICER,),
            covers=tuple(name for name in HOUSEHOLD if name != "welfare:interview"),
        ),
        Entry("一网办理", "welfare:interview", roles=(Role.WELFARE_OFFICER,), covers=("welfare:interview",)),
    ),
    "firm": (
        Entry("企业", "employers:firm", covers=("employers:firm_edit",)),
        Entry("推荐与答复", "placement:firm_referrals"),
        Entry(
            "扶持",
            "employers:firm_incentives",
            covers=("employers:dossier", "employers:hire"),
        ),
    ),
    "cohort": (
        Entry("班次", "employers:cohort", covers=("employers:commitment",)),
        Entry("学员", "placement:cohort", covers=("placement:cohort_",)),
    ),
    "vacancy": (
        Entry("岗位", "employers:vacancy", roles=(*DESK, Role.WELFARE_OFFICER)),
        Entry("推荐人选", "placement:candidates", roles=(Role.SOCIAL_WORKER,)),
    ),
}


def start_page(user) -> str:
    """The address a person's day begins with: the first entry of her menu, else the portal, else her own account."""
    for entry in MAIN:
        if user.role in entry.roles:
            return reverse(entry.name)
    return reverse("portal:home" if is_of_a_firm(user) else "people:me")


@dataclass(frozen=True)
class Link:
    """A menu line as the templates show it."""

    label: str
    href: str
    icon: str
    current: bool
    # How much of it waits for her.
    count: int | None = None
    group: str = ""


@dataclass(frozen=True)
class Choice:
    """One membership to act under, as the switch in the top bar shows it."""

    value: int
    label: str
    current: bool


@dataclass(frozen=True)
class SearchBox:
    """The search box: its label, the page that answers, and pairs of what it finds and by what."""

    label: str
    href: str
    can: list[tuple[str, str]]


class Navigation:
    """The menus of one request, built when a template asks for them."""

    def __init__(self, request) -> None:
        self._request = request

    def _link(self, entry: Entry, *args: object) -> Link:
        match = self._request.resolver_match
        here, kind = (match.view_name, match.kwargs.get("kind")) if match else ("", None)
        covered = here.startswith(entry.covers) and not here.startswith(entry.but)
        current = here == entry.name or kind in entry.kinds or covered
        return Link(entry.label, reverse(entry.name, args=args), entry.icon, current, group=entry.group)

    def _visible(self, entries: tuple[Entry, ...]) -> list[Entry]:
        role = getattr(self._request.user, "role", None)
        return [entry for entry in entries if role in entry.roles]

    @cached_property
    def main(self) -> list[Link]:
        """The side menu of the acting role; what waits for her stands beside its entry."""
        user = self._request.user
        links = [(entry.name, self._link(entry)) for entry in self._visible(MAIN)]
        return [replace(link, count=WAITING[name](user)) if name in WAITING else link for name, link in links]

    @property
    def portal(self) -> list[Link]:
        """The menu of the employer portal; how much waits or is unread stands beside 候选人 and 消息."""
        contact, user = getattr(self._request, "contact", None), self._request.user
        links = [self._link(entry) for entry in PORTAL if contact is not None or entry.name in ANYBODY]
        if self.candidates is not None:
            links = [self.candidates if link.href == self.candidates.href else link for link in links]
        links[-1] = replace(links[-1], count=Notice.objects.of(user).unread().count())
        return [replace(link, label=f"{link.label} {link.count}") if link.count else link for link in links]

    @cached_property
    def candidates(self) -> Link | None:
        """The candidates of the firm that she acts for, with how many wait for its answer; None without a firm."""
        contact = getattr(self._request, "contact", None)
        if contact is None:
            return None
        (entry,) = (entry for entry in PORTAL if entry.name == "candidates:candidates")
        return replace(self._link(entry), count=waiting_for(contact))

    @property
    def inbox(self) -> Link | None:
        """Her notices on the desk, with how many are unread."""
        user = self._request.user
        if not user.is_authenticated or self._is_of_the_portal:
            return None
        return replace(self._link(INBOX), count=Notice.objects.of(user).unread().count())

    @property
    def home_href(self) -> str:
        """Where the mark at the top leads: to the page her day begins with, or to the public site."""
        # An answer given before anybody was recognised, as to a request that is too large, knows no user.
        user = getattr(self._request, "user", None)
        return reverse("home") if user is not None and user.is_authenticated else "/"

    @property
    def register_href(self) -> str:
        """Where a firm registers, for the sign-in page."""
        return reverse("portal:register")

    @property
    def section(self) -> Link | None:
        """The entry of the side menu that one is in: where the way back up begins."""
        return next((link for link in self.main if link.current), None)

    def tabs(self, kind: str, pk: object) -> list[Link]:
        """The tabs over one record: ``kind`` is a key of ``TABS``."""
        return [self._link(entry, pk) for entry in self._visible(TABS[kind])]

    @property
    def search(self) -> SearchBox | None:
        """The search box of the top bar, for whoever acts in a role."""
        role = getattr(self._request.user, "role", None)
        if role is None or self._is_of_the_portal:
            return None
        can = [(what, how) for what, how, roles in FINDS if role in roles]
        return SearchBox(f"搜索{'、'.join(what for what, _ in can)}", reverse("find"), can)

    @property
    def person(self) -> str:
        """Who is at work, and as what."""
        if self._is_of_the_portal:
            return self._request.user.name
        acting = getattr(self._request.user, "acting", None)
        return f"{acting} {self._request.user.name}" if acting else getattr(self._request.user, "name", "")

    @property
    def roles(self) -> list[Choice]:
        """The memberships one may switch between."""
        user = self._request.user
        held = getattr(user, "current_memberships", [])
        return [Choice(membership.pk, str(membership), membership == user.acting) for membership in held]

    @property
    def roles_href(self) -> str:
        return reverse("people:act_as")

    @property
    def account(self) -> list[Link]:
        """One's own pages; people of firms have theirs in the portal."""
        if self._is_of_the_portal:
            return [self._link(Entry("我的账号", "portal:account")), self._link(Entry("添加企业", "portal:firm_new"))]
        return [self._link(Entry("我的账号", "people:me", "circle-user-round"))]

    @property
    def _is_of_the_portal(self) -> bool:
        match, user = self._request.resolver_match, self._request.user
        if match is not None and match.namespace in ("portal", "candidates"):
            return True
        return user.is_authenticated and not user.current_memberships and is_of_a_firm(user)

    @property
    def sign_out_href(self) -> str:
        return reverse("account_logout")


def navigation(request) -> dict[str, object]:
    """Context processor: ``nav`` for the bases, and whether this is the demo."""
    return {"nav": Navigation(request), "demo": settings.DEMO}
