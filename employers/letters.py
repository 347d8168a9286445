"""The mails of the portal. They say that there is something to do, in words that tell nobody who looks over a
shoulder what the platform is for besides finding people for jobs."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from employers import manage_contacts, sign_up
from employers.models import Contact, Registration
from jobs.run import Job, Progress, job


@job("portal.registration_letter", title="注册确认邮件")
def registration(row: Job, progress: Progress) -> dict[str, int]:
    """To the address that was typed: a link to confirm it; or, where somebody signs in by it, that there is a sign-in
    already. Only here is it looked whether the address is known."""
    found = Registration.objects.open().filter(pk=row.payload["registration"]).first()
    if found is None:
        return {"sent": 0}
    if sign_up.is_known(found.email):
        link = found.origin + reverse("account_login")
        send("请登录您的账号", "known", found.email, link)
    else:
        link = found.origin + reverse("portal:confirm", args=[sign_up.token_of(found)])
        send("请确认邮箱", "confirm", found.email, link)
    return {"sent": 1}


@job("portal.invitation_letter", title="邀请邮件")
def invitation(row: Job, progress: Progress) -> dict[str, int]:
    """To the address that an owner typed: a link to take the invitation up."""
    found = Contact.objects.invited().select_related("enterprise").filter(pk=row.payload["contact"]).first()
    if found is None:
        return {"sent": 0}
    link = found.origin + reverse("portal:invited", args=[manage_contacts.token_of(found)])
    send("同事邀请您一起使用", "invitation", found.email, link, firm=found.enterprise.name)
    return {"sent": 1}


def send(subject: str, name: str, to: str, link: str, **words: object) -> None:
    """Mail the text ``name`` with a link and what else it says."""
    body = render_to_string(f"employers/portal/mail/{name}.txt", {"link": link, **words})
    send_mail(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", body, None, [to])
