"""Pictures for the demo's public pages, drawn here: land, roofs and light, in the colours of the site.

Nothing in them is a real place, a firm or a face. Two builds draw the same picture to the last bit.
"""

from collections.abc import Callable
from itertools import pairwise
from math import cos, pi, sin
from typing import NamedTuple

from config.demo.drawing import (
    CLAY,
    CREAM,
    DAWN,
    DEEP,
    DUSK,
    FIELD,
    GREEN,
    LIT,
    MIST,
    NIGHT,
    PALE,
    PAPER,
    SAGE,
    SAND,
    SHADE,
    SUN,
    WIDTH,
    Sheet,
    along,
    hall,
    plain,
    poplars,
    ridge,
    road,
    under,
    workshop,
)


class Picture(NamedTuple):
    """``focus`` is the point that a crop keeps, in pixels of the picture; ``alt`` says what one sees."""

    name: str
    title: str
    alt: str
    focus: tuple[int, int]
    jpeg: bytes


def dawn_over_workshops() -> Sheet:
    on = Sheet(PAPER, DAWN, 620)
    on.disc(SUN, 980, 470, 170)
    far, middle, near, front = ridge(520, 34, 0.4), ridge(600, 26, 2.1), ridge(720, 30, 4.4), ridge(850, 34, 1.2)
    on.land(MIST, far)
    on.land(PALE, ridge(560, 24, 1.3))
    on.land(SAGE, middle)
    poplars(on, middle, ((560, 120), (596, 152), (632, 132), (1316, 126), (1352, 158), (1388, 118)))
    workshop(on, 690, 628, 92, 4)
    hall(on, 1050, 628, 230)
    on.land(FIELD, ridge(640, 18, 3.2))
    on.furrows("#68a087", ridge(640, 18, 3.2), near, 5)
    on.land(GREEN, near)
    on.furrows("#3a7d6a", near, front, 5)
    on.land(DEEP, front)
    road(on, ((420, 1010, 330), (760, 840, 120), (1190, 720, 54), (1080, 660, 22), (1090, 630, 14)))
    return on


def dunes() -> Sheet:
    on = Sheet(PAPER, "#fbe6be", 600)
    on.disc("#f6cd8c", 420, 380, 120)
    on.land(MIST, ridge(520, 30, 2.6))
    on.land(PALE, ridge(570, 22, 0.7))

    def crest(x: float) -> float:
        return 700 - 210 * sin(x / 620 + 0.15) - 24 * sin(x / 170)

    on.land(SAND, crest)
    on.shape(SHADE, [*along(crest, 900), (1620, 1010), (1240, 1010), (1130, 830), (1010, 690), (960, 570)])
    for nth in range(9):
        on.line("#d8b573", along(under(crest, 60 + nth * 42), -20, 820 + nth * 28), 2.5)
    grass = ridge(860, 40, 3.6)
    on.land(GREEN, grass)
    on.furrows("#3a7d6a", grass, ridge(1010, 30, 3.0), 5)
    poplars(on, grass, ((210, 190), (262, 236), (312, 204), (1430, 170)))
    return on


def warehouse() -> Sheet:
    on = Sheet("#efe7d6", DAWN, 800)
    on.box(MIST, 0, 0, WIDTH, 130)
    for nth in range(7):
        on.shape(PALE, [(nth * 260 - 40, 0), (nth * 260 + 40, 0), (nth * 260 + 20, 130), (nth * 260 - 20, 130)])
    colours = (CLAY, CREAM, FIELD, SAND, GREEN, PALE, SHADE)
    for bay in range(3):
        x = 90 + bay * 500
        for shelf in range(4):
            y = 250 + shelf * 150
            place = x + 26.0
            for nth in range(5):
                wide, high = 52 + (bay * 7 + shelf * 5 + nth * 11) % 34, 66 + (bay * 13 + shelf * 17 + nth * 29) % 54
                if (bay + shelf * 2 + nth) % 7 and place + wide < x + 404:
                    on.box(colours[(bay * 3 + shelf + nth * 2) % 7], place, y + 110 - high, wide, high)
                    on.box(PAPER, place + wide * 0.3, y + 110 - high * 0.62, wide * 0.4, 9)
                place += wide + 10
            on.box(DEEP, x, y + 110, 420, 14)
        for post in (0, 404):
            on.box(DEEP, x + post, 190, 16, 690)
    on.box(GREEN, 0, 860, WIDTH, 160)
    for nth in range(4):
        on.line("#3a7d6a", [(0, 890 + nth * 34), (WIDTH, 886 + nth * 34)])
    return on


