"""A story from the editor's first word to the visitor, through the hands of a second person."""

import re
from io import BytesIO

import PIL.Image
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.images.models import Image

from cms.models import StoryPage
from cms.story_check import QUESTIONS
from people.models import Role, User
from tests.browser import DESK
from tests.cast import a_member
from tests.journeys.conftest import PASSWORD

TITLE = "一家仓储企业的头三个月"


@pytest.fixture
def a_picture(city) -> Image:
    drawn = BytesIO()
    PIL.Image.new("RGB", (1200, 675), "#2f6f6a").save(drawn, "PNG")
    file = ContentFile(drawn.getvalue(), name="shelves.png")
    return Image.objects.create(title="仓库里的货架", description="仓库里的货架", file=file)


@pytest.fixture
def somebody(browser, live_server):
    """``somebody(user)``: a browser of her own in which she has signed in; no error, and no word to another host."""
    contexts, complaints = [], []

    def signed_in(user: User | None) -> Page:
        context = browser.new_context(
            viewport=DESK, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith((live_server.url, "data:", "blob:")) else complaints.append(asked.url)
            ),
        )
        page.goto(live_server.url + (reverse("home") if user else "/"))
        if user is not None:
            page.get_by_label("登录名").or_(page.get_by_label("用户名")).fill(user.username)
            page.get_by_label("密码", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.wait_for_url("**/editor/")
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert complaints == []


def write(page: Page, block: str, text: str) -> None:
    """A block of running text at the end of the body, typed as a person types: its script hears nothing else."""
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.get_by_role("option", name=block, exact=True).click()
    written = page.locator(".public-DraftEditor-content").last
    written.click()
    expect(written).to_be_focused()
    page.keyboard.type(text)
    # What is sent follows what is seen a moment later.
    expect(page.locator("[name^=body-][name$=-value]").last).to_have_value(re.compile(text))


# Wagtail 7.4 leaves the file open in which it cuts a picture; it goes with the last reference to it.
@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile")
def test_from_the_first_word_to_the_reader(city, somebody, live_server, a_picture):
    editor = a_member("陈静", Role.EDITOR, "1506", password=PASSWORD)
    reviewer = a_member("白莹", Role.REVIEWER, "1506", password=PASSWORD)

    # She writes.
    hers = somebody(editor)
    hers.get_by_role("link", name="写故事").click()
    hers.locator("#id_title").fill(TITLE)
    hers.locator("#id_lead").fill("三个月里怎么招人、怎么带人，他们说了三件事。")
    hers.get_by_role("button", name="选择一个图片").click()
    hers.get_by_role("link", name=a_picture.title).click()
    write(hers, "段落", "第一件，岗位说清楚：几点上班，搬多重的货，多久发一次工资。")
    hers.get_by_role("button", name="保存草稿").click()
    hers.wait_for_url("**/edit/")
    hers.wait_for_load_state()

    # She sees it as its readers will.
    hers.get_by_role("button", name="预览").click()
    seen = hers.frame_locator("[data-preview-iframe], iframe#w-preview-iframe").first
    expect(seen.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(seen.get_by_text("岗位说清楚")).to_be_visible()
    hers.get_by_role("button", name="预览").click()

    # She can hand it in, and cannot publish it.
    hers.get_by_role("button", name="更多").last.click()
    expect(hers.locator("[name=action-publish]")).to_have_count(0)
    hers.get_by_role("button", name="提交审核").click()
    expect(hers.get_by_text(f"《{TITLE}》已提交审核。")).to_be_visible()
    story = StoryPage.objects.get()
    reader = somebody(None)
    assert reader.request.get(live_server.url + story.url).status == 404

    # Somebody else is told, looks, answers the questions, and lets it through.
    theirs = somebody(reviewer)
    theirs.get_by_role("link", name=TITLE).click()
    theirs.get_by_role("link", name="开始核对").click()
    for question in QUESTIONS:
        theirs.get_by_label(question.text).check()
    theirs.get_by_role("button", name="全部看过").click()
    theirs.get_by_role("button", name="更多").last.click()
    theirs.get_by_role("button", name="通过并发布", exact=True).click()
    expect(theirs.get_by_text(f"《{TITLE}》已发布。")).to_be_visible()

    # The visitor reads it; the editor learns of it.
    reader.goto(live_server.url + story.url)
    expect(reader.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(reader.get_by_text("岗位说清楚")).to_be_visible()
    hers.goto(live_server.url + reverse("jobs:inbox"))
    expect(hers.get_by_text(f"《{TITLE}》已通过审核并发布。")).to_be_visible()
