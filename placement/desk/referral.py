"""One referral: where it stands, the one next step, what to tell the client, and everything that happened."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clients.door import open_case
from clients.give_consent import standing_for
from clients.models import Client, Consent, ConsentField
from clients.models.consent import ConsentPurpose
from employers.models import Contact, Enterprise
from people.doors import desk
from people.errors import Refused
from people.models import Purpose, Role, User
from placement import refer
from placement.by_telephone import is_online
from placement.desk.client_words import words_for_client
from placement.desk.referral_forms import FORMS, StepForm
from placement.desk.referral_history import ICONS, STAGES, history, last_step, may_undo, stage_of
from placement.desk.referral_rows import ends_soon, last_words
from placement.desk.referral_steps import TONES, Facts, Step, step_of
from placement.firm_says import below_minimum
from placement.models import Referral
from placement.models.referral import MOVES, UNDO_LASTS, By, State
from placement.profiles import profile_lines
from welfare.calendar import calendar

WHO = (Role.SOCIAL_WORKER, Role.MANAGER)
ENDS = ("decline", "turn_down", "withdraw")


@dataclass(frozen=True, slots=True)
class Deed:
    """A step that may be taken now, with the words and the icon of its button."""

    name: str
    label: str
    icon: str

    @property
    def on_behalf(self) -> bool:
        return FORMS[self.name].on_behalf

    @property
    def button(self) -> str:
        """What one presses under its form: one's own deed by its name, what somebody else said as a thing noted."""
        own = self.name == "withdraw" or self.label.startswith("登记")
        return self.label if own else f"登记：{self.label}"

    @property
    def is_end(self) -> bool:
        return self.name in ENDS


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the firm who can be rung up."""

    name: str
    role: str
    phone: str
    note: str = ""


def open_referral(request: HttpRequest, referral_id: int) -> Referral:
    """The referral with its client, in scope and recorded as a look at her; else Http404."""
    referral = get_object_or_404(
        Referral.objects.visible_to(request.user).select_related(
            "vacancy__enterprise", "vacancy__region__parent", "consent", "recorded_by", "placement"
        ),
        pk=referral_id,
    )
    referral.client = open_case(request, referral.client_id, Purpose.REFERRAL)
    return referral


def acts_for(user: User, client: Client) -> bool:
    """The client's own caseworker; her superiors read along."""
    return user.role == Role.SOCIAL_WORKER and client.caseworker_id == user.pk


@require_safe
@desk(*WHO)
def page(request, referral_id):
    """The page; ``?move=`` opens the form of a step."""
    referral = open_referral(request, referral_id)
    return _page(request, referral, request.GET.get("move", ""))


@require_POST
@desk(*WHO)
def move(request, referral_id):
    """Take the step that the form names; what is wrong is said beside it, with all that was typed."""
    referral = open_referral(request, referral_id)
    name = request.POST.get("move", "")
    if name not in FORMS:
        raise Http404
    form = FORMS[name](referral, name, request.POST)
    if form.is_valid():
        try:
            take(request.user, referral, name, form)
        except Refused as no:
            # Whoever was too slow has now been told what stands, and may go on from there.
            referral = open_referral(request, referral_id)
            form = FORMS[name](referral, name, _at_turn(request.POST, referral))
            form.is_valid()
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已登记：{MOVES[name].done}。")
            if warning := warning_of(referral, name, form):
                messages.warning(request, warning)
            return redirect("placement:referral", referral.pk)
    return _page(request, referral, name, form)


def take(user: User, referral: Referral, name: str, form: StepForm) -> None:
    """The verb behind each form. Raises Refused as it does."""
    seen, given = form.cleaned_data["seen"], form.details()
    if name == "turn_down":
        refer.turn_down(user, referral, given["reason"], given["note"], seen_turn=seen)
    elif name == "withdraw":
        refer.withdraw(user, referral, given["reason"], given["note"], seen_turn=seen)
    else:
        refer.record_answer(user, referral, name, seen_turn=seen, **given)


def warning_of(referral: Referral, name: str, form: StepForm) -> str:
    """What is odd about what was written down, and no reason to refuse it."""
    if name != "offer":
        return ""
    return below_minimum(referral.vacancy, form.cleaned_data["wage"], timezone.localdate())


@require_POST
@desk(*WHO)
def undo(request, referral_id):
    """Take back one's own last step, within ten minutes."""
    referral, seen = open_referral(request, referral_id), request.POST.get("seen", "")
    try:
        refer.undo(request.user, referral, seen_turn=int(seen) if seen.isdecimal() and len(seen) < 6 else None)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, f"已撤销，现在是“{State(referral.state).label}”。")
    return redirect("placement:referral", referral.pk)


def _at_turn(given, referral: Referral):
    data = given.copy()
    data["seen"] = referral.turn
    return data