def windbreak() -> Sheet:
    on = Sheet(PAPER, "#fbe6be", 640)
    on.disc(SUN, 800, 520, 120)
    on.land(MIST, ridge(560, 24, 1.7))
    far, field = ridge(612, 12, 0.3), ridge(640, 6, 2.2)
    on.land(PALE, far)
    on.land(FIELD, field)
    on.furrows("#68a087", field, ridge(1000, 10, 2.0), 9)
    road(on, ((800, 1010, 620), (800, 636, 16)))
    for nth in range(8):
        near = (8 - nth) / 8
        high, out, y = 40 + 560 * near**1.8, 36 + 700 * near**1.7, 640 + 300 * near**1.9
        for x in (800 - out, 800 + out):
            poplars(on, plain(y), ((x, high),), (DEEP, GREEN, DUSK)[min(nth // 2, 2)])
    return on


def power_line() -> Sheet:
    on = Sheet("#f3e8d0", "#f6cd8c", 700)
    on.disc("#f7ead0", 1180, 420, 150)
    back, hill, front = ridge(600, 30, 3.9), ridge(690, 34, 1.1), ridge(850, 30, 5.2)
    on.land(PALE, back)
    on.land(SAGE, hill)
    on.furrows("#9cba98", hill, front, 5)
    masts = ((180, 720, 560), (640, 690, 400), (980, 672, 280), (1230, 664, 200), (1420, 660, 140))
    for (x, y, high), (next_x, next_y, next_high) in pairwise(masts):
        for arm in (0.98, 0.82):
            for side in (-0.2, 0.2):
                a, b = (x + high * side, y - high * arm), (next_x + next_high * side, next_y - next_high * arm)
                slack = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t + high * 0.3 * t * (1 - t))
                         for t in (nth / 16 for nth in range(17))]  # fmt: skip
                on.line(DUSK, slack, 2)
    for x, y, high in masts:
        foot = high * 0.09
        for side in (-1, 1):
            on.line(DEEP, [(x + side * foot, y), (x + side * foot * 0.25, y - high)], max(2.5, high * 0.013))
        for nth in range(6):
            at, side = nth / 6, (-1) ** nth
            spread, above = foot * (1 - 0.75 * at), foot * (1 - 0.75 * (at + 1 / 6))
            on.line(DEEP, [(x - side * spread, y - high * at), (x + side * above, y - high * (at + 1 / 6))],
                    max(2, high * 0.008))  # fmt: skip
        for arm in (0.98, 0.82):
            on.line(DEEP, [(x - high * 0.2, y - high * arm), (x + high * 0.2, y - high * arm)], max(2.5, high * 0.012))
    on.land(DEEP, front)
    on.furrows("#23685b", front, ridge(1010, 20, 5.0), 4)
    return on


def greenhouses() -> Sheet:
    on = Sheet(PAPER, DAWN, 560)
    on.disc(SUN, 330, 420, 130)
    on.land(MIST, ridge(480, 30, 5.0))
    on.land(SAGE, ridge(560, 20, 1.9))
    hall(on, 1180, 580, 240)
    poplars(on, ridge(566, 4, 0.2), ((1080, 130), (1120, 158), (1460, 140), (1500, 118)))
    on.box(FIELD, 0, 590, WIDTH, 430)
    for row in range(3):
        y, size = 690 + row * 140, 150 + row * 55
        for nth in range(-1, 8):
            x = (nth + 0.5 * (row % 2)) * size * 1.5
            bow = [
                (x + size * 0.68 * cos(turn), y - size * 0.62 * sin(turn)) for turn in (pi * t / 30 for t in range(31))
            ]
            on.shape((PAPER, CREAM, "#fbf3e0")[row], bow)
            for inner in (0.25, 0.5, 0.75):
                on.line(PALE, [(x + size * 0.68 * cos(pi * inner), y - size * 0.62 * sin(pi * inner)),
                               (x + size * 0.68 * cos(pi * inner), y)], 3)  # fmt: skip
            on.line(GREEN, bow, 5)
        on.box((FIELD, GREEN, DEEP)[row], 0, y, WIDTH, 160)
        on.line("#68a087" if row == 0 else "#3a7d6a", [(0, y + 22), (WIDTH, y + 22)])
    return on


def workbench() -> Sheet:
    on = Sheet("#e3ecdf", "#f3e8d0", 760)
    for nth in range(4):
        on.line(MIST, [(0, 140 + nth * 170), (WIDTH, 140 + nth * 170)], 4)
    on.box(DEEP, 120, 200, WIDTH - 240, 16)
    hung = [(230 + nth * 190, (GREEN, CLAY, DEEP, SHADE, GREEN, CLAY, DEEP)[nth]) for nth in range(7)]
    for nth, (x, colour) in enumerate(hung):
        on.line(SHADE, [(x, 210), (x, 246)], 6)
        if nth % 3 == 0:  # spanner
            on.box(colour, x - 15, 300, 30, 250)
            on.disc(colour, x, 290, 46)
            on.disc("#e7e9dc", x, 266, 24)
            on.disc(colour, x, 560, 36)
            on.disc("#e9e9da", x, 560, 17)
        elif nth % 3 == 1:  # hammer
            on.box(SHADE, x - 12, 280, 24, 300)
            on.box(DEEP, x - 66, 250, 132, 56)
            on.shape(DEEP, [(x + 66, 250), (x + 96, 278), (x + 66, 306)])
        else:  # screwdriver
            on.box("#b9c4ba", x - 8, 400, 16, 170)
            on.shape("#b9c4ba", [(x - 8, 570), (x + 8, 570), (x + 3, 592), (x - 3, 592)])
            on.shape(colour, [(x - 24, 250), (x + 24, 250), (x + 28, 380), (x + 10, 410), (x - 10, 410), (x - 28, 380)])
    on.box(CLAY, 0, 740, WIDTH, 50)
    on.box(SHADE, 0, 790, WIDTH, 220)
    for nth in range(4):
        on.line("#bb9150", along(plain(830 + nth * 48, 5, 150, nth * 2.1)), 3)
    for x, high, colour in ((260, 90, GREEN), (420, 60, CREAM), (1180, 120, DEEP), (1340, 74, CREAM)):
        on.box(colour, x, 740 - high, 130, high)
        on.box(PALE, x + 30, 740 - high * 0.6, 70, 10)
    return on


def change_of_shift() -> Sheet:
    on = Sheet("#0a332d", "#e9a95c", 640)
    on.disc(LIT, 800, 600, 190)
    for x, y in ((180, 90), (340, 210), (520, 70), (760, 150), (1010, 80), (1230, 190), (1440, 100), (100, 260)):
        on.disc(MIST, x, y, 3)
    far, front = ridge(610, 30, 2.9), ridge(780, 26, 0.5)
    on.land("#3f7f69", far)
    workshop(on, 300, 660, 130, 5)
    hall(on, 1000, 662, 320, roof=CLAY, wall=DEEP, front=NIGHT)
    on.land(DUSK, ridge(664, 8, 1.0))
    on.furrows("#3a7d6a", ridge(664, 8, 1.0), front, 4)
    on.land(NIGHT, front)
    road(on, ((980, 1010, 420), (860, 830, 150), (1120, 720, 50), (1046, 664, 22)), "#f6cd8c")
    poplars(on, ridge(680, 4, 0), ((150, 190), (205, 230), (255, 180), (1390, 200), (1440, 236)), NIGHT)
    return on


SCENES: tuple[tuple[str, str, str, tuple[int, int], Callable[[], Sheet]], ...] = (
    ("dawn", "晨光里的厂房", "清晨的草场上，一条路通向亮着灯的厂房", (960, 580), dawn_over_workshops),
    ("dunes", "沙丘和草场", "沙丘连着草场，三棵白杨", (760, 620), dunes),
    ("warehouse", "仓库", "三排货架，码着大小不一的箱子", (800, 560), warehouse),
    ("windbreak", "防护林里的路", "两排白杨中间，一条笔直的路通向日出", (800, 600), windbreak),
    ("power-line", "输电线", "输电线翻过一道道缓坡", (640, 520), power_line),
    ("greenhouses", "大棚", "一排排大棚，远处是一户人家", (900, 620), greenhouses),
    ("workbench", "工作台", "墙上挂着扳手、锤子和改锥，下面是一张工作台", (800, 480), workbench),
    ("change-of-shift", "交班", "天快亮了，厂房的灯还亮着", (800, 620), change_of_shift),
)


def draw_all() -> list[Picture]:
    """Eight pictures of 1600 × 1000, about a second's work in all."""
    return [Picture(name, title, alt, focus, draw().jpeg()) for name, title, alt, focus, draw in SCENES]
