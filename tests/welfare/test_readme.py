"""The README's examples of ``manage.py assess`` are lines that the command reads, and what it says of them."""

import json
import re

from django.core.management import call_command

from tests.house import ROOT
from welfare.catalogue.table import CATALOGUE

SECTION = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Assess files")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"```json\n(.*?)\n```", SECTION, re.DOTALL)


def test_the_readme_shows_what_the_command_does(tmp_path):
    cases, out = tmp_path / "cases.jsonl", tmp_path / "results.jsonl"
    cases.write_text("\n".join(BLOCKS[::2]), encoding="utf-8")

    call_command("assess", cases, out=out)

    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    shown = [json.loads(block) for block in BLOCKS[1::2]]
    assert shown
    for one, whole in zip(shown, found, strict=True):
        assert _within(one, whole) == one


def test_every_entitlement_has_an_example():
    shown = {code for block in BLOCKS[1::2] for code in json.loads(block)["entitlements"]}

    assert shown == {entitlement.code for entitlement in CATALOGUE}


def test_the_readme_lists_what_can_be_asked_for_with_its_components():
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", SECTION, re.MULTILINE)

    listed = [(code, name, re.findall(r"`(\w+)`", components)) for code, name, components in rows]
    assert listed == [(one.code, one.name, list(one.components)) for one in CATALOGUE]


def _within(shown, whole):
    """The part of ``whole`` that is shown: examples leave fields out, never elements of a list."""
    if isinstance(shown, dict) and isinstance(whole, dict):
        return {name: _within(value, whole.get(name)) for name, value in shown.items()}
    if isinstance(shown, list) and isinstance(whole, list) and len(shown) == len(whole):
        return [_within(one, other) for one, other in zip(shown, whole, strict=True)]
    return whole
