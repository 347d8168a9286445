"""The form of one contact: on 今日, on 概况 and on a page of its own, new or to be corrected."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html

from clients.desk.papers import ACCEPT
from clients.help_usual import BY_CODE, Usual
from clients.models import Client, Goal, HelpEvent, Paper
from clients.record_help import MOST_FILES, PRICED, Help
from people.file_types import LARGEST, NotAPaper, true_content
from people.models import User
from ui.templatetags.ui import short_day
from ui.widgets import Amount, Cards, Segments

Kind = HelpEvent.Kind
# An employment service has a form of its own, which moves the last contact along as well.
WAYS = [pair for pair in Kind.choices if pair[0] != Kind.SERVICE]
NOT, ON_A_DAY = "none", "date"
AHEAD = {3: "三天后", 7: "一周后", 14: "两周后", 30: "一个月后"}
# What a phone's keyboard needs to know: Chinese, words, no capitals; its microphone types as well as a finger.
SPOKEN = {"lang": "zh-CN", "inputmode": "text", "autocapitalize": "off", "enterkeyhint": "enter", "autocomplete": "off"}


def now_for_input() -> str:
    """This minute, as ``datetime-local`` wants it."""
    return timezone.localtime().strftime("%Y-%m-%dT%H:%M")


class SeveralFiles(forms.FileField):
    """At most ``MOST_FILES`` photographs or PDFs, each whole; a list, empty where none was chosen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=_Several(attrs={"accept": ACCEPT}), required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [super(SeveralFiles, self).clean(one, initial) for one in data or [] if one]
        if len(files) > MOST_FILES:
            raise ValidationError(f"一次最多 {MOST_FILES} 个文件，这次选了 {len(files)} 个。")
        for place, one in enumerate(files, start=1):
            try:
                true_content(one.read(LARGEST + 1))
            except NotAPaper as wrong:
                raise ValidationError(f"第 {place} 个文件：{wrong}") from None
            one.seek(0)
        return files


class _Several(forms.FileInput):
    allow_multiple_selected = True


