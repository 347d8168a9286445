"""The demo's work between offices and districts: what was asked of whom, cases on their way, and the month's lot."""

from datetime import date, timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from clients import owe, transfer
from clients.models import Client, Department, Duty, FactCheck, ReportIn
from people.models import Region, User
from placement.facts import sample

# Office, kind, what is asked.
ASKED = (
    (Department.LABOUR, "recognition", "申请就业困难人员认定"),
    (Department.LABOUR, "training", "报名参加下一期电工培训"),
    (Department.POLICE, "household", "补办身份证"),
    (Department.SCHOOL, "schooling", "孩子下学期转学到居住地附近"),
    (Department.HEALTH, "insurance", "参加明年的居民医保"),
    (Department.STREET, "visit", "入户核实住房情况"),
    (Department.CIVIL, "other", "咨询临时救助需要的材料"),
)
BACK = ("缺户口簿复印件", "本人签字不清楚，请重签", "要先到社区开居住证明")
# Every so many clients something is asked of an office; so many of the lot are looked at.
ASKING, LOOKED_AT = 24, 14
WRONG = ("电话已经换号", "已经不在那里上班", "学历应为高中")


def build_between(random: Random, as_of: date, clients: list[Client]) -> None:
    """For the open ``clients``, whose caseworker and region are loaded."""
    reports = ReportIn.objects.unscoped("demo city").waiting()
    for report in reports.select_related("client__caseworker", "region__parent"):
        owe.police_file(report.client.caseworker, report)
    for client in clients[3::ASKING]:
        _ask(random, as_of, client)
    _transfers(as_of)
    _draw_lots(random, as_of)


def _ask(random: Random, as_of: date, client: Client) -> None:
    department, kind, what = random.choice(ASKED)
    worker = client.caseworker
    asked = as_of - timedelta(days=random.randrange(2, 40))
    duty = owe.send(worker, client, department=department, kind=kind, what=what, on=max(asked, client.opened_on))
    after = min(as_of, duty.counted_from + timedelta(days=random.randrange(1, 12)))
    fate = random.random()
    if fate < 0.35:
        owe.done(worker, duty, "已办好", on=after)
    elif fate < 0.6:
        owe.hand_back(worker, duty, random.choice(BACK), on=after)
        if fate < 0.45:
            owe.resend(worker, Duty.objects.unscoped("demo city").get(pk=duty.pk), "材料已补齐", on=as_of)


def _transfers(as_of: date) -> None:
    """One case waits to be received in 东胜区, one was received last week, and 李敏 has sent one away."""
    zhang, li, gao = (User.objects.get(username=name) for name in ("zhangwei", "limin", "gaofeng"))
    dongsheng, home = (Region.objects.current().get(code=code) for code in ("150602", "150602001"))
    away = Region.objects.current().get(code="150621")
    note = "近况、意愿和材料都在档案里，家里有事电话里说。"
    movable = [one.pk for one in Client.objects.visible_to(zhang).open().filter(hand_overs=None, transfers=None)[:2]]
    waits, came = movable
    transfer.offer(zhang, waits, dongsheng, as_of - timedelta(days=4), note, as_of - timedelta(days=3))
    sent = transfer.offer(zhang, came, dongsheng, as_of - timedelta(days=12), note, as_of - timedelta(days=10))
    transfer.receive(gao, sent.pk, home, li, as_of - timedelta(days=7))
    leaving = Client.objects.visible_to(li).open().filter(hand_overs=None, transfers=None, measures__end=None).first()
    if leaving is not None:
        transfer.offer(li, leaving.pk, away, as_of - timedelta(days=2), note, as_of - timedelta(days=1))


def _draw_lots(random: Random, as_of: date) -> None:
    """Last month's lot of 东胜区 is looked at, this month's waits."""
    gao = User.objects.get(username="gaofeng")
    this = as_of.replace(day=1)
    earlier = sample.draw(gao, gao.region, this - relativedelta(months=1), seed="demo")
    checks = FactCheck.objects.visible_to(gao).filter(sample=earlier)
    for check in list(checks)[:LOOKED_AT]:
        fate = random.random()
        if fate < 0.75:
            sample.settle(gao, check.pk, "true")
        elif fate < 0.9:
            sample.settle(gao, check.pk, "differs", random.choice(WRONG))
        else:
            sample.settle(gao, check.pk, "cannot_tell", "本人不在家，邻居说不清")
    sample.draw(None, gao.region, this, seed="demo")
