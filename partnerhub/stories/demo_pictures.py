"""The demonstration's pictures: drawn, not photographed, so that nobody is in them."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

from partnerhub.foundation import files

SIZE = (1200, 900)
SKY, HILL, GROUND, SUN, LEAF, WOOD, PAPER = (
    "#d7ebf0",
    "#9cc5a1",
    "#6b9080",
    "#f4a259",
    "#1a6b5c",
    "#8a5a44",
    "#fbf8f2",
)
Draw = ImageDraw.ImageDraw


def landscape(draw: Draw) -> None:
    """Sky, sun and hills: the ground of every picture."""
    draw.ellipse((880, 90, 1060, 270), fill=SUN)
    draw.ellipse((-300, 380, 800, 1300), fill=HILL)
    draw.ellipse((450, 430, 1600, 1300), fill=GROUND)


def house(draw: Draw) -> None:
    """A school with an open door."""
    draw.rectangle((330, 380, 870, 720), fill=PAPER)
    draw.polygon(((290, 390), (600, 210), (910, 390)), fill=WOOD)
    draw.rectangle((540, 520, 660, 720), fill=LEAF)
    for left in (390, 720):
        draw.rectangle((left, 460, left + 90, 550), fill=SKY, outline=WOOD, width=6)


def garden(draw: Draw) -> None:
    """Beds with tomatoes."""
    for row in range(3):
        top = 560 + row * 110
        draw.rounded_rectangle((180, top, 1020, top + 70), 24, fill=WOOD)
        for plant in range(7):
            x = 240 + plant * 115
            draw.line((x, top + 10, x, top - 60), fill=LEAF, width=10)
            draw.ellipse((x - 34, top - 80, x + 10, top - 40), fill=LEAF)
            draw.ellipse((x - 2, top - 50, x + 30, top - 18), fill="#c8553d")


def dog(draw: Draw) -> None:
    """A large dog beside an open book."""
    draw.ellipse((300, 470, 800, 740), fill=WOOD)
    draw.ellipse((700, 380, 920, 590), fill=WOOD)
    draw.ellipse((680, 390, 750, 550), fill="#6d4534")
    draw.ellipse((850, 450, 872, 472), fill="black")
    draw.ellipse((900, 490, 940, 525), fill="black")
    draw.polygon(((880, 720), (1010, 670), (1140, 720), (1010, 770)), fill=PAPER, outline=LEAF, width=6)


def breakfast(draw: Draw) -> None:
    """A table with bowls and apples."""
    draw.rounded_rectangle((140, 580, 1060, 640), 20, fill=WOOD)
    for left in (220, 480, 740):
        draw.pieslice((left, 470, left + 200, 690), 0, 180, fill=PAPER, outline=LEAF, width=6)
        draw.ellipse((left + 60, 500, left + 140, 575), fill="#c8553d")


MOTIFS: dict[str, Callable[[Draw], None]] = {"house": house, "garden": garden, "dog": dog, "breakfast": breakfast}


def drawn(motif: str) -> files.Prepared:
    """A picture, as it would come in."""
    picture = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(picture)
    landscape(draw)
    MOTIFS[motif](draw)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return files.Prepared(f"{motif}.png", out.getvalue(), "image/png")
