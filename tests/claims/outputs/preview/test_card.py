import io

import pytest
from PIL import Image

from claims.outputs.preview.card import Card, draw
from claims.verdicts import Verdict

FACT = "No national rule that we have seen gives each citizen a score."


def card(**fields) -> Card:
    values = {"site": "Social Credit Claims", "verdict": Verdict.FALSE, "heading": "False", "fact": FACT, "claim": "Claim: “Everyone has a score.”"}
    return Card(**values | {"foot": ("SC-0001 · version 1", "claims.example")} | fields)


def opened(drawn: Card) -> Image.Image:
    return Image.open(io.BytesIO(draw(drawn))).convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> float:
    """The share of dark pixels in `box`."""
    part = image.crop(box).convert("L")
    return sum(part.histogram()[:128]) / (part.width * part.height)


@pytest.mark.parametrize(
    ("verdict", "colour"),
    [("true", (9, 80, 126)), ("mixed", (102, 73, 12)), ("false", (116, 20, 10)), ("outdated", (63, 71, 78))],
)
def test_the_bar_and_the_shape_have_the_colour_of_the_verdict(verdict, colour):
    image = opened(card(verdict=Verdict(verdict), heading=Verdict(verdict).label))

    assert image.size == (1200, 630)
    assert max(abs(a - b) for a, b in zip(image.getpixel((10, 300)), colour, strict=True)) < 8
    assert ink(image, (72, 62, 148, 138)) > 0.2


def test_the_same_card_is_the_same_file_and_another_fact_is_another():
    assert draw(card()) == draw(card())
    assert draw(card()) != draw(card(fact=FACT.replace("No", "One")))


@pytest.mark.parametrize("fact", ["Yes.", FACT, FACT * 8, "中国没有统一的个人信用分。" * 20, "incomprehensible" * 30])
@pytest.mark.parametrize("claim", ["", "Claim: “Everyone has a score.”", "Claim: " + "every citizen " * 40])
def test_nothing_leaves_the_card_or_meets_its_neighbour_however_long(fact, claim):
    image = opened(card(fact=fact, claim=claim))

    assert ink(image, (1132, 0, 1200, 630)) == ink(image, (24, 0, 68, 630)) == 0  # the margins
    assert ink(image, (72, 148, 1128, 164)) == 0  # between heading and fact
    assert ink(image, (72, 522, 1128, 536)) == 0  # above the foot
    assert ink(image, (72, 168, 1128, 500)) > 0.003


def test_an_image_is_small():
    assert len(draw(card(fact=FACT * 3))) < 60_000
