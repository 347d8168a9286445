"""The tables of docs/figures.md, made from the catalogue.

``python -m tests.figures.document`` writes them anew; test_document.py asks that nothing would change.
"""

import os
import re
from itertools import groupby

from tests.house import ROOT

DOCUMENT = ROOT / "docs/figures.md"
HEAD = ("| 指标 | 代码 | 单位 | 类 | 口径 |", "| --- | --- | --- | --- | --- |")
KINDS = {
    "stock": "存量",
    "flow": "流量",
    "sum": "金额",
    "median": "中位数",
    "share": "比率",
    "ratio": "比值",
}


def documented(text: str) -> str:
    """``text`` with everything between its marks made anew."""
    for mark, body in (("form", form()), ("figures", figures())):
        pattern = rf"(<!-- {mark} -->\n).*?(<!-- end -->)"
        text, found = re.subn(pattern, lambda at, body=body: f"{at[1]}{body}\n{at[2]}", text, flags=re.DOTALL)
        assert found == 1, f"the document has {found} places for {mark}"
    return text


def form() -> str:
    from figures.catalogue.table import BY_CODE, CITY_FORM

    return "、".join(BY_CODE[code].label for code in CITY_FORM)


def figures() -> str:
    """One table a group."""
    from figures.catalogue.table import FIGURES

    parts = []
    for group, found in groupby(FIGURES, key=lambda figure: figure.group):
        rows = [
            f"| {figure.label} | `{figure.code}` | {figure.unit} | {_kind(figure)} | {figure.definition} |"
            for figure in found
        ]
        parts.append(
            "\n".join(
                (f"### {group}\n", "| 指标 | 代码 | 单位 | 类 | 口径 |", "| --- | --- | --- | --- | --- |", *rows)
            )
        )
    return "\n\n".join(parts)


def _kind(figure) -> str:
    kind = KINDS[figure.kind]
    if not figure.is_recorded:
        return f"{kind}，未登记"
    return f"{kind}，按统计时" if figure.as_it_stands else kind


if __name__ == "__main__":
    import tests.environment  # noqa: F401

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    DOCUMENT.write_text(documented(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
