"""The pictures of the demo's public pages."""

from io import BytesIO

from PIL import Image

from config.demo.pictures import draw_all
from tests.leaks.test_portal_words import WORDS


def test_two_builds_draw_the_same_large_light_pictures_and_say_what_one_sees():
    pictures = draw_all()

    assert pictures == draw_all()
    assert len({picture.name for picture in pictures}) == 8
    for picture in pictures:
        drawn = Image.open(BytesIO(picture.jpeg))
        assert (drawn.format, drawn.size) == ("JPEG", (1600, 1000))
        assert len(picture.jpeg) < 150_000
        assert 0 < picture.focus[0] < 1600
        assert 0 < picture.focus[1] < 1000
        assert picture.alt
        assert not WORDS.search(f"{picture.name}{picture.title}{picture.alt}")