class HelpForm(forms.Form):
    """One short form; what was seen and done is the only thing that must be typed.

    client, worker  whose goals and cadres are offered
    event           the event to correct; None: a new one
    """

    once = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="方式", choices=WAYS, initial=Kind.CALL, widget=Segments)
    about = forms.ChoiceField(
        label="主题", choices=HelpEvent.About.choices, initial=HelpEvent.About.ROUTINE, widget=Segments, required=False
    )
    note = forms.CharField(
        label="情况",
        max_length=1000,
        help_text="可以用键盘上的话筒说",
        widget=forms.Textarea(
            attrs={"rows": 3, "maxlength": 1000, "placeholder": "看到什么、做了什么、有什么变化", **SPOKEN}
        ),
    )
    said = forms.CharField(
        label="本人原话",
        required=False,
        max_length=1000,
        help_text="照本人说的写，保存后不能改",
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 1000, "placeholder": "例如：想找个白班的活", **SPOKEN}),
    )
    aid = forms.ChoiceField(
        label="帮扶内容", choices=[("", "没有"), *HelpEvent.Aid.choices], required=False, widget=Segments
    )
    value = forms.DecimalField(
        label="金额或折价", required=False, min_value=0, max_digits=9, decimal_places=2, widget=Amount("元")
    )
    next_in = forms.ChoiceField(label="下次联系", required=False, initial=NOT, widget=Segments)
    next_on = forms.DateField(label="哪一天", required=False)
    next_what = forms.CharField(
        label="下次做什么",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={**SPOKEN, "enterkeyhint": "done"}),
    )
    at = forms.DateTimeField(
        label="时间", initial=now_for_input, widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M"), input_formats=None
    )
    goal = forms.TypedChoiceField(label="和哪个目标有关", required=False, widget=Cards)
    step_done = forms.BooleanField(label="这个目标的下一步办完了", required=False)
    pairing = forms.TypedChoiceField(label="结对干部", required=False, help_text="干部走访的，选是谁")
    files = SeveralFiles(
        label="照片或文件",
        help_text=f"最多 {MOST_FILES} 个，照片（JPG、PNG、WebP）或 PDF，每个 {LARGEST // 1024 // 1024} MB 以内。"
        "主题是“就医和心理”的，只有责任社工能看到",
    )  # fmt: skip
    drop = forms.MultipleChoiceField(label="去掉附件", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, client: Client, worker: User, event: HelpEvent | None = None, **kwargs: Any) -> None:
        self.event, self.client = event, client
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        self._offer_days()
        self._offer_goals(worker)
        self._offer_cadres()
        if event is None:
            self.fields["once"].initial = uuid4
            del self.fields["drop"]
        else:
            self._correct(worker, event)

    def _offer_days(self) -> None:
        ahead = [
            (str(days), format_html("{}<small>{}</small>", words, short_day(self.today + timedelta(days=days))))
            for days, words in AHEAD.items()
        ]
        self.fields["next_in"].choices = [(NOT, "不约"), *ahead, (ON_A_DAY, "选日期")]  # type: ignore[attr-defined]

    def _offer_goals(self, worker: User) -> None:
        goals = Goal.objects.visible_to(worker).filter(plan__client=self.client).select_related("plan")
        held = self.event.goal_id if self.event else None
        open_ = [
            one for one in goals if (one.state == Goal.State.OPEN and one.plan.closed_on is None) or one.pk == held
        ]
        if not open_:
            del self.fields["goal"], self.fields["step_done"]
            return
        self.fields["next_what"].help_text = "选了目标的，办完一步后，这里写的就是它的下一步"
        _choose(self.fields["goal"], "和目标无关", {str(one.pk): (one, _goal_label(one)) for one in open_})
        if self.initial.get("step_done"):
            self._say_what_was_done(next((one for one in open_ if str(one.pk) == self.initial["goal"]), None))

    def _say_what_was_done(self, goal: Goal | None) -> None:
        """The step's own words as the note: whoever planned it need not write it again. How it was done, by telephone
        or by a visit, the plan does not know: nothing is chosen for her."""
        if goal is not None and goal.next_step:
            self.initial |= {"note": f"已办：{goal.next_step}", "kind": None}

    def _offer_cadres(self) -> None:
        held = self.event.pairing_id if self.event else None
        paired = [
            one for one in self.client.pairings.select_related("cadre") if one.until is None or one.pk == held
        ]  # fmt: skip
        if not paired:
            del self.fields["pairing"]
            return
        _choose(self.fields["pairing"], "不是干部走访", {str(one.pk): (one, str(one.cadre)) for one in paired})

    def _correct(self, worker: User, event: HelpEvent) -> None:
        del self.fields["once"]
        self.fields.pop("step_done", None)
        if event.kind == Kind.SERVICE:
            self.fields["kind"].choices = Kind.choices  # type: ignore[attr-defined]
        if event.said:
            self.fields["said"].disabled = True
            # Nobody counts what is left of what cannot be written.
            self.fields["said"].widget.attrs.pop("maxlength")
            self.fields["said"].help_text = "本人原话保存后不能改；听错了的，在“情况”里写明"
        if event.step and "goal" in self.fields:
            self.fields["goal"].disabled = True
        self.papers = {
            str(one.uid): one for one in Paper.objects.of_contacts_shown_to(worker).filter(help_event=event)
        }  # fmt: skip
        if self.papers:
            self.fields["drop"].choices = [  # type: ignore[attr-defined]
                (uid, f"{one.word} {place}") for place, (uid, one) in enumerate(self.papers.items(), start=1)
            ]
        else:
            del self.fields["drop"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["about"] = cleaned.get("about") or HelpEvent.About.ROUTINE
        way = cleaned.get("next_in")
        if way == ON_A_DAY and not cleaned.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "请选下次联系的日期，或者选“不约”。")
        elif way and way != ON_A_DAY:
            # The date is out of sight then, whatever stands in it.
            cleaned["next_on"] = None if way == NOT else self.today + timedelta(days=int(way))
            self.errors.pop("next_on", None)
        self._drop_what_is_hidden(cleaned)
        if cleaned.get("kind") == Kind.AID and not cleaned.get("aid") and "aid" not in self.errors:
            self.add_error("aid", "请选帮扶内容：给了钱、物，还是陪同、咨询。")
        return cleaned

    def _drop_what_is_hidden(self, cleaned: dict[str, Any]) -> None:
        """As the stylesheet shows the form: aid with 走访 and 帮扶救助, a price with money and goods, a cadre with
        走访. What was chosen before another choice hid it does not count."""
        kind = cleaned.get("kind")
        if kind not in (Kind.AID, Kind.VISIT):
            cleaned["aid"] = ""
        if cleaned.get("aid") not in PRICED:
            cleaned["value"] = None
            self.errors.pop("value", None)
        if kind != Kind.VISIT:
            cleaned["pairing"] = None

    def told(self) -> dict[str, Any]:
        """What the verb needs, from a valid form."""
        given = {name: self.cleaned_data.get(name) for name in Help.__slots__ if name in self.fields}
        for name in ("goal", "pairing"):
            given[name] = given.get(name) or None
        if self.event is None:
            return given | {
                "files": self.cleaned_data["files"],
                "step_done": bool(self.cleaned_data.get("step_done")),
                "once": self.cleaned_data.get("once"),
            }
        # The control knows minutes only: an untouched time is no correction.
        if given["at"] == self.event.at.replace(second=0, microsecond=0):
            given["at"] = self.event.at
        drop = [self.papers[uid] for uid in self.cleaned_data.get("drop") or ()]
        return given | {"files": self.cleaned_data["files"], "drop": drop}


def _choose(field: Any, none: str, offered: dict[str, tuple[Any, str]]) -> None:
    """Let one of a few records be chosen, or none; what comes out is the record."""
    field.choices = [("", none), *((key, label) for key, (_, label) in offered.items())]
    field.coerce = lambda key: offered[key][0]
    field.empty_value = None


def _goal_label(goal: Goal) -> str:
    if not goal.next_step:
        return goal.text
    when = f"（{short_day(goal.next_on)}）" if goal.next_on else ""
    return format_html("<span>{}<small>下一步：{}{}</small></span>", goal.text, goal.next_step, when)


def initial_of(usual: Usual | None) -> dict[str, Any]:
    """What a usual contact fills in; nothing for None."""
    if usual is None:
        return {}
    return {"kind": usual.kind, "about": usual.about, "note": usual.note, "next_in": str(usual.days)}


def initial_from(query: Any) -> dict[str, Any]:
    """What the address fills in: ``usual`` by its code, and ``goal`` with its step ticked where ``done`` says so."""
    filled = initial_of(BY_CODE.get(query.get("usual", "")))
    if goal := query.get("goal"):
        filled |= {"goal": goal, "step_done": "done" in query}
    return filled


def initial_of_event(event: HelpEvent) -> dict[str, Any]:
    """The event as it stands, for the form that corrects it."""
    given = {name: getattr(event, name) for name in Help.__slots__}
    at: datetime = event.at
    return given | {
        "at": timezone.localtime(at).strftime("%Y-%m-%dT%H:%M"),
        "value": "" if event.value is None else f"{event.value:.2f}".removesuffix(".00"),
        "next_in": ON_A_DAY if event.next_on else NOT,
        "goal": event.goal_id,
        "pairing": event.pairing_id,
    }
