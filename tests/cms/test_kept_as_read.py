"""What stands before readers is not changed behind a page's back: pictures, papers, where an address leads to."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Site

from cms.models import AssistanceIndexPage, ContactPage, IncentivesPage, NewsPage, SiteSettings
from people.errors import Refused
from tests.cms.pages import a_photograph, a_reviewer, an_editor, an_image

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def paper() -> Document:
    return Document.objects.create(title="申请表", file=ContentFile(b"%PDF-1.4 form", name="form.pdf"))


def stands_on(page, picture: Image | None = None, paper: Document | None = None) -> None:
    page.picture = picture
    page.body = [("files", {"title": "", "items": [{"document": paper, "note": ""}]})] if paper else []
    page.save()


def status_of(client, paper: Document) -> int:
    answer = client.get(paper.url)
    if answer.streaming:
        # Read to its end, the file is closed.
        list(answer)
    return answer.status_code


def test_an_editor_does_not_change_the_picture_of_a_page_that_is_read(client):
    image = an_image(title="仓库", description="三排货架")
    stands_on(ContactPage.objects.get(), image)
    client.force_login(an_editor())
    face = SimpleUploadedFile("face.jpg", a_photograph(90, 60))
    form = {"title": "仓库", "description": "三排货架", "collection": image.collection_id, "tags": ""}

    client.post(reverse("wagtailimages:edit", args=[image.pk]), form | {"file": face})
    client.post(reverse("wagtailimages:edit", args=[image.pk]), form | {"description": "老王在搬货"})

    kept = Image.objects.get(pk=image.pk)
    assert (kept.width, kept.description, kept.file.name) == (64, "三排货架", image.file.name)


def test_where_it_is_cut_may_be_changed():
    image = an_image()
    stands_on(ContactPage.objects.get(), image)
    image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 20

    image.save()

    assert Image.objects.get(pk=image.pk).focal_point_x == 20


@pytest.mark.parametrize("live", [True, False])
def test_a_paper_is_kept_while_its_page_is_read_and_not_before(paper, live):
    page = NewsPage.objects.get()
    stands_on(page, paper=paper)
    NewsPage.objects.update(live=live)
    paper.file = ContentFile(b"%PDF-1.4 other", name="other.pdf")

    if live:
        with pytest.raises(Refused, match="已发布"):
            paper.save()
    else:
        paper.save()

    assert Document.objects.get(pk=paper.pk).file.name.endswith("other.pdf") is not live


@pytest.mark.parametrize("title", ["会议记录", "劳动合同", "劳动合同（戒毒人员用）"])
def test_a_paper_that_stands_nowhere_is_for_editors_alone(client, paper, title):
    Document.objects.filter(pk=paper.pk).update(title=title)

    assert status_of(client, paper) == 404
    client.force_login(an_editor())
    assert status_of(client, paper) == 200


def test_a_paper_on_a_page_that_is_read_is_for_everybody(client, paper):
    stands_on(ContactPage.objects.get(), paper=paper)

    assert status_of(client, paper) == 200


@pytest.mark.parametrize(
    ("old", "link"),
    [
        ("/old-page", "https://elsewhere.example/"),
        ("/desk/clients/77", ""),
        ("/desk", ""),
        ("/old-page", "http://localhost:8000/desk/"),
        ("/%E6%88%92%E6%AF%92", ""),
    ],
)
def test_a_redirect_stays_within_the_public_site_and_tells_nothing(client, site, old, link):
    client.force_login(an_editor())
    page = {} if link else {"redirect_page": site.pk}

    client.post(reverse("wagtailredirects:add"), {"old_path": old, "redirect_link": link, "is_permanent": "on"} | page)

    assert not Redirect.objects.exists()


def test_an_address_that_moved_leads_to_its_page(client, site):
    Redirect.objects.create(old_path="/menu", redirect_page=site)
    Redirect.objects.create(old_path="/call", redirect_link="http://localhost:8000/contact/")

    assert client.get("/menu/").status_code == 301
    assert client.get("/call/")["Location"] == "http://localhost:8000/contact/"


def test_the_foot_of_every_page_tells_nothing(client, site):
    client.force_login(a_reviewer())
    where = reverse("wagtailsettings:edit", args=["cms", "sitesettings", Site.objects.get().pk])
    client.get(where)

    client.post(where, {"organisation": "鄂尔多斯市禁毒委员会办公室"})
    client.post(where, {"city": "鄂尔多斯", "phone": "0477-000 0000"})

    kept = SiteSettings.objects.get()
    assert (kept.organisation, kept.phone) == ("", "0477-000 0000")


@pytest.mark.parametrize(("kind", "section"), [("incentive", IncentivesPage), ("assistance", AssistanceIndexPage)])
def test_no_editor_makes_the_page_of_a_policy(client, kind, section):
    client.force_login(an_editor())
    where = reverse("wagtailadmin_pages:add", args=["cms", f"{kind}page", section.objects.get().pk])

    answer = client.get(where)

    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))
