"""页面 in the search box: the menu of the acting role, and what people often come to do."""

from dataclasses import dataclass

from django.urls import reverse

from config.find.found import Group, Hit
from config.find.sounds import is_spelt, is_typed, letters, sound
from config.navigation import DESK, INBOX, MAIN, OFFICER, Entry
from people.models import Role, User

MOST = 6
EVERYBODY = tuple(Role)
WORKER, MANAGER = (Role.SOCIAL_WORKER,), (Role.MANAGER,)


@dataclass(frozen=True)
class Deed(Entry):
    """Something to do that stands in no menu; ``words`` are other names by which people look for it."""

    words: tuple[str, ...] = ()


DEEDS = (
    Deed("新建档案", "clients:enrol", "user-plus", words=("建档", "新增服务对象", "登记服务对象")),
    Deed("导入名单", "clients:intake", "file-up", words=("批量导入服务对象", "花名册", "Excel 导入")),
    Deed("记一次联系", "clients:caseload", "message-square-plus", words=("走访", "帮扶记录", "打电话")),
    Deed("移交", "clients:hand_overs", "arrow-left-right", words=("交接", "接收", "变更执行地")),
    Deed("移交服务对象", "clients:hand_over", "arrow-right-left", words=("交给别人",)),
    Deed("查本辖区服务对象", "clients:find", "user-search", words=("是否在册", "查重")),
    Deed("找一户", "welfare:household_find", "search", OFFICER, words=("查家庭",)),
    Deed("登记企业", "employers:firm_new", "building-2", words=("新建企业", "爱心企业")),
    Deed("企业核实", "employers:verifications", "badge-check", words=("审核企业", "营业执照")),
    Deed("导入岗位", "employers:vacancy_imports", "file-up", words=("批量导入岗位",)),
    Deed("由我们维护的岗位", "employers:vacancies_kept", "briefcase", words=("待确认岗位", "登记岗位")),
    Deed("新建安置基地", "employers:base_new", "warehouse", words=("安置点",)),
    Deed("回访", "placement:follow_ups", "phone", words=("就业回访", "到期回访")),
    Deed("稳岗情况", "placement:retention", "trending-up", words=("在岗率",)),
    Deed("推荐没有进展的人", "placement:stalled", "hourglass", words=("停滞",)),
    Deed("即将解除强制隔离的人", "placement:pre_release", "calendar-clock", words=("出所", "解戒", "后续照管")),
    Deed("培训基地", "employers:training_bases", "school", words=("职业学院", "技工学校")),
    Deed("工作日历", "welfare:calendar", "calendar-days", (*DESK, *OFFICER), words=("节假日", "调休")),
    Deed("新增工作人员", "people:staff_new", "user-plus", MANAGER, words=("新社工", "开账号")),
    Deed("我的账号", "people:me", "circle-user-round", EVERYBODY, words=("角色", "动态口令", "个人设置")),
    Deed("修改密码", "account_change_password", "key-round", EVERYBODY, words=("换密码",)),
    Deed(INBOX.label, INBOX.name, INBOX.icon, EVERYBODY, words=("通知", "提醒")),
)
# Other names of what stands in the menu.
ALSO = {
    "placement:today": ("待办", "首页", "工作台"),
    "placement:district": ("首页", "数据"),
    "clients:caseload": ("名单", "我的服务对象", "档案"),
    "welfare:home": ("低保", "救助名单"),
    "welfare:take_up": ("漏保", "没领到"),
    "welfare:applications": ("申请进度", "办理时限"),
    "welfare:standards": ("低保标准", "最低工资"),
    "placement:vacancies": ("找工作", "招聘"),
    "placement:referrals": ("面试", "企业答复"),
    "placement:placements": ("上岗", "就业", "入职"),
    "placement:training": ("课程", "班次", "报名"),
    "employers:incentives": ("补贴", "税收", "申报"),
    "employers:firms": ("爱心企业", "用人单位"),
    "people:audit": ("日志", "谁看过"),
    "operations": ("首页", "系统状态", "监控", "备份"),
    "operations_jobs": ("后台任务", "队列", "重新开始"),
}


def pages(actor: User, words: str) -> Group:
    """The pages of the acting role called so, best first. No query."""
    asked = words.strip().lower()
    ranked = []
    for place, entry in enumerate((*MAIN, *DEEDS)):
        if actor.role not in entry.roles:
            continue
        others = entry.words if isinstance(entry, Deed) else ALSO.get(entry.name, ())
        ranks = [rank for rank in (answers(entry.label, asked), *_weaker(others, asked)) if rank]
        if ranks:
            ranked.append((min(ranks), place, entry))
    hits = [Hit(entry.label, reverse(entry.name), entry.icon) for _, _, entry in sorted(ranked, key=lambda it: it[:2])]
    return Group("pages", "页面", hits[:MOST])


def answers(label: str, asked: str) -> int:
    """How well ``label`` answers to what was typed, 1 best: its beginning, its sound, a part of it. 0: not at all."""
    plain = label.lower()
    if plain.startswith(asked):
        return 1
    if is_typed(asked) and (letters(label).startswith(asked) or (len(asked) > 1 and sound(label).startswith(asked))):
        return 2
    if asked in plain:
        return 3
    return 4 if is_typed(asked) and is_spelt(letters(label), asked) else 0


def _weaker(labels: tuple[str, ...], asked: str) -> list[int]:
    return [rank + 4 for label in labels if (rank := answers(label, asked))]
