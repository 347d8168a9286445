"""推荐: one client to one vacancy on one page: what stands, her consent on the spot, what the firm will see, send."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clients import consent_words, give_consent
from clients.desk.shown_link import shown_link
from clients.door import open_case
from clients.models import Client, Consent, ConsentField
from clients.models.consent import ConsentPurpose
from employers.models import Vacancy
from law.truth import Truth
from people.doors import desk, poll
from people.errors import Refused
from people.models import Purpose, Role, User
from placement import refer
from placement.by_telephone import is_online
from placement.desk.consent_form import PURPOSE, ConsentForm, PaperForm
from placement.desk.referral import people_of
from placement.desk.referral_rows import ends_soon
from placement.may_send import Check, checks
from placement.models import Referral
from placement.models.referral import ANSWER_WORKDAYS, State
from placement.profiles import profile_lines, profile_of
from welfare.calendar import deadline


@dataclass(frozen=True, slots=True)
class Case:
    """Who is proposed where, and the referral of it that is not sent yet, if there is one."""

    client: Client
    vacancy: Vacancy
    referral: Referral | None


@require_safe
@desk(Role.SOCIAL_WORKER)
def page(request, client_id, vacancy_id):
    """Everything on one page. What was sent already is looked at on its own page, unless her consent is to be asked
    for again meanwhile."""
    case = _open(request, client_id, vacancy_id)
    if case.referral is not None and case.referral.state != State.PREPARED and not _runs_out(case):
        return redirect("placement:referral", case.referral.pk)
    return _page(request, case)


@require_POST
@desk(Role.SOCIAL_WORKER)
def ask(request, client_id, vacancy_id):
    """Ask for her consent, to be answered on her phone; the referral waits for it."""
    case = _open(request, client_id, vacancy_id)
    form = ConsentForm(request.POST, today=timezone.localdate())
    if form.is_valid():
        try:
            # Nothing is begun when she cannot be asked.
            with transaction.atomic():
                _prepared(request.user, case)
                asked, _ = give_consent.ask(
                    request.user, case.client, *_question(case, form), contact=contact_of(case.vacancy)
                )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            if request.POST.get("way") == Consent.Way.PAPER:
                return redirect("clients:consent_sheet", case.client.pk, asked.uid)
            messages.success(request, "请本人用手机扫码答复。")
            return _back(case)
    return _page(request, case, form=form)


@require_POST
@desk(Role.SOCIAL_WORKER)
def paper(request, client_id, vacancy_id):
    """Her consent as signed on paper, with the scan; it stands at once."""
    case = _open(request, client_id, vacancy_id)
    form = PaperForm(request.POST, request.FILES, today=timezone.localdate())
    if form.is_valid():
        try:
            with transaction.atomic():
                _prepared(request.user, case)
                give_consent.record_on_paper(
                    request.user, case.client, *_question(case, form), form.cleaned_data["scan"],
                    contact=contact_of(case.vacancy),
                )  # fmt: skip
        except Refused as no:
            form.add_error(None, str(no))
        else:
            sent = case.referral is not None and case.referral.state != State.PREPARED
            messages.success(request, f"同意书已登记，{'推荐照常进行' if sent else '可以发送推荐'}。")
            return _back(case)
    return _page(request, case, paper=form)


@poll
@require_safe
@desk(Role.SOCIAL_WORKER)
def waits(request, client_id, vacancy_id):
    """Whether she has answered: nothing while she has not, else the page is to be loaded anew."""
    client = get_object_or_404(Client.objects.visible_to(request.user), pk=client_id)
    vacancy = get_object_or_404(Vacancy.objects.visible_to(request.user).select_related("enterprise"), pk=vacancy_id)
    if _asked(client, vacancy) is not None:
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
@desk(Role.SOCIAL_WORKER)
def send(request, client_id, vacancy_id):
    """Send it; all is checked again."""
    case = _open(request, client_id, vacancy_id)
    try:
        with transaction.atomic():
            referral = refer.send(request.user, _prepared(request.user, case))
    except Refused as no:
        messages.error(request, str(no))
        return _back(case)
    firm = case.vacancy.enterprise
    if is_online(firm):
        messages.success(request, f"已发送给{firm.name}。企业先看到代号 {referral.code}，看不到姓名。")
    else:
        messages.success(request, f"已登记。{firm.name}没有网上账号，请打电话推荐，不说姓名。")
    return redirect("placement:referral", referral.pk)


# Shared ---------------------------------------------------------------------------------------------------------------


def _open(request: HttpRequest, client_id: int, vacancy_id: int) -> Case:
    client = open_case(request, client_id, Purpose.REFERRAL)
    running = client.referrals.running().filter(vacancy_id=vacancy_id).first()
    vacancies = Vacancy.objects.visible_to(request.user)
    if running is not None:
        # What left everybody's sight since can still be looked at by whoever began it.
        vacancies = Vacancy.objects.filter(pk=running.vacancy_id)
    vacancy = get_object_or_404(
        vacancies.select_related("enterprise__region", "region__parent"), pk=vacancy_id
    )  # fmt: skip
    if running is not None:
        running.client, running.vacancy = client, vacancy
    return Case(client, vacancy, running)


def _prepared(worker: User, case: Case) -> Referral:
    """The referral that waits to be sent, made now if there is none. Raises Refused as ``refer.prepare``."""
    return case.referral or refer.prepare(worker, case.client, case.vacancy)


def _question(case: Case, form: ConsentForm) -> tuple[str, str, str, list[str], date]:
    firm = case.vacancy.enterprise
    return firm.credit_code, firm.name, PURPOSE, form.codes(), form.cleaned_data["until"]


def _asked(client: Client, vacancy: Vacancy) -> Consent | None:
    mine = client.consents.asked().with_firm(vacancy.enterprise.credit_code).filter(purpose=PURPOSE)
    found: Consent | None = mine.first()
    return found


def contact_of(vacancy: Vacancy) -> str:
    """How the firm is reached, as the client is told: 周丽，0477-8581234."""
    people = [one for one in people_of(vacancy.enterprise) if one.phone]
    return f"{people[0].name}，{people[0].phone}" if people else ""


def _runs_out(case: Case) -> bool:
    """Whether it was sent under a consent that ends soon, or has ended, and no longer one was given since."""
    if case.referral is None:
        return False
    given = case.client.consents.with_firm(case.vacancy.enterprise.credit_code).filter(purpose=PURPOSE)
    until = given.filter(state=Consent.State.GIVEN).values_list("until", flat=True).first()
    return ends_soon(case.referral.state, until, timezone.localdate())


def _back(case: Case):
    return redirect("placement:refer", case.client.pk, case.vacancy.pk)


def _page(request: HttpRequest, case: Case, *, form: ConsentForm | None = None, paper: PaperForm | None = None):
    user, client, vacancy = request.user, case.client, case.vacancy
    today = timezone.localdate()
    looked = checks(user, client, vacancy, today, referral=case.referral)
    stands, asked = give_consent.standing_for(client, vacancy.enterprise.credit_code, on=today), _asked(client, vacancy)
    obstacles = [one for one in looked if one.truth is Truth.NO]
    context: dict[str, Any] = {
        "client": client,
        "vacancy": vacancy,
        "firm": vacancy.enterprise,
        "referral": case.referral,
        "obstacles": [(one, settle_href(case, one)) for one in obstacles if one.code != "consent"],
        "asks": [one for one in looked if one.truth is Truth.UNKNOWN],
        "holds": [{"text": one.text or one.label, "tone": "good"} for one in looked if one.truth is Truth.YES],
        "may_send": not obstacles,
        "again": _runs_out(case),
        "consent": stands,
        "asked": asked,
        "refused": _refused(client, vacancy) if not (stands or asked) else None,
        "form": form or ConsentForm(today=today, asked=asked),
        "paper": paper or PaperForm(today=today, asked=asked),
        "paper_open": paper is not None,
        "ask_open": form is not None,
        "contacts": people_of(vacancy.enterprise),
        "preview": preview(client, vacancy, stands, today),
        "answer_due": deadline(today, ANSWER_WORKDAYS).day,
        "workdays": ANSWER_WORKDAYS,
        "online": is_online(vacancy.enterprise),
    }
    if asked is not None:
        context |= _link(request, asked)
    bound = form is not None or paper is not None
    return render(request, "placement/desk/refer.html", context, status=422 if bound else 200)


def settle_href(case: Case, found: Check) -> str:
    """The page on which an obstacle can be settled; "" where there is none."""
    client, vacancy = [case.client.pk], case.vacancy
    if found.code.startswith("fit.bar."):
        return reverse("clients:answer", args=[*client, "bar_facts"])
    if found.code.startswith("fit"):
        return reverse("clients:wishes", args=client)
    where: dict[str, tuple[str, list[int]]] = {
        "vacancy": ("employers:vacancy", [vacancy.pk]),
        **dict.fromkeys(("verified", "paused", "cap"), ("employers:firm", [vacancy.enterprise_id])),
        "there": ("placement:client_placements", client),
        "once": ("placement:client_referrals", client),
    }
    name, args = where.get(found.code, ("", []))
    return reverse(name, args=args) if name else ""


def _refused(client: Client, vacancy: Vacancy) -> Consent | None:
    """Her last word to this firm, if it was a no."""
    mine = client.consents.with_firm(vacancy.enterprise.credit_code).filter(purpose=PURPOSE)
    last: Consent | None = mine.order_by("-asked_at", "-pk").first()
    return last if last is not None and last.state == Consent.State.REFUSED else None


def _link(request: HttpRequest, asked: Consent) -> dict[str, Any]:
    """The link for her phone while there is one, and what she reads there."""
    link = asked.links.running(timezone.now()).first()
    return {"shown": shown_link(request, link) if link else None, "reads": consent_words.read(asked.words)}


@dataclass(frozen=True, slots=True)
class Stage:
    """What the firm sees from one point on. ``lines``: label and words; ``note``: why there is not more."""

    title: str
    lines: list[tuple[str, str]]
    note: str = ""


def preview(client: Client, vacancy: Vacancy, consent: Consent | None, today: date) -> list[Stage]:
    """企业会看到什么, in the three stages."""
    told = [(line.label, "、".join(line.words)) for line in profile_lines(profile_of(client, vacancy, today))]
    person = [
        (str(label), value or "档案里没有")
        for field, label, value in (
            (ConsentField.NAME, "姓名", client.name),
            (ConsentField.PHONE, "手机", client.phone),
        )
        if consent is None or field in consent.fields
    ]
    papers = give_consent.standing_for(client, vacancy.enterprise.credit_code, ConsentPurpose.INCENTIVE, on=today)
    return [
        Stage(
            "一发送就看到", [("代号", "六位字母数字，不是姓名"), *told], "少于 5 个人相同的内容不显示，免得被认出来。"
        ),
        Stage(
            "约了面试才看到",
            person,
            "本人没有同意告诉姓名和手机。" if not person else "" if consent else "要本人同意；本人不勾的不显示。",
        ),
        Stage(
            "上岗以后才看到",
            [("证明", "可以提供办理用工扶持的证明")] if papers else [],
            "" if papers else "办理用工扶持的证明，到时另外征求同意。",
        ),
    ]
