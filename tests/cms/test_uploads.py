"""What is kept of an uploaded picture: neither where it was taken nor what its file was called."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images.models import Image

from cms.set_up import keep_groups
from cms.uploads import WIDEST, plain_picture
from tests.cms.pages import a_photograph, an_editor, an_image

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_nothing_is_left_beside_the_picture(kind, suffix):
    data, found = plain_picture(a_photograph(kind=kind))

    with Picture.open(BytesIO(data)) as kept:
        assert (kept.format, found) == (kind, suffix)
        assert dict(kept.getexif()) == {}
        assert not {"comment", "exif", "xmp"} & set(kept.info)
    for word in (b"Exif", b"HUAWEI", "张师傅".encode()):
        assert word not in data


def test_a_picture_that_lay_on_its_side_stands_upright():
    data, _ = plain_picture(a_photograph(64, 48, turned=True))

    with Picture.open(BytesIO(data)) as kept:
        assert kept.size == (48, 64)


def test_a_large_one_is_made_as_wide_as_pages_need():
    data, _ = plain_picture(a_photograph(4000, 1000))

    with Picture.open(BytesIO(data)) as kept:
        assert kept.size == (WIDEST, WIDEST // 4)


def test_what_shines_through_keeps_doing_so():
    written = BytesIO()
    Picture.new("RGBA", (8, 8), (0, 80, 70, 0)).save(written, "PNG")

    data, _ = plain_picture(written.getvalue())

    with Picture.open(BytesIO(data)) as kept:
        assert kept.getpixel((0, 0))[3] == 0


def test_its_name_says_nothing_and_its_numbers_are_those_of_the_kept_file():
    image = an_image(data=a_photograph(64, 48, turned=True))

    assert "张" not in image.file.name
    assert image.file.name.endswith(".jpg")
    assert (image.width, image.height) == (48, 64)
    assert image.file_size == image.file.size
    with image.file.open() as stored:
        assert b"Exif" not in stored.read()


def test_the_focal_point_moves_with_the_picture():
    image = an_image(
        data=a_photograph(5120, 1280), focal_point_x=2560, focal_point_y=640, focal_point_width=400,
        focal_point_height=400,
    )  # fmt: skip

    assert (image.focal_point_x, image.focal_point_y, image.focal_point_width) == (1280, 320, 200)


def test_a_change_of_words_leaves_the_file_alone():
    image = an_image()
    name = image.file.name

    image.title = "清晨的大棚"
    image.save()

    assert Image.objects.get().file.name == name


def test_what_an_editor_uploads_comes_the_same_way(client):
    keep_groups()
    client.force_login(an_editor())
    file = SimpleUploadedFile("王建军 车间.jpg", a_photograph(), "image/jpeg")

    client.post(reverse("wagtailimages:add"), {"title": "王建军 车间", "file": file, "description": "车间里的工作台"})

    image = Image.objects.get()
    assert image.title == "图片"
    assert "wang" not in image.file.name
    with image.file.open() as stored:
        assert b"Exif" not in stored.read()
