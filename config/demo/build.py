"""From an empty folder to the demo city, saying all along what is being done."""

from datetime import date
from random import Random

from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from clients.models import Client
from config.demo.applications import build_applications
from config.demo.assistance import build_assistance
from config.demo.between import build_between
from config.demo.casework import build_casework
from config.demo.city import DISTRICTS, SEED, firm_rows
from config.demo.clients import build_clients
from config.demo.enrolments import build_enrolments
from config.demo.fairs import build_fairs
from config.demo.figures import MONTHS, build_figures
from config.demo.firms import build_firms
from config.demo.hires import build_hires
from config.demo.history import build_contacts, build_hand_overs, build_ledger
from config.demo.placements import build_placements
from config.demo.portal import ZHOULI, build_portal
from config.demo.public_site import CHENJING, ZHAOMIN, build_public_site
from config.demo.referrals import build_referrals
from config.demo.shortlists import build_shortlists
from config.demo.staff import SIGN_INS, WULAN, build_administrator, build_staff
from config.demo.support import build_support
from config.demo.training import build_training
from config.first_migrate import migrate, outstanding
from people import import_regions
from people.models import Region, User
from placement.models import Placement
from placement.search.database import rebuild

__all__ = ["INTRODUCED", "SIGN_INS", "build"]

APPLICATIONS = 60
# On the console: staff, who comes through the employer portal, and who keeps the public site.
INTRODUCED = (*SIGN_INS, WULAN, ZHOULI, CHENJING, ZHAOMIN)


def build(out) -> None:
    """Migrate, load the regions and, the first time, build the city; what is there already is left alone.

    ``out`` is a text stream. The city is one transaction: interrupted, it begins anew the next time.
    """
    _migrate(out)
    if not Region.objects.exists():
        out.write("装入全国行政区划（省到街道）")
        _load_regions()
    if not User.objects.filter(username=SIGN_INS[0].username).exists():
        out.write("建立演示城市：鄂尔多斯（人员、企业、岗位均为虚构）")
        with transaction.atomic():
            _build_city(timezone.localdate())
    # A city that was built before somebody ran it gets her too …
    if not User.objects.filter(username=WULAN.username).exists():
        with transaction.atomic():
            build_administrator(timezone.localdate())
    # … and people of firms.
    if not User.objects.filter(username=ZHOULI.username).exists():
        with transaction.atomic():
            build_portal()
    # … and jobs on file.
    if not Placement.objects.unscoped("is the demo complete").exists():
        with transaction.atomic():
            _build_work(timezone.localdate())
    if not User.objects.filter(username=CHENJING.username).exists():
        out.write("公开网站：栏目、政策页、故事和动态")
        with transaction.atomic():
            build_public_site(timezone.localdate())


def _migrate(out) -> None:
    due = outstanding()
    if not due:
        return
    out.write("建立数据表")
    with _bar("数据表", due) as bar:
        migrate(lambda name: bar.update())


def _load_regions() -> None:
    plan = import_regions.preview(import_regions.read_table(import_regions.SHIPPED))
    with _bar("区划", len(plan.rows)) as bar:
        done_of: dict[str, int] = {}

        def tell(level: str, done: int, total: int) -> None:
            done_of[level] = done
            bar.update(sum(done_of.values()) - bar.n)

        import_regions.apply(plan, tell)


def _bar(name: str, total: int) -> tqdm:
    return tqdm(total=total, desc=f"  {name}", unit="", bar_format="{desc} {bar:30} {n_fmt}/{total_fmt} {elapsed}")


def _build_city(as_of: date) -> None:
    random = Random(SEED)  # noqa: S311 - the same city every time is the point
    workers = build_staff(random, as_of)
    with _bar("企业与岗位", len(firm_rows())) as bar:
        build_firms(random, as_of, bar.update)
    total = sum(district.clients for district in DISTRICTS)
    with _bar("服务对象", total) as bar:
        clients = build_clients(random, as_of, workers, bar.update)
    with _bar("五年帮扶记录", total) as bar:
        contacts = build_contacts(random, as_of, clients, bar.update)
    with _bar("查阅台账、移交与检索", 3) as bar:
        build_ledger(contacts)
        bar.update()
        build_hand_overs(as_of, clients, workers[DISTRICTS[0].code])
        bar.update()
        rebuild()
        build_shortlists(as_of, [User.objects.get(username=name) for name in ("limin", "zhangwei")])
        bar.update()
    with _bar("救助筛查", len(DISTRICTS)) as bar:
        build_assistance(random, as_of, clients, bar.update)
    with _bar("救助申请", APPLICATIONS) as bar:
        build_applications(random, as_of, APPLICATIONS, bar.update)


def _build_work(as_of: date) -> None:
    """Jobs, referrals and what helps towards them, for the clients on file."""
    random = Random(SEED + 1)  # noqa: S311 - as above
    everybody = Client.objects.unscoped("demo city").open().order_by("pk")
    clients = list(everybody.select_related("caseworker", "residence_region"))
    with _bar("安置与回访", len(clients)) as bar:
        build_placements(random, as_of, clients, bar.update)
    build_training(as_of)
    build_fairs(as_of)
    with _bar("就业服务与推荐", 2) as bar:
        build_support(random, as_of, clients)
        bar.update()
        build_referrals(random, as_of, clients, lambda: None)
        bar.update()
    build_hires(random, as_of)
    build_enrolments(random, as_of, clients)
    with _bar("个案服务", 2) as bar:
        build_casework(Random(SEED + 2), as_of, clients)  # noqa: S311 - as above
        bar.update()
        build_between(Random(SEED + 4), as_of, clients)  # noqa: S311 - as above
        bar.update()
    with _bar("月报", MONTHS + 1) as bar:
        build_figures(Random(SEED + 3), as_of, clients, bar.update)  # noqa: S311 - as above
