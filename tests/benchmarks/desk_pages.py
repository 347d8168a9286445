"""How long each page of the desk, the portal and the public site takes, in process, with the demo city in the database.

    GUIHANG_VAR=/somewhere python -m tests.benchmarks.desk_pages --requests 40

Builds the demo city in GUIHANG_VAR (default: a folder that is thrown away), signs in as one person per role, checks
that each page says what it should, then asks for it again and again and prints the median and the 95th percentile in
milliseconds, and the median of the processor time: on a machine that is busy with other things the two part. Fails
when a page is wrong or its p95 is not below 200.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

LIMIT_MS = 200


@dataclass(frozen=True)
class Page:
    """``who`` is "" for a visitor, ``says`` a text that only the right page holds; ``path`` is asked for once, when the
    city stands."""

    who: str
    name: str
    path: Callable[[], str]
    says: str
    htmx: bool = False


def pages() -> list[Page]:
    from django.urls import reverse

    from clients.models import Client
    from employers.models import Vacancy
    from people.models import User

    limin = User.objects.get(username="limin")
    cases = list(Client.objects.visible_to(limin).open().order_by("number").values_list("pk", flat=True)[:3])
    vacancy = (
        Vacancy.objects.published().filter(region__code__startswith="150602").order_by("pk").values_list("pk")[0][0]
    )

    def at(name: str, *args: object, query: str = "") -> Callable[[], str]:
        full = name if ":" in name else f"placement:{name}"
        return lambda: reverse(full, args=args) + query

    return [
        Page("limin", "今日", at("today"), "到期要办"),
        *(Page("limin", f"推荐岗位 {pk}", at("matches", pk), "为什么不行") for pk in cases),
        Page(
            "limin",
            "推荐岗位，选了条件",
            at("matches", cases[0], query="?district=150602&wage=3000"),
            "清除全部",
            htmx=True,
        ),
        Page("limin", "差一步", at("near_misses", cases[0]), "岗位没排进来的原因"),
        Page("limin", "比较", lambda: _compare(limin, cases[0]), "为什么合适"),
        Page("limin", "岗位", at("vacancies"), "排序"),
        Page("limin", "岗位，搜焊工", at("vacancies", query="?q=焊工"), "焊"),
        Page("limin", "岗位，选了条件", at("vacancies", query="?district=150602&wage=4000"), "东胜区", htmx=True),
        Page("limin", "推荐人选", at("candidates", vacancy), "没有排进来的原因"),
        Page("gaofeng", "推荐岗位（负责人）", at("matches", cases[0]), "为什么不行"),
        Page("gaofeng", "旗区概况", at("district"), "社工负担"),
        Page("suhe", "全市概况", at("district"), "各旗区社工负担"),
        Page("gaowa", "岗位（救助经办）", at("vacancies"), "排序"),
        Page("limin", "服务对象", at("clients:caseload"), "新建档案"),
        Page("gaofeng", "服务对象（东胜区）", at("clients:caseload"), "责任社工"),
        Page("suhe", "服务对象（全市）", at("clients:caseload"), "责任社工"),
        Page("limin", "概况", at("clients:overview", cases[0]), "记一次联系"),
        Page("limin", "技能与意愿", at("clients:wishes", cases[0]), "工作经历"),
        Page("limin", "家庭", at("welfare:household", cases[0]), "家庭"),
        Page("limin", "净收入", at("welfare:net_income", cases[0], query="?wage=3200"), "每月到手工资"),
        Page("limin", "查阅记录", at("clients:who_looked", cases[0]), "李敏"),
        Page("limin", "移交", at("clients:hand_overs"), "移交"),
        Page("limin", "批量导入", at("clients:intake"), "上传"),
        Page("limin", "企业", at("employers:firms"), "（演示）"),
        Page("limin", "岗位页", at("employers:vacancy", vacancy), "变更记录"),
        Page("limin", "本地维护的岗位", at("employers:vacancies_kept"), "岗位"),
        Page("gaofeng", "工作人员", at("people:staff"), "李敏"),
        Page("gaofeng", "查阅台账", at("people:audit"), "序号"),
        Page("bainan", "查阅台账（审计员）", at("people:audit"), "序号"),
        Page("limin", "后台任务", at("jobs:mine"), "后台任务"),
        Page("limin", "我的账号", at("people:me"), "登录名"),
        *work_pages(at, limin, cases[0], vacancy),
        *incentive_pages(at, cases[0]),
        *casework_pages(at, cases[0]),
        *public_pages(),
        Page("limin", "推介会", at("employers:fairs"), "推介会"),
        Page("suhe", "招募", at("site:recruiting", query="?days=365"), "打开网站"),
    ]


def work_pages(at: Callable[..., Callable[[], str]], limin, case: int, vacancy: int) -> list[Page]:
    """From consent to retention, on the desk and in the portal."""
    from placement.models import Placement, Referral
    from placement.models.referral import WITH_FIRM

    hers = Referral.objects.visible_to(limin).order_by("pk").values_list("pk", flat=True)[0]
    job = Placement.objects.visible_to(limin).order_by("pk").values_list("pk", flat=True)[0]
    before_zhou = Referral.objects.unscoped("benchmark").filter(
        state__in=WITH_FIRM, vacancy__enterprise__contacts__user__username="zhouli"
    )
    return [
        Page("limin", "推荐", at("referrals"), "要我做的"),
        Page("gaofeng", "推荐（负责人）", at("referrals"), "逾期"),
        Page("limin", "一份推荐", at("referral", hers), "经过"),
        Page("limin", "推荐给企业", at("refer", case, vacancy), "企业会看到什么"),
        Page("limin", "本人的推荐", at("client_referrals", case), "推荐"),
        Page("limin", "同意书", at("clients:consents", case), "同意书"),
        Page("limin", "就业服务", at("clients:services", case), "就业服务"),
        Page("limin", "安置", at("placements"), "份工作"),
        Page("suhe", "安置（全市）", at("placements"), "份工作"),
        Page("limin", "一份安置", at("placement", job), "回访"),
        Page("limin", "回访", at("follow_ups"), "回访"),
        Page("suhe", "稳岗（全市）", at("retention"), "90 天"),
        Page("limin", "没有进展", at("stalled"), "进展"),
        Page("suhe", "没有进展（全市）", at("stalled"), "进展"),
        Page("suhe", "出所衔接（全市）", at("pre_release"), "出所"),
        Page("limin", "岗位审核", at("employers:vacancy_reviews"), "审核"),
        Page("zhouli", "企业首页", at("portal:home"), "岗位"),
        Page("zhouli", "企业的岗位", at("portal:vacancies"), "发布岗位"),
        Page("zhouli", "发布岗位", at("portal:vacancy_new"), "岗位名称"),
        Page("zhouli", "候选人", at("candidates:candidates"), "候选人"),
        Page("zhouli", "一位候选人", at("candidates:candidate", before_zhou[0].uid), "经过"),
        Page("zhouli", "答复情况", at("candidates:statistics"), "答复"),
    ]


def incentive_pages(at: Callable[..., Callable[[], str]], case: int) -> list[Page]:
    """What a hire brings and what a course opens."""
    from django.utils import timezone

    from employers.models import Cohort, Contact, Dossier

    firm = Contact.objects.get(user__username="zhouli").enterprise
    dossier = Dossier.objects.filter(enterprise=firm, hire__isnull=False).order_by("pk")[0]
    cohort = Cohort.objects.filter(starts_on__gt=timezone.localdate()).earliest("starts_on")
    return [
        Page("zhouli", "扶持政策", at("portal:incentives"), "算一算"),
        Page("zhouli", "用工", at("portal:hires"), "登记用工"),
        Page("zhouli", "一个人的扶持", at("portal:hire", dossier.hire.uid), "单位社会保险补贴"),
        Page("zhouli", "材料清单", at("portal:dossier", dossier.uid), "劳动合同"),
        Page("zhouli", "年度账", at("portal:firm_year", timezone.localdate().year), "纳税申报"),
        Page("limin", "扶持", at("employers:incentives"), "材料"),
        Page("limin", "一家企业的扶持", at("employers:firm_incentives", firm.pk), "用工"),
        Page("limin", "培训", at("training"), "报名"),
        Page("limin", "本人的培训", at("client_training", case), "课程"),
        Page("limin", "一个班", at("cohort", cohort.pk), "名额"),
        Page("suhe", "安置基地（全市）", at("bases"), "安置"),
        Page("limin", "入所培训", at("inside_training"), "出所"),
    ]


def casework_pages(at: Callable[..., Callable[[], str]], case: int) -> list[Page]:
    """What is due, what offices owe, whose facts are true, and the month."""
    from people.models import User
    from placement.facts.sample import samples_of

    lot = samples_of(User.objects.get(username="gaofeng")).latest("month")
    return [
        Page("limin", "时限", at("clients:clocks", case), "时限"),
        Page("limin", "记一次联系", at("clients:help", case), "情况"),
        Page("limin", "帮扶计划", at("clients:plan", case), "计划"),
        Page("limin", "请假外出", at("clients:leaves"), "请假"),
        Page("limin", "部门协同", at("clients:duties"), "部门"),
        Page("suhe", "部门协同（全市）", at("clients:duties"), "部门"),
        Page("limin", "结对帮扶", at("clients:pairings"), "结对"),
        Page("limin", "事实核对", at("facts"), "互相矛盾"),
        Page("suhe", "事实核对（全市）", at("facts"), "互相矛盾"),
        Page("suhe", "很久没核对（全市）", at("facts", query="?show=old"), "仍然属实"),
        Page("gaofeng", "抽查", at("fact_sample", lot.pk), "逐条核对"),
        Page("suhe", "人员配备（全市）", at("staffing"), "社工"),
        Page("gaofeng", "月报", at("figures:month"), "在册"),
        Page("suhe", "月报（全市）", at("figures:month"), "在册"),
        Page("suhe", "一个指标（全市）", at("figures:figure", "work.at_work"), "在业"),
        Page("limin", "台账", at("figures:registers"), "台账"),
    ]


def public_pages() -> list[Page]:
    """As a visitor finds them."""
    from cms.models import IncentivesPage, NewsPage, StoryPage
    from employers.models import Fair

    fair = Fair.objects.filter(state="open").earliest("starts_at")
    paths = {
        "首页": ("/", "注册成为爱心企业"),
        "扶持政策（公开）": (IncentivesPage.objects.get().url, "招用重点群体"),
        "一项扶持政策": ("/incentives/key-group-hire/", "谁能享受"),
        "计算器": ("/calculator/key_group_hire/?region=1506", "算一算"),
        "招聘岗位": ("/vacancies/", "找岗位"),
        "招聘岗位，搜保洁": ("/vacancies/?q=保洁", "保洁"),
        "培训机构": ("/training/", "开班"),
        "材料清单": ("/papers/", "劳动合同"),
        "推介会（公开）": ("/fairs/", fair.title),
        "动态": (NewsPage.objects.get().url, "推介会"),
        "一个故事": (StoryPage.objects.live().first().url, "企业"),
        "救助政策": ("/assistance/", "自己查一查"),
        "一项救助": ("/assistance/medical-aid/?place=1506", "谁能申请"),
        "自己查一查": ("/assistance/self-check/", "家"),
        "站内搜索": ("/search/?q=补贴", "补贴"),
        "网站地图": ("/sitemap.xml", "/vacancies/"),
    }
    return [Page("", name, lambda where=where: where, says) for name, (where, says) in paths.items()]


def _compare(worker, client_id: int) -> str:
    from django.urls import reverse
    from django.utils import timezone

    from clients.models import Client
    from placement.best_vacancies import for_client

    client = Client.objects.visible_to(worker).get(pk=client_id)
    best = for_client(client, worker, timezone.localdate()).ranked[:3]
    return reverse("placement:compare", args=[client_id]) + "?" + "&".join(f"pick={found.card.id}" for found in best)


def measure(requests: int) -> bool:
    """Print a line per page; True if all are right and quick enough."""
    from django.test import Client as Browser

    from people.models import User

    print(f"\n{'页面':<22}{'首次':>6}{'p50':>8}{'p95':>8}{'cpu':>8}   毫秒，{requests} 次")
    well = True
    for page in pages():
        browser = Browser(headers={"hx-request": "true"} if page.htmx else {})
        if page.who:
            user = User.objects.get(username=page.who)
            browser.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        path = page.path()
        times, cpu = [], []
        for _ in range(requests + 1):
            begun, used = time.perf_counter(), time.process_time()
            response = browser.get(path)
            times.append((time.perf_counter() - begun) * 1000)
            cpu.append((time.process_time() - used) * 1000)
            if response.status_code != 200 or page.says not in response.content.decode():
                raise SystemExit(f"{page.name}: {path} answered {response.status_code} without “{page.says}”")
        first, later = times[0], sorted(times[1:])
        p95 = later[max(0, -(-len(later) * 95 // 100) - 1)]
        well &= p95 < LIMIT_MS
        wide = 24 - sum(ord(character) > 0x2E7F for character in page.name)
        mark = "" if p95 < LIMIT_MS else "  太慢"
        print(f"{page.name:<{wide}}{first:>9.0f}{later[len(later) // 2]:>8.0f}{p95:>8.0f}{median(cpu):>8.0f}{mark}")
    return well


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=40)
    asked = parser.parse_args()
    with ExitStack() as stack:
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        os.environ["GUIHANG_DEMO"] = "1"
        if "GUIHANG_VAR" not in os.environ:
            os.environ["GUIHANG_VAR"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="guihang-bench-"))
        import django

        django.setup()
        from django.conf import settings

        from config.demo.build import build
        from placement.pool import warm_up

        settings.ALLOWED_HOSTS = ["testserver"]
        build(sys.stdout)
        warm_up().join()  # as the site does when it starts
        well = measure(max(30, asked.requests))
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
