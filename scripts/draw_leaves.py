"""Draw the four leaves of the example archive: SVG from a few strokes, PNG by the machine's Chromium.

    python scripts/draw_leaves.py examples/exile/images

The same strokes come out every time; what the fonts of a machine make of the lettering may differ.
"""

from __future__ import annotations

import itertools
import math
import random
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 760, 1000
INK, PENCIL, BLUE = "#2b3350", "#55514c", "#3556a8"


class Leaf:
    """A sheet of paper and what is drawn on it; every line wavers a little, as a hand does."""

    def __init__(self, seed: int, *, squared: bool = False) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a drawing, no secret
        self.parts: list[str] = []
        if squared:
            for at in range(20, WIDTH, 26):
                self.parts.append(
                    f'<path d="M{at} 0V{HEIGHT}" stroke="#c9d3de" stroke-width=".8"/>'
                )
            for at in range(20, HEIGHT, 26):
                self.parts.append(f'<path d="M0 {at}H{WIDTH}" stroke="#c9d3de" stroke-width=".8"/>')

    def about(self, value: float, by: float = 2.2) -> float:
        return round(value + self.chance.uniform(-by, by), 1)

    def line(self, *points: tuple[float, float], ink: str = PENCIL, width: float = 2) -> None:
        """A line through the points, drawn by hand: in short, uncertain pieces."""
        path = f"M{self.about(points[0][0])} {self.about(points[0][1])}"
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            steps = max(2, int(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 / 45))
            for step in range(1, steps + 1):
                share = step / steps
                half = share - 0.5 / steps
                path += (
                    f"Q{self.about(x0 + (x1 - x0) * half)} {self.about(y0 + (y1 - y0) * half)} "
                    f"{self.about(x0 + (x1 - x0) * share, 1)} {self.about(y0 + (y1 - y0) * share, 1)}"
                )
        self.parts.append(
            f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{width}" '
            'stroke-linecap="round" stroke-linejoin="round" opacity=".88"/>'
        )

    def box(self, x: float, y: float, wide: float, high: float, **how: object) -> None:
        corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)]
        self.line(*corners, **how)  # type: ignore[arg-type]

    def curve(self, *points: tuple[float, float], ink: str = PENCIL, width: float = 2) -> None:
        """A round line that the points draw to themselves."""
        path = f"M{points[0][0]} {points[0][1]}"
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            path += f"Q{self.about(x0)} {self.about(y0)} {(x0 + x1) / 2:.1f} {(y0 + y1) / 2:.1f}"
        path += f"L{points[-1][0]} {points[-1][1]}"
        self.parts.append(
            f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{width}" '
            'stroke-linecap="round" stroke-linejoin="round" opacity=".88"/>'
        )

    def ring(self, x: float, y: float, wide: float, high: float, **how: object) -> None:
        """Once round and a little farther, as rings are drawn."""
        turns = [math.tau * n / 16 for n in range(-1, 18)]
        points = [(x + wide * math.cos(turn), y + high * math.sin(turn)) for turn in turns]
        self.curve(*points, **how)  # type: ignore[arg-type]

    def words(self, x: float, y: float, said: str, size: float = 21, ink: str = INK) -> None:
        """Lettering, each letter set down a little askew."""
        turns = " ".join(f"{self.chance.uniform(-5, 4):.1f}" for _ in said)
        ups = [self.chance.uniform(-1.1, 1.1) for _ in said]
        steps = " ".join(f"{a - b:.1f}" for a, b in zip(ups, [0, *ups], strict=False))
        self.parts.append(
            f'<text x="{x}" y="{y}" font-size="{size}" fill="{ink}" rotate="{turns}" dy="{steps}">'
            f"{said}</text>"
        )

    def shorthand(self, x: float, y: float, signs: int, ink: str = PENCIL) -> None:
        """A line of signs that look like Gabelsberger's and say nothing."""
        for _ in range(signs):
            high, wide = self.chance.choice([14, 22, 40, 52]), self.chance.uniform(12, 30)
            path = (
                f"M{x:.1f} {y:.1f}q{wide * 0.5:.1f} {-high * 1.1:.1f} {wide * 0.62:.1f} {-high * 0.2:.1f}"
                f"t{-wide * 0.3:.1f} {high * 0.7:.1f} {wide * 0.9:.1f} {-high * 0.45:.1f}"
            )
            self.parts.append(
                f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="2.1" '
                'stroke-linecap="round" opacity=".9"/>'
            )
            x += wide * 1.45 + self.chance.choice([2, 5, 16])

    def svg(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Z003, URW Chancery L, Georgia, serif" '
            f'font-style="italic"><rect width="100%" height="100%" fill="#f4eedf"/>'
            '<radialGradient id="damp"><stop offset=".7" stop-color="#d9c79c" stop-opacity=".16"/>'
            '<stop offset=".97" stop-color="#b99f63" stop-opacity=".3"/>'
            '<stop offset="1" stop-color="#b99f63" stop-opacity="0"/></radialGradient>'
            f'<circle cx="{self.about(660, 60):.0f}" cy="{self.about(880, 60):.0f}" r="150" '
            'fill="url(#damp)"/><path d="M0 500H760" stroke="#d9cfb8" stroke-width="2"/>'
            f"{''.join(self.parts)}</svg>"
        )


