"""Forms made from the fact dictionary: what a question asks, takes and calls wrong stands there and nowhere else."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone

from clients.models import Client, Grade, HouseholdFact, HouseholdMember, Paper
from people.models import User
from ui.widgets import Amount, Cards, OrUnknown
from welfare.answers import as_answered
from welfare.record_answer import record_answer
from welfare.rules.fact import FACTS, Choice, Day, Fact, Flag, Quantity
from welfare.rules.household import Answer
from welfare.rules.read import LONGEST_TEXT, read_answer

UNKNOWN = OrUnknown.UNKNOWN
NOT_A_NUMBER: Final = "请填数字，例如 1200 或者 1200.50。"
# So many choices still get a card each; more are chips in lines.
FEW = 5


class NotAsked:
    """What an optional field holds when it was left alone: no answer, and not 不清楚 either."""

    def __repr__(self) -> str:
        return "NOT_ASKED"


NOT_ASKED: Final = NotAsked()


def field_for(fact: Fact, *, required: bool = True, label: str = "") -> forms.Field:
    """The field that asks this question. Cleaned it holds the typed answer, None for 不清楚, and, where it may be left
    alone, ``NOT_ASKED``.

    ``initial`` takes what ``as_written`` makes of an answer.
    """
    options = {"fact": fact, "required": required, "label": label or fact.term, "help_text": fact.note}
    if isinstance(fact, Flag):
        return ChosenAnswer(("是", "否"), **options)
    if isinstance(fact, Choice):
        return ChosenAnswer(fact.options, **options)
    return TypedAnswer(**options)


def as_written(answer: Answer) -> str:
    """An answer as its field shows it: 是, 2600.50, 2026-03-09, 不清楚."""
    if answer is None:
        return UNKNOWN
    if isinstance(answer, bool):
        return "是" if answer else "否"
    if isinstance(answer, Decimal):
        return f"{answer:f}"
    return answer.isoformat() if isinstance(answer, date) else answer


class _Answer(forms.Field):
    """Reads what was given as ``read_answer`` does, and says what is wrong in the dictionary's words."""

    fact: Fact

    def __init__(self, *, fact: Fact, **options: Any) -> None:
        self.fact = fact
        super().__init__(**options)

    def _read(self, given: str) -> Answer:
        try:
            answer = read_answer(self.fact, given)
        except ValueError as problem:
            words = NOT_A_NUMBER if str(problem).startswith("应为数字") else f"{problem}。"
            raise forms.ValidationError(words) from None
        fact = self.fact
        if isinstance(fact, Day) and fact.past and isinstance(answer, date) and answer > timezone.localdate():
            raise forms.ValidationError("不能晚于今天，请核对。")
        return answer


class ChosenAnswer(_Answer):
    """One of a few: 是, 否 or the options of the fact, and 不清楚."""

    default_error_messages: ClassVar[dict[str, Any]] = {"required": "请选一项；不知道就选“不清楚”。"}

    def __init__(self, options: tuple[str, ...], **rest: Any) -> None:
        choices = [(option, option) for option in (*options, UNKNOWN)]
        widget = Cards if len(choices) <= FEW else forms.RadioSelect
        super().__init__(widget=widget(choices=choices), **rest)
        self.words = (*options, UNKNOWN)

    def clean(self, value: Any) -> Any:
        if value in self.empty_values and not self.required:
            return NOT_ASKED
        self.validate(value)
        if value not in self.words:
            raise forms.ValidationError("请从列出的几项里选。")
        return self._read(value)


