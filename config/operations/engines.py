"""Each engine asked whether it lives, all at once, none of them for longer than a second."""

import queue
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PATIENCE = 1.0
# Beyond it an answer is worth a look.
SLOW_MS = 500


@dataclass(frozen=True)
class Answer:
    """What an engine said: what it is, in words, and figures beside it (a size in bytes, a number that waits)."""

    what: str
    size: int | None = None
    waiting: int | None = None


@dataclass(frozen=True)
class Engine:
    """One engine as the page shows it. ``ms`` None: it did not answer; ``fault`` is the kind of error then."""

    key: str
    name: str
    answer: Answer | None
    ms: int | None
    fault: str = ""

    @property
    def is_well(self) -> bool:
        return self.ms is not None

    @property
    def is_slow(self) -> bool:
        return self.ms is not None and self.ms > SLOW_MS


def look() -> list[Engine]:
    """Database, broker, search and cache, in this order. Takes a second at most, however many of them are dead."""
    for client in ("elasticsearch", "kombu.transport.pyamqp", "kombu.transport.redis"):
        # Loading a client for the first time takes longer than its engine does. Who has none is told so below.
        with suppress(ImportError):
            import_module(client)
    # The database answers in this thread: a page that got here has asked it already.
    others = _together(
        {"broker": ("消息队列", _broker), "search": ("岗位检索", _search), "cache": ("缓存", _cache)}, PATIENCE
    )
    return [_asked("database", "数据库", _database), *others]


def _together(asks: dict[str, tuple[str, Callable[[], Answer]]], patience: float) -> list[Engine]:
    """Ask all at once. A thread that hangs is left to itself: it holds nothing that anybody waits for."""
    heard: queue.SimpleQueue[Engine] = queue.SimpleQueue()
    for key, (name, ask) in asks.items():
        threading.Thread(
            target=lambda key=key, name=name, ask=ask: heard.put(_asked(key, name, ask)), daemon=True
        ).start()
    answers: dict[str, Engine] = {}
    until = time.monotonic() + patience
    while len(answers) < len(asks):
        try:
            one = heard.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            break
        answers[one.key] = one
    return [answers.get(key) or Engine(key, name, None, None, "Timeout") for key, (name, _) in asks.items()]


def _asked(key: str, name: str, ask: Callable[[], Answer]) -> Engine:
    began = time.perf_counter()
    try:
        answer = ask()
    # Whatever a client library raises: the page says of what kind it was, not what it said.
    except Exception as error:
        return Engine(key, name, None, None, type(error).__name__)
    return Engine(key, name, answer, round((time.perf_counter() - began) * 1000))


def _database() -> Answer:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            version = f"SQLite {cursor.fetchone()[0]}"
        else:
            cursor.execute("SHOW server_version")
            version = f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
    return Answer(version, size=database_size())


def database_size() -> int | None:
    """Bytes of the database; None where it lies in memory alone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
    files = [Path(f"{connection.settings_dict['NAME']}{end}") for end in ("", "-wal")]
    sizes = [file.stat().st_size for file in files if file.is_file()]
    return sum(sizes) if sizes else None


def _broker() -> Answer:
    url = settings.CELERY_BROKER_URL
    if not url:
        return Answer("数据库里的任务表，不用消息队列")
    from config.celery import app

    kinds = {"amqp": "RabbitMQ", "amqps": "RabbitMQ", "redis": "Redis", "rediss": "Redis"}
    what = kinds.get(urlsplit(url).scheme, "消息队列")
    with (
        app.connection_for_write(url, connect_timeout=PATIENCE) as broker,
        closing(broker.ensure_connection(max_retries=1, timeout=PATIENCE).channel()) as channel,
    ):
        queue_of_jobs = app.amqp.queues[app.conf.task_default_queue].bind(channel)
        try:
            return Answer(what, waiting=queue_of_jobs.queue_declare(passive=True).message_count)
        except broker.channel_errors:
            # Nobody has sent or fetched anything yet.
            return Answer(what, waiting=0)


def _search() -> Answer:
    url = getattr(settings, "ELASTICSEARCH_URL", "")
    if not url:
        return Answer("数据库的全文检索")
    from elasticsearch import Elasticsearch

    with Elasticsearch(url, request_timeout=PATIENCE, max_retries=0) as client:
        node = client.nodes.info(node_id="_local", filter_path="nodes.*.version")["nodes"]
        return Answer(f"Elasticsearch {next(iter(node.values()))['version']}")


def _cache() -> Answer:
    cache.set("operations:probe", 1, timeout=10)
    if cache.get("operations:probe") != 1:
        raise LookupError
    kind = settings.CACHES["default"]["BACKEND"].rsplit(".", 1)[-1]
    return Answer({"LocMemCache": "每个进程自己的内存", "RedisCache": "Redis"}.get(kind, kind))


@dataclass(frozen=True)
class Disk:
    """The disk that holds ``GUIHANG_VAR``, in bytes."""

    total: int
    free: int

    @property
    def used(self) -> int:
        return self.total - self.free

    @property
    def used_percent(self) -> int:
        return round(100 * self.used / self.total)

    @property
    def used_gb(self) -> int:
        return round(self.used / 1024**3)

    @property
    def total_gb(self) -> int:
        return round(self.total / 1024**3)

    @property
    def is_short(self) -> bool:
        """Less than a tenth, or than 2 GB: an import or a backup may not fit."""
        return self.free < self.total // 10 or self.free < 2 * 1024**3


def disk() -> Disk:
    """How full it is."""
    usage = shutil.disk_usage(settings.VAR_DIR)
    return Disk(usage.total, usage.free)


_migrated: set[str] = set()


def pending_migrations() -> int:
    """How many migrations of this version the database has not seen.

    Asked until there is none: then none comes back while this process lives, and asking takes a tenth of a second.
    """
    name = str(connection.settings_dict["NAME"])
    if name in _migrated:
        return 0
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        _migrated.add(name)
    return len(plan)
