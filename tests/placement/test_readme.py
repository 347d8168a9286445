"""The README's examples of ``manage.py match`` are lines that the command reads, and the result it gives."""

import json
import re
from datetime import date

from django.core.management import call_command

from tests.house import ROOT


def test_the_readme_shows_what_the_command_does(tmp_path):
    shown = re.findall(r"```json\n(.*?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    client, vacancy, result = shown[:3]
    clients, vacancies, out = (tmp_path / name for name in ("c.jsonl", "v.jsonl", "m.jsonl"))
    clients.write_text(client, encoding="utf-8")
    vacancies.write_text(vacancy, encoding="utf-8")

    call_command("match", clients=clients, vacancies=vacancies, out=out, as_of=date(2026, 11, 22))

    assert json.loads(out.read_text(encoding="utf-8")) == json.loads(result)