class TypedAnswer(_Answer):
    """A number with its unit, a day or a few words; 不清楚 is a box beside it."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "请填写；不知道就勾“不清楚”。",
        "both": "填了就不要再勾“不清楚”。",
    }

    def __init__(self, *, fact: Fact, **rest: Any) -> None:
        control: forms.Widget
        if isinstance(fact, Quantity):
            control = Amount(fact.unit)
        elif isinstance(fact, Day):
            control = forms.DateInput()
        else:
            control = forms.TextInput(attrs={"maxlength": LONGEST_TEXT})
            control.template_name = "django/forms/widgets/input.html"
        super().__init__(fact=fact, widget=OrUnknown(control, rest["label"]), **rest)

    def clean(self, value: Any) -> Any:
        typed, ticked = value or ["", False]
        typed = (typed or "").strip()
        if ticked and typed:
            raise forms.ValidationError(self.error_messages["both"])
        if not ticked and not typed:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"])
            return NOT_ASKED
        return None if ticked else self._read(typed)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.widget.decompress(initial) != list(data or ["", False])  # type: ignore[attr-defined]


class PaperField(forms.ModelChoiceField):
    """One of the papers that the household has handed in and the actor may see."""

    def label_from_instance(self, paper: Paper) -> str:  # type: ignore[override]
        day = paper.issued_on or timezone.localdate(paper.recorded_at)
        return f"{paper.kind}（{day.year}年{day.month}月{day.day}日）"


class EvidenceForm(forms.Form):
    """What an answer rests on."""

    grade = forms.ChoiceField(
        label="佐证等级", choices=Grade.choices, widget=Cards, initial=Grade.CLAIMED, help_text="依据什么得知"
    )
    source = forms.CharField(label="来源", required=False, max_length=120)
    paper = PaperField(
        label="材料", queryset=Paper.objects.none(), required=False, empty_label="没有上传的材料", help_text=""
    )
    known_on = forms.DateField(label="核实日期", initial=timezone.localdate)
    expires_on = forms.DateField(
        label="有效期至", required=False, help_text="到期后按“本人陈述”看待，要重新核实；没有期限就留空"
    )

    def __init__(self, *args: Any, actor: User, client: Client, documents: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers: Any = self.fields["paper"]
        papers.queryset = Paper.objects.shown_to(actor).filter(client=client)
        usual = "、".join(documents[:3])
        self.fields["source"].widget.attrs["placeholder"] = f"例如：{usual}" if usual else "例如：本人陈述、入户查看"

    def clean_known_on(self) -> date:
        known_on = self.cleaned_data["known_on"]
        if known_on > timezone.localdate():
            raise forms.ValidationError("核实日期在将来，请核对。")
        return known_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        grade, source, paper = cleaned.get("grade"), cleaned.get("source"), cleaned.get("paper")
        if grade == Grade.DOCUMENTED and not source and not paper:
            self.add_error("source", "选了“有材料”，请写明看的是哪份材料，或者在下面选一份。")
        if grade == Grade.CERTIFIED and not source:
            self.add_error("source", "选了“部门比对”，请写明是哪个部门的比对结果。")
        known_on, expires_on = cleaned.get("known_on"), cleaned.get("expires_on")
        if known_on and expires_on and expires_on < known_on:
            self.add_error("expires_on", "有效期不能早于核实日期。")
        return cleaned

    def evidence(self) -> dict[str, Any]:
        """What ``record_answer`` takes beside the answer; call it on a valid form."""
        return {name: self.cleaned_data[name] for name in ("grade", "source", "known_on", "expires_on", "paper")}


class AnswerForm(EvidenceForm):
    """One question with its evidence. A new answer needs evidence of its own, so only the answer is filled in."""

    field_order = ("answer", "grade", "source", "paper", "known_on", "expires_on")

    def __init__(
        self,
        *args: Any,
        actor: User,
        client: Client,
        code: str,
        member: HouseholdMember | None = None,
        held: HouseholdFact | None = None,
        **kwargs: Any,
    ) -> None:
        self.actor, self.client, self.fact, self.member = actor, client, FACTS[code], member
        super().__init__(*args, actor=actor, client=client, documents=self.fact.documents, **kwargs)
        self.fields["answer"] = field_for(self.fact)
        if held is not None:
            self.initial["answer"] = as_written(as_answered(code, held.value))
        self.order_fields(self.field_order)

    def save(self) -> HouseholdFact:
        """Write the answer down; call it on a valid form. Raises Refused as ``record_answer``."""
        given = self.cleaned_data["answer"]
        return record_answer(self.actor, self.client, self.fact.code, given, member=self.member, **self.evidence())
