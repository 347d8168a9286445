"""What people type in the portal, and submissions in the state in which a story needs them."""

from django.core import mail
from django.core.files.base import ContentFile
from django.urls import reverse

from employers import licences, verify
from employers.import_vacancies import look_over
from employers.models import Contact, Reason, Size, Upload, Verification
from jobs.models import Job
from jobs.models.job import State
from jobs.run import run
from people.file_types import true_content
from people.models import User
from tests.cast import DONGSHENG, a_credit_code, a_region, a_social_worker, a_user
from tests.clients.papers import a_png

PASSWORD = "胡杨林-2026-秋"
EMAIL = "zhouli@mengtai.example"


def a_scan(name: str = "执照.png") -> ContentFile:
    return ContentFile(a_png(), name=name)


def filled(**fields: object) -> dict[str, object]:
    """The registration form as 周丽 of 蒙泰热电 fills it in, in a county where somebody keeps firms."""
    a_social_worker("李敏")
    return {
        "credit_code": a_credit_code(),
        "name": "蒙泰热电",
        "licence": a_scan(),
        "industry": "44",
        "region": a_region(DONGSHENG).pk,
        "size": Size.LARGE.value,
        "contact_name": "周丽",
        "phone": "139 4771 2345",
        "email": EMAIL,
        "password": PASSWORD,
        "agreed": "on",
        **fields,
    }


def register(browser, **fields: object):
    return browser.post(reverse("portal:register"), filled(**fields))


def work_off() -> int:
    """Do every job that waits, also those that these ask for; returns how many."""
    done = 0
    while waiting := list(Job.objects.filter(state=State.WAITING).values_list("pk", flat=True)):
        done += sum(run(pk) for pk in waiting)
    return done


def link_in(letter) -> str:
    """The path of the link in a mail."""
    line = next(line for line in letter.body.splitlines() if line.startswith("http"))
    return "/" + line.split("/", 3)[3]


def confirm(browser, password: str = PASSWORD):
    """Follow the link of the last mail and press."""
    return browser.post(link_in(mail.outbox[-1]), {"password": password})


def a_verification(
    user: User | str = "周丽", firm: str = "蒙泰热电", region: str = DONGSHENG, **fields: object
) -> Verification:
    """Somebody says that she acts for the firm, and waits."""
    stated = {
        "credit_code": a_credit_code(firm),
        "name": firm,
        "industry": "44",
        "region": a_region(region),
        "size": Size.LARGE,
        "phone": "13947712345",
        **licences.keep(true_content(a_png()))._asdict(),
    }
    who = user if isinstance(user, User) else a_user(user)
    return verify.submit(who, **(stated | fields))


def a_refused_one(
    user: User | str = "周丽", firm: str = "蒙泰热电", reason: Reason = Reason.UNREADABLE
) -> Verification:
    return verify.refuse(a_social_worker("李敏"), a_verification(user, firm).pk, reason, "右下角被手挡住。")


# What people write into their own lists: complete, unlawful, incomplete, and of another firm.
LISTED = (
    {"岗位名称": "锅炉工", "招聘人数": "2", "工资": "4500-5500元/月", "岗位描述": "看护两台燃煤锅炉，三班倒。"},
    {"岗位名称": "门卫", "招聘人数": "1", "工资": "3000元/月", "岗位描述": "限男性，无吸毒史，看管大门。"},
    {"岗位名称": "保洁", "招聘人数": "若干", "工资": "面议", "岗位描述": "打扫办公楼。"},
    {"岗位名称": "司机", "统一社会信用代码": a_credit_code("恒晟物业"), "岗位描述": "开通勤车。"},
)


def a_firms_list(contact: Contact, *rows: dict[str, str], **fields: object) -> Upload:
    """A list that a contact has uploaded, looked over; ``LISTED`` unless said otherwise."""
    made = Upload.objects.create(
        uploaded_by=contact.user, contact=contact, headings=list(LISTED[0]),
        rows=[[line, row] for line, row in enumerate(rows or LISTED, start=2)], **fields,
    )  # fmt: skip
    look_over(made, contact)
    return made
