"""The image and the compose file say nothing that the site does not know."""

import re
import shlex
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import yaml
from django.core.management import get_commands

from config.healthcheck import answers
from tests.house import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "guihang"}
PINS = dict(re.findall(r"^([a-z0-9-]+)==([\d.]+)", (ROOT / "requirements/grown.txt").read_text(), re.MULTILINE))
# Read by what runs beneath the settings.
OF_OTHERS = {"PATH", "PYTHONUNBUFFERED", "DJANGO_SETTINGS_MODULE", "PROMETHEUS_MULTIPROC_DIR"}


def known_variables():
    settings = (ROOT / "config/settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', settings))


def instructions(name):
    """The arguments of each instruction of this name, lines joined."""
    joined = re.sub(r"\\\n\s*", " ", DOCKERFILE)
    return re.findall(rf"^{name} (.+)$", joined, re.MULTILINE)


def test_every_variable_that_is_set_is_read():
    in_the_image = {part.partition("=")[0] for part in shlex.split(instructions("ENV")[-1])}
    in_the_services = {name for service in OURS.values() for name in service["environment"]}

    assert (in_the_image | in_the_services) - known_variables() - OF_OTHERS == set()


def test_every_secret_has_to_be_given():
    given = {name: value for service in OURS.values() for name, value in service["environment"].items()}

    for name in ("GUIHANG_SECRET_KEY", "GUIHANG_VAULT_KEYS", "GUIHANG_VAULT_INDEX_KEY", "GUIHANG_LEDGER_KEY"):
        assert given[name] == f"${{{name}:?}}"
    engines = [str(service.get("environment")) for name, service in SERVICES.items() if name not in OURS]
    assert not [text for text in engines if "GUIHANG" in text]


def test_what_is_started_is_there():
    commands = [service["command"] for service in OURS.values() if "command" in service]
    programs = {command[0] for command in commands} | {yaml.safe_load(instructions("CMD")[-1])[0]}

    assert programs == {"python", "celery", "granian"}
    assert programs - {"python"} <= PINS.keys()
    assert {command[2] for command in commands if command[:2] == ["python", "manage.py"]} <= get_commands().keys()
    assert "requirements/grown.txt" in DOCKERFILE
    for path in re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, re.MULTILINE):
        assert (ROOT / path).exists()


def test_the_search_engine_is_as_old_as_its_client():
    assert SERVICES["elasticsearch"]["image"] == f"elasticsearch:{PINS['elasticsearch']}"


def test_everything_that_is_waited_for_tells_how_it_is():
    for service in SERVICES.values():
        for name, waits in service.get("depends_on", {}).items():
            if waits["condition"] == "service_healthy":
                assert "test" in SERVICES[name]["healthcheck"]
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service["volumes"]}
    assert used == COMPOSE["volumes"].keys()
    assert {network for service in SERVICES.values() for network in service["networks"]} == COMPOSE["networks"].keys()


def test_no_secret_gets_into_the_image():
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()

    assert {".git", "var", "*.env", ".env", ".venv"} <= set(left_out)
    assert not re.search(r"GUIHANG_(SECRET|VAULT|LEDGER)", "".join(instructions("ENV") + instructions("ARG")))
    assert instructions("USER") == ["10001"]


@pytest.fixture
def a_server():
    """Answers 200 under one name and 400 under every other, as the site does."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.headers["Host"] == "jiuye.example.cn" else 400)
            self.end_headers()

        def log_message(self, *args):
            """Nothing on the console."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/healthz"
        server.shutdown()


@pytest.mark.parametrize(
    ("hosts", "well"), [("jiuye.example.cn,www.example.cn", True), (".jiuye.example.cn", True), ("other.cn", False)]
)
def test_the_health_check_asks_under_a_name_of_the_site(a_server, monkeypatch, hosts, well):
    monkeypatch.setenv("GUIHANG_HOSTS", hosts)

    assert answers(a_server) is well


def test_nobody_there_is_not_well():
    assert not answers("http://127.0.0.1:9/healthz")
