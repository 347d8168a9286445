"""A real browser for the tests that need one: Chromium, driven by playwright, without network.

``tests/conftest.py`` hands the fixtures to every folder. Without Chromium such tests are skipped and say so; in CI,
where ``CI`` is set, they fail instead.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def chromium_path() -> str | None:
    """Where Chromium is on this machine, if it is."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("GUIHANG_CHROMIUM") or next((path for path in found if path), None)


@pytest.fixture(scope="session")
def browser():
    path = chromium_path()
    if path is None:
        message = "no Chromium on this machine: browser tests did not run"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", _kept(StaticFilesHandler.serve))
        opened = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield opened
        opened.close()


def _kept(serve: Callable[[StaticFilesHandler, HttpRequest], HttpResponseBase]):
    """As on a real site a page's twenty-five static files are asked for once, not again with each page."""

    def served(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        answer = serve(handler, request)
        answer.headers["Cache-Control"] = "max-age=600"
        return answer

    return served


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(browser: Browser, request):
    """A fresh page, once as wide as a desk and once as a phone; a script error or a blocked style fails the test."""
    yield from _opened(browser, request.param)


@pytest.fixture
def phone(browser: Browser):
    """A fresh page on a phone."""
    yield from _opened(browser, PHONE)


def _opened(browser: Browser, size: ViewportSize) -> Iterator[Page]:
    # Without motion: what fades in has its final colours at once, and axe does not measure it half way.
    context = browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce")
    opened = context.new_page()
    # Kept on the page, so that a test that provokes an error can take it off the list.
    complaints = opened.complaints = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert complaints == []
