"""Blocks that speak of declared policies: what they show is looked up each time the page is read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms import declared, declared_numbers
from cms.declared_links import address_of

Choices = list[tuple[str, list[tuple[str, str]]]]
NO_MORE = "平台已经不再收录这项政策，请删去这一块或改选别的。"


def policies() -> Choices:
    """Every policy that is declared, by family; ended ones say so."""
    today = timezone.localdate()
    families: dict[str, list[tuple[str, str]]] = {}
    for kind, code, name in declared.every():
        one = declared.declared(kind, code, today)
        if one is not None:
            families.setdefault(one.family, []).append((one.key, f"{name}（{one.state}）" if one.ended else name))
    return list(families.items())


def numbers() -> Choices:
    """Every number that a place sets, by policy."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, policy, label in declared_numbers.every():
        groups.setdefault(policy, []).append((key, label))
    return list(groups.items())


def places() -> list[tuple[str, str]]:
    """The whole country, and the site's own place with those around it and below. Three queries."""
    from employers.public import places as public

    here = public.place(declared.home_region())
    if here is None or not here.code:
        return [("", "全国")]
    around = [(stop.code, stop.name) for stop in here.above]
    return [("", "全国"), *around, *((stop.code, f"{here.name}{stop.name}") for stop in here.below)]


class PolicyBlock(blocks.StructBlock):
    """One policy in short, with a link to its page."""

    policy = blocks.ChoiceBlock(label="政策", choices=policies)

    class Meta:
        label = "一项政策"
        icon = "clipboard-list"
        template = "cms/blocks/policy.html"
        preview_value = {"policy": "incentive:key_group_hire"}
        description = "名称和说明取自平台收录的规定，停止执行后自动写明。"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds ``policy`` (a ``Declared``; None where it is declared no more) and ``href``."""
        kind, code = declared.parted(value.get("policy") or "")
        return {
            **super().get_context(value, parent_context),
            "policy": declared.declared(kind, code, timezone.localdate()) if code else None,
            "href": address_of(kind, code, (parent_context or {}).get("request")),
        }


class NumberBlock(blocks.StructBlock):
    """A number that a policy declares, with since when it holds."""

    number = blocks.ChoiceBlock(label="政策数字", choices=numbers)
    region = blocks.ChoiceBlock(
        label="哪里的", choices=places, required=False, help_text="各地标准不同；选“全国”只显示全国统一的数。"
    )

    class Meta:
        label = "政策数字"
        icon = "calendar-check"
        template = "cms/blocks/number.html"
        preview_value = {"number": "incentive:startup_loan:person_ceiling", "region": ""}
        description = "数字、起止日期和依据取自平台收录的规定，停止执行后自动写明。"

    def clean(self, value: Any) -> Any:
        """Refuses a number that is unknown in the place, or holds no more: there would be nothing to tell."""
        cleaned = super().clean(value)
        found = declared_numbers.told(cleaned["number"], cleaned["region"] or "", timezone.localdate())
        why = _why_not(found)
        if why:
            raise StructBlockValidationError(block_errors={"region": ValidationError(why)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds ``numbers`` (``Told``; empty where it is declared no more), ``place`` and ``href``."""
        key, region = value.get("number") or "", value.get("region") or ""
        kind, code = declared_numbers.policy_of(key)
        return {
            **super().get_context(value, parent_context),
            "numbers": declared_numbers.told(key, region, timezone.localdate()) if code else (),
            "place": declared.name_of_region(region),
            "href": address_of(kind, code, (parent_context or {}).get("request"), region),
        }


def _why_not(found: tuple[declared_numbers.Told, ...]) -> str:
    if not found:
        return NO_MORE
    if all(one.ended for one in found):
        return "这个数已经停止执行，不能再放到页面上。"
    if not any(one.known for one in found):
        return "这里的这个数还没有查到，请改选别的地区或别的数。"
    return ""
