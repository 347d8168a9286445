"""服务对象 in the search box: who stands in one's own lists, and what is done with her next."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from clients import find_clients
from clients.find_clients import NAMES_AT_ONCE, By, Found
from clients.models import Client
from config.find.found import Group, Hit
from config.find.pages import answers
from config.navigation import TABS, Entry
from people.models import Role

MOST = 6
# What one most often came for, once there is only one person left.
FIRST_DEEDS = 3
DEEDS = {
    Role.SOCIAL_WORKER: (
        Entry("记一次联系", "clients:help", "message-square-plus"),
        Entry("推荐岗位", "placement:matches", "briefcase"),
        Entry("家庭", "welfare:household", "house"),
        *(tab for tab in TABS["client"][1:] if tab.name not in ("placement:matches", "welfare:household")),
    ),
    Role.WELFARE_OFFICER: (
        Entry("一网办理", "welfare:interview", "list-checks"),
        Entry("家庭与救助", "welfare:household", "house"),
    ),
}
DEEDS[Role.MANAGER] = DEEDS[Role.SOCIAL_WORKER]
PAGE = {
    Role.SOCIAL_WORKER: "clients:overview",
    Role.MANAGER: "clients:overview",
    Role.WELFARE_OFFICER: "welfare:household",
}
WHOLE = f"没有找到。超过 {NAMES_AT_ONCE} 人的名单里，姓名、拼音首字母、编号、身份证号和电话都要写完整。"
WHY = {By.PHONE: "电话尾号相符", By.ID_NUMBER: "身份证号相符"}


def people(request: HttpRequest, words: str) -> Group:
    """The clients in the actor's scope who answer to ``words``; "王建军 联系" leads straight to a page of hers.

    Of a client on somebody else's caseload it says only that there is one.
    """
    role = request.user.role
    if role not in PAGE:
        return Group("people", "服务对象")
    label = "家庭" if role == Role.WELFARE_OFFICER else "服务对象"
    found = _find(request, words)
    hits = [_hit(role, client, found) for client in found.clients]
    if len(found.clients) == 1:
        hits += list(_deeds(role, found.clients[0]))[:FIRST_DEEDS]
    if not hits and (parts := words.rsplit(maxsplit=1))[1:]:
        hits = [hit for client in _find(request, parts[0]).clients for hit in _deeds(role, client, parts[1])]
    if found.more:
        hits.append(_all(role, words))
    if others := find_clients.elsewhere(request, words):
        about = "在您的辖区，不在您名下；说明目的后才能看"
        find = reverse("clients:find")
        hits.append(Hit(f"另有 {others} 人相符", find, "user-search", about, method="post", sends={"q": words}))
    return Group("people", label, hits, WHOLE if found.whole and not hits else "")


def _find(request: HttpRequest, words: str) -> Found:
    look = find_clients.households if request.user.role == Role.WELFARE_OFFICER else find_clients.own
    return look(request, words, MOST)


def _hit(role: Role, client: Client, found: Found) -> Hit:
    about = [client.about]
    if role != Role.SOCIAL_WORKER:
        about.append(f"责任社工 {client.caseworker.name}")
    if client.pk in found.by:
        about.append(WHY.get(found.by[client.pk], ""))
    href = reverse(PAGE[role], args=[client.pk])
    icon = "house" if role == Role.WELFARE_OFFICER else "user"
    mark = "" if client.is_open else client.get_status_display()
    return Hit(client.name, href, icon, " · ".join(filter(None, about)), mark)


def _deeds(role: Role, client: Client, asked: str = "") -> Iterator[Hit]:
    """What ``role`` may do with her, narrowed to what is ``asked`` for; nothing for a closed case."""
    for entry in DEEDS[role]:
        if client.is_open and (not asked or answers(entry.label, asked)):
            href = reverse(entry.name, args=[client.pk])
            yield Hit(f"{client.name}：{entry.label}", href, entry.icon or "corner-down-right")


def _all(role: Role, words: str) -> Hit:
    """The whole list, which takes what was typed by POST as well."""
    name = "welfare:household_find" if role == Role.WELFARE_OFFICER else "clients:caseload"
    sends = {"q": words} if role == Role.WELFARE_OFFICER else {"q": words, "status": "all"}
    return Hit("在名单中查看全部", reverse(name), "arrow-right", method="post", sends=sends)
