"""Figures of the city that may stand in public."""

from datetime import date
from typing import Any

from wagtail import blocks

from employers.public.places import home
from figures.public import PublicFigure, public_figures
from people.models import Region
from ui.templatetags.pictures import figure


class FiguresBlock(blocks.StructBlock):
    """The figures of the city that the platform works in, from closed months; small ones are not shown."""

    title = blocks.CharBlock(label="标题", max_length=40, required=False)

    class Meta:
        label = "公开数字"
        icon = "order"
        template = "cms/blocks/figures.html"
        preview_value = {"title": "走到今天"}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        city = Region.objects.filter(code=home()).first()
        # What may not be told is no news for a visitor, and neither is what has not happened yet.
        found = [one for one in (public_figures(city) if city else ()) if one.value and not one.is_hidden]
        return {**context, "figures": [_shown(one) for one in found], "until": found[-1].last if found else None}


def _shown(one: PublicFigure) -> dict[str, str]:
    return {
        "label": one.told.label,
        "value": figure(one.value),
        "unit": one.told.unit,
        "note": f"{_span(one.first, one.last)}，{one.told.how}",
    }


def _span(first: date, last: date) -> str:
    if first == last:
        return f"{last.year}年{last.month}月底"
    since = f"{first.year}年{first.month}月"
    return f"{since}至{last.month}月" if first.year == last.year else f"{since}至{last.year}年{last.month}月"
