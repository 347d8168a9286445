"""What is wrong now, each with what to do next. An empty list is the page at its best."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.operations import lags
from config.operations.engines import Disk, Engine
from config.operations.work import Queue, Turn, Worker

# The index follows within seconds; later than this somebody should look.
INDEX_LATE = timedelta(minutes=15)
# Later than this, a worker that fell silent is old news.
LATELY = timedelta(hours=1)


@dataclass(frozen=True)
class Trouble:
    """``tone`` "bad": something does not get done; "wait": it still does, not as it should."""

    tone: str
    title: str
    what_next: str


def of_engines(engines: list[Engine]) -> Iterator[Trouble]:
    """Those that do not answer, or take their time."""
    gone = {
        "broker": Trouble(
            "bad",
            "消息队列连不上",
            "任务都记在数据库里，没有丢；队列恢复后几分钟内会自动补发。"
            "请检查 RabbitMQ 或 Redis 是否在运行，以及 CELERY_BROKER_URL。",
        ),
        "search": Trouble(
            "wait",
            "岗位检索服务连不上",
            "页面已改用数据库检索，可以继续用；恢复后会自动补上落下的岗位。"
            "请检查 Elasticsearch 是否在运行，以及 ELASTICSEARCH_URL。",
        ),
        "cache": Trouble("wait", "缓存连不上", "页面会慢一些，内容不受影响。请检查缓存服务是否在运行。"),
    }
    for engine in engines:
        if not engine.is_well and engine.key in gone:
            yield gone[engine.key]
        elif engine.is_slow:
            yield Trouble("wait", f"{engine.name}答得慢（{engine.ms} 毫秒）", "请看那台机器的负载、磁盘和网络。")


def of_work(now: datetime, queue: Queue, workers: list[Worker], turns: list[Turn]) -> Iterator[Trouble]:
    """Work that nobody does, that was given up, or that nobody asked for."""
    if not any(worker.is_alive for worker in workers):
        yield Trouble(
            "bad",
            "没有执行进程在工作",
            "新任务会一直等着。请启动 celery -A config worker（有消息队列时）或 manage.py work。",
        )
    elif queue.is_stuck:
        yield Trouble("wait", "有任务等了 10 分钟以上", "执行进程忙不过来：看下面它们在做什么，可以多开一个。")
    for worker in workers:
        if not worker.is_alive and now - worker.seen_at < LATELY:
            yield Trouble(
                "wait",
                f"执行进程 {worker.name} 没有消息了",
                "它手里的任务几分钟后由别的进程接着做。请看那台机器，需要时重新启动。",
            )
    if queue.given_up:
        yield Trouble(
            "bad",
            f"24 小时内有 {queue.given_up} 个任务多次尝试没有成功",
            "看下面的出错位置。原因消除后点“重新开始”；同一位置反复出错，请把出错位置告诉开发人员。",
        )
    late = [turn.title for turn in turns if turn.is_missed]
    if late:
        yield Trouble("wait", f"错过的定时任务：{'、'.join(late)}", "执行进程恢复以后会自动补做一次，不用手工补。")


def of_lags(screened: lags.Screened, behind: lags.Behind, backup: lags.Backup | None) -> Iterator[Trouble]:
    """What runs behind."""
    if backup is None:
        yield Trouble(
            "bad",
            "还没有备份过",
            "请设置 GUIHANG_BACKUP_DIR，每晚会自动备份并核对；或者现在运行 manage.py backup 文件夹 --verify。"
            "密钥不在备份里，要另外保存，没有它备份打不开。",
        )
    elif backup.is_old:
        yield Trouble(
            "bad", "最近一次备份超过一天", "请看“每晚备份”是否出错，或者现在运行 manage.py backup 文件夹 --verify。"
        )
    elif not backup.verified:
        yield Trouble(
            "wait",
            "最近一次备份没有核对过",
            "没有恢复试过的备份不一定打得开。请运行 manage.py backup 文件夹 --verify。",
        )
    if screened.behind:
        yield Trouble(
            "wait",
            f"昨晚有 {screened.behind} 个旗区没有做救助筛查",
            "看下面有没有停下来的“救助筛查”；也可以运行 manage.py screen。",
        )
    if behind.oldest is not None and behind.oldest > INDEX_LATE:
        yield Trouble(
            "wait",
            f"{behind.vacancies} 个岗位的改动还没有进检索",
            "执行进程恢复后会自动补上；也可以运行 manage.py search_index repair。",
        )


def of_machine(disk: Disk, pending: int) -> Iterator[Trouble]:
    """The machine and the version."""
    if pending:
        yield Trouble("bad", f"数据库还差 {pending} 步升级", "请先备份，再运行 manage.py migrate。")
    if disk.is_short:
        yield Trouble("bad", "磁盘快满了", "上传、备份可能失败。请腾出空间，旧备份先移走。")