def deck() -> Leaf:
    """Where everything was on the ship."""
    leaf = Leaf(1941, squared=True)
    leaf.words(150, 70, "S. Iria, from above. Not to scale; nothing is.", 25)
    side = [
        (0, 105),
        (95, 180),
        (150, 300),
        (170, 480),
        (170, 640),
        (165, 780),
        (110, 900),
        (0, 915),
    ]
    for way in (-1, 1):
        leaf.curve(*((380 + way * x, y) for x, y in side), width=2.8)
    leaf.box(300, 300, 160, 95)
    leaf.words(312, 336, "Hatch 1", 19)
    leaf.words(312, 364, "(Polish ladies)", 16)
    leaf.box(300, 470, 160, 110, width=2.6)
    leaf.words(308, 506, "Hatch 2", 19)
    leaf.words(308, 532, "House; also", 17)
    leaf.words(308, 556, "Iria, 15 July", 17)
    leaf.ring(255, 640, 13, 13)
    leaf.words(50, 646, "tap, salt", 18)
    leaf.line((150, 640), (238, 640), width=1.2)
    leaf.ring(505, 640, 13, 13)
    leaf.words(585, 646, "tap, children", 18)
    leaf.line((522, 640), (578, 640), width=1.2)
    leaf.box(330, 690, 100, 46)
    leaf.words(342, 720, "cook; scale", 17)
    leaf.line((250, 790), (268, 832), (292, 836), width=2.4)
    leaf.line((250, 812), (282, 812), width=1.6)
    leaf.words(310, 822, "the deck chair (one)", 18)
    for n in range(10):
        leaf.ring(478 + n * 4.5, 300 + n * 27, 5, 7, ink=BLUE)
    leaf.words(585, 400, "ten men", 20, BLUE)
    leaf.words(585, 426, "stood here", 20, BLUE)
    leaf.words(60, 965, "The rail goes all the way round. I have walked it: 311.", 21)
    return leaf


def crust() -> Leaf:
    """The bread for the day, and where supper begins."""
    leaf = Leaf(1933, squared=True)
    leaf.words(90, 110, "Bread for one day, 6 May. Actual size.", 25)
    leaf.curve(
        (112, 540), (108, 400), (210, 310), (390, 275), (570, 310), (672, 400), (668, 540),
        (620, 612), (400, 622), (160, 612), (112, 540), width=3,
    )  # fmt: skip
    for n in range(5):
        leaf.curve((180 + n * 92, 410), (196 + n * 92, 362), (232 + n * 92, 338), width=1.5)
    for n in range(44):
        x = 150 + n * 11
        leaf.line((x, 602 - abs(n - 22) * 0.9), (x + 14, 580 - abs(n - 22) * 0.9), width=1)
    leaf.line((430, 280), (424, 400), (432, 520), (426, 640), width=3.4, ink=BLUE)
    leaf.words(170, 480, "breakfast; dinner", 24)
    leaf.words(470, 480, "supper", 24, BLUE)
    leaf.words(300, 690, "the line", 24, BLUE)
    leaf.line((400, 680), (424, 648), width=1.4, ink=BLUE)
    leaf.words(90, 800, "Rule: the pencil is to be sharpened before one is hungry.", 21)
    leaf.words(90, 850, "Second rule: nobody need be looking.", 21)
    return leaf


def note() -> Leaf:
    """What the police could not read, copied from memory."""
    leaf = Leaf(1938)
    for y in range(150, 940, 62):
        leaf.parts.append(f'<path d="M70 {y}H700" stroke="#d8cdb6" stroke-width="1"/>')
    leaf.words(80, 90, "P., March 1938. From memory.", 24)
    leaf.shorthand(110, 270, 4)
    leaf.shorthand(150, 394, 3)
    leaf.words(110, 500, "Window first, then light.", 27)
    leaf.words(80, 625, "His signs; the dot under the second is the full stop", 20)
    leaf.words(80, 655, "he never used in Parliament.", 20)
    leaf.parts.append(f'<circle cx="262" cy="408" r="3" fill="{PENCIL}"/>')
    leaf.shorthand(110, 790, 9, BLUE)
    leaf.shorthand(110, 852, 8, BLUE)
    leaf.shorthand(110, 914, 6, BLUE)
    return leaf


def seating() -> Leaf:
    """The table of the dead."""
    leaf = Leaf(1944)
    leaf.words(230, 80, "Seating, 2 November", 28)
    leaf.ring(380, 500, 200, 300, width=3)
    guests = [
        (200, 215, "Konrad"), (480, 215, "Prohaska"), (45, 360, "Paolo (figs)"),
        (600, 360, "Grete"), (600, 395, "+ dish"), (25, 560, "the judge:"), (25, 590, "Julius R."),
        (600, 560, "M. Castagne"), (110, 770, "Doña R.'s four"), (520, 770, "Doña R.; I"),
    ]  # fmt: skip
    for x, y, name in guests:
        leaf.words(x, y, name, 22)
    for x, y in [
        (290, 320),
        (470, 320),
        (240, 420),
        (520, 420),
        (235, 570),
        (525, 570),
        (300, 680),
    ]:
        leaf.ring(x, y, 30, 17, width=1.8)
    leaf.words(330, 500, "salt", 20)
    leaf.box(230, 860, 300, 60, width=2.6)
    leaf.line((380, 860), (380, 920), width=1.6)
    leaf.words(60, 900, "Wechsler", 22)
    leaf.ring(470, 848, 26, 14, width=1.8, ink=BLUE)
    leaf.words(545, 856, "for anybody", 20, BLUE)
    leaf.words(245, 965, "window (stays open)", 20)
    return leaf


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    leaves = {"deck": deck(), "crust": crust(), "note": note(), "seating": seating()}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name, leaf in leaves.items():
            page.set_content(f"<style>*{{margin:0}}</style>{leaf.svg()}")
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
