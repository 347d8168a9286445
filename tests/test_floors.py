"""The floors of DESIGN as tests: imports, foreign keys, addresses and templates only ever point down."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from django.apps import apps

from tests.house import FLOORS, ROOT, files, may_use

# The one file in which addresses of all floors meet.
MENU = ROOT / "config" / "navigation.py"

URL_NAME = re.compile(
    r"""(?:\{%\s*url\s+|reverse\(\s*|reverse_lazy\(\s*|redirect\(\s*|resolve_url\(\s*)['"]([a-z_]+):[\w-]+['"]"""
)
TEMPLATE_NAME = re.compile(r"""\{%\s*(?:include|extends)\s+['"]([a-z_]+)/""")


def test_imports_point_down():
    # In a process of its own: the tool silences every logger of the one that it runs in.
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([str(tool), "--no-cache"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


def test_foreign_keys_point_down():
    up = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in FLOORS
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.app_label in FLOORS
        if not may_use(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert not up


def test_url_names_point_down():
    up = [
        f"{path.relative_to(ROOT)}: {namespace}"
        for package, path in files(".py", ".html")
        if path != MENU
        for namespace in URL_NAME.findall(path.read_text(encoding="utf-8"))
        if namespace in FLOORS and not may_use(package, namespace)
    ]

    assert not up


def test_templates_point_down():
    up = [
        f"{path.relative_to(ROOT)}: {owner}"
        for package, path in files(".html")
        for owner in TEMPLATE_NAME.findall(path.read_text(encoding="utf-8"))
        if owner in FLOORS and not may_use(package, owner)
    ]

    assert not up


def test_no_model_is_fetched_by_its_name():
    """``apps.get_model`` is an arrow that no import check sees; walking over all models is not."""
    callers = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for _, path in files(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_model"
    ]

    assert not callers