def _page(request: HttpRequest, referral: Referral, asked: str, form: StepForm | None = None):
    user, client, now = request.user, referral.client, timezone.now()
    events = list(referral.events.select_related("recorded_by").order_by("pk"))
    last, may = last_step(events), acts_for(user, client) and client.is_open
    step = next_step(referral)
    possible = [name for name in referral.possible_moves(By.WORKER) if name in FORMS] if may else []
    if form is None and asked in possible:
        form = FORMS[asked](referral, asked)
    shown = form["move"].value() if form else ""
    undo = may_undo(events, user.pk, now) if may else None
    # Not the one it was sent with: a newer word may stand in its place.
    consent = standing_for(client, referral.vacancy.enterprise.credit_code) or referral.consent
    context = {
        "referral": referral,
        "client": client,
        "vacancy": referral.vacancy,
        "firm": referral.vacancy.enterprise,
        "contacts": people_of(referral.vacancy.enterprise),
        "online": is_online(referral.vacancy.enterprise),
        "tone": TONES.get(State(referral.state), "plain"),
        "step": step,
        "stages": STAGES,
        "stage": stage_of(referral, last),
        "history": history(referral, events),
        "words": words_for_client(referral, last, now),
        "firm_said": last.reason_label if last and last.name == "decline" else "",
        "form": form if may else None,
        "deed": _deed(shown) if form else None,
        # Somebody was quicker: what was typed stays to be read, and there is nothing more to send.
        "too_late": form is not None and shown not in possible,
        "is_usual": shown == step.move,
        "next_href": next_href(referral, step) if may else "",
        "others": [_deed(name) for name in possible if name != shown],
        "read_only": not acts_for(user, client),
        "undo": undo,
        "undo_until": undo.at + UNDO_LASTS if undo else None,
        "consent": consent,
        "consent_holds": consent is not None and consent.holds_on(timezone.localdate(now)),
        "ask_again": consent is not None and ends_soon(referral.state, consent.until, timezone.localdate(now)),
        "sees": seen_by_firm(referral, consent),
        "to_read_out": profile_lines(referral.profile) if step.code == "call" else [],
        "looks": list(consent.disclosures.select_related("viewer")) if consent else [],
        "placement": getattr(referral, "placement", None),
    }
    bound = form is not None and form.is_bound
    return render(request, "placement/desk/referral.html", context, status=422 if bound else 200)


def next_step(referral: Referral) -> Step:
    """What is to be done next with a referral that was opened. Two queries while it is not sent, else one."""
    today, code = timezone.localdate(), referral.vacancy.enterprise.credit_code
    said = ""
    if referral.state == State.PREPARED:
        asked = referral.client.consents.with_firm(code).filter(purpose=ConsentPurpose.REFERRAL)
        rows = asked.order_by("asked_at", "pk").values_list("client_id", "credit_code", "state", "until")
        said = last_words(rows, today).get((referral.client_id, code), "")
    placement = getattr(referral, "placement", None)
    facts = Facts(
        referral.state, referral.answer_due, referral.interview_at, referral.offer_start, said,
        placement is not None and placement.contract_from is not None,
        is_online(referral.vacancy.enterprise),
    )  # fmt: skip
    return step_of(facts, timezone.now(), calendar())


def next_href(referral: Referral, step: Step) -> str:
    """Where the button of the next step leads; "" when there is nothing to press."""
    if not step.deed:
        return ""
    if step.move:
        return reverse("placement:referral", args=[referral.pk]) + f"?move={step.move}#move"
    placement = getattr(referral, "placement", None)
    where: dict[str, tuple[str, list[int]]] = {
        "again": ("placement:matches", [referral.client_id]),
        "remind": ("clients:help", [referral.client_id]),
    }
    if referral.state == State.PREPARED:
        where[step.code] = ("placement:refer", [referral.client_id, referral.vacancy_id])
    if placement is not None:
        where |= {
            "contract": ("placement:placement_edit", [placement.pk]),
            "follow": ("placement:placement", [placement.pk]),
        }
    name, args = where.get(step.code, ("", []))
    return reverse(name, args=args) if name else ""


def people_of(firm: Enterprise) -> list[Person]:
    """Who acts for the firm in the portal, and whom staff wrote down."""
    known = [
        Person(contact.user.name, contact.get_role_display(), contact.phone, "网上可以答复")
        for contact in Contact.objects.active().filter(enterprise=firm).select_related("user").order_by("since", "pk")
    ]
    if firm.contact_name and firm.contact_name not in {one.name for one in known}:
        known.append(Person(firm.contact_name, "联系人", firm.contact_phone, "企业登记表上的"))
    return known


def seen_by_firm(referral: Referral, consent: Consent | None) -> list[str]:
    """What the firm can read today, in the words of the consent: what the state allows and the consent, no more."""
    today = timezone.localdate()
    if consent is None or not consent.holds_on(today):
        return []
    by_state = {
        State.SENT: (ConsentField.PROFILE,),
        State.SEEN: (ConsentField.PROFILE,),
        **dict.fromkeys((State.INTERVIEW, State.OFFER, State.STARTED), tuple(ConsentField)),
    }
    allowed = by_state.get(State(referral.state), ())
    return [str(field.label) for field in allowed if consent.allows(field, today)]


def _deed(name: str) -> Deed:
    return Deed(name, str(MOVES[name].label), ICONS.get(name, "check"))
