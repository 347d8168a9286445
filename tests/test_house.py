"""The suite guards the house too: its tools, its README, the length of its files."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.house import FLOORS, ROOT, files

ASK_AT, FAIL_AT = 400, 500
TYPED = ["law", "lexicon", "people", "jobs", "clients", "employers", "welfare", "placement", "figures", "cms"]


def _run(*command: str, **environment: str) -> subprocess.CompletedProcess:
    tool = Path(sys.executable).parent / command[0]
    return subprocess.run(
        [str(tool), *command[1:]], cwd=ROOT, capture_output=True, text=True, env={**os.environ, **environment}
    )


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy", *TYPED),
        ("djlint", "--check", "--lint", "--quiet", *sorted(FLOORS)),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_tool_finds_nothing(command):
    done = _run(*command)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_production_settings_pass_the_deploy_check():
    done = _run(
        "python", "manage.py", "check", "--deploy", "--fail-level", "WARNING",
        GUIHANG_HTTPS="on", GUIHANG_SECOND_FACTOR="on", DJANGO_ALLOW_ASYNC_UNSAFE="",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr


def test_site_does_not_start_without_its_secrets():
    done = _run("python", "manage.py", "check", GUIHANG_SECRET_KEY="", GUIHANG_VAULT_KEYS="")

    assert done.returncode != 0


def test_readme_lists_each_variable_of_the_environment():
    asked = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', (ROOT / "config/settings.py").read_text(encoding="utf-8")))

    listed = set(re.findall(r"`([A-Z_]{6,})`", (ROOT / "README.md").read_text(encoding="utf-8")))

    assert asked - listed == set()


@pytest.mark.parametrize("package", sorted(set(FLOORS) | {"tests"}))
def test_package_says_what_it_is_in_about_ten_lines(package):
    text = (ROOT / package / "README.md").read_text(encoding="utf-8")

    assert 5 <= len([line for line in text.splitlines() if line.strip()]) <= 20


def _definitions(path: Path) -> list[tuple[int, str]]:
    if path.suffix != ".py":
        return []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spans = [
        ((node.end_lineno or node.lineno) - node.lineno + 1, node.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    return sorted(spans, reverse=True)[:2]


def test_files_are_short_enough_to_read():
    """A file over 400 lines is printed with its two largest definitions: which two things is it about?"""
    lengths = [
        (len(path.read_text(encoding="utf-8").splitlines()), path)
        for _, path in files(".py", ".html", ".css", ".js", tests=True)
    ]
    for length, path in sorted(lengths, reverse=True):
        if length > ASK_AT:
            print(length, path.relative_to(ROOT), *_definitions(path))

    assert [str(path.relative_to(ROOT)) for length, path in lengths if length > FAIL_AT] == []


def test_nothing_is_fetched_from_a_network():
    """No page, style or script names another host: the site must work where there is no internet."""
    remote = re.compile(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//(?!www\.w3\.org)""")

    found = [
        str(path.relative_to(ROOT))
        for _, path in files(".html", ".css", ".js")
        if remote.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_secure_defaults_hold():
    assert settings.LANGUAGE_CODE == "zh-hans"
    assert "'unsafe-inline'" not in str(settings.CONTENT_SECURITY_POLICY)
