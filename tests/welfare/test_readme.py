"""The README's examples of ``manage.py assess`` are lines that the command reads, and what it says of them."""

import json
import re

from django.core.management import call_command

from tests.house import ROOT


def test_the_readme_shows_what_the_command_does(tmp_path):
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Assess files")[2]
    blocks = re.findall(r"```json\n(.*?)\n```", text, re.DOTALL)
    cases, out = tmp_path / "cases.jsonl", tmp_path / "results.jsonl"
    cases.write_text("\n".join(blocks[::2]), encoding="utf-8")

    call_command("assess", cases, out=out)

    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    shown = [json.loads(block) for block in blocks[1::2]]
    assert shown
    for one, whole in zip(shown, found, strict=True):
        assert _within(one, whole) == one


def _within(shown, whole):
    """The part of ``whole`` that is shown: examples leave fields out, never elements of a list."""
    if isinstance(shown, dict) and isinstance(whole, dict):
        return {name: _within(value, whole.get(name)) for name, value in shown.items()}
    if isinstance(shown, list) and isinstance(whole, list) and len(shown) == len(whole):
        return [_within(one, other) for one, other in zip(shown, whole, strict=True)]
    return whole
