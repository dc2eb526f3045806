import re

import pytest
from django.conf import settings

from claims.outputs.preview.marks import mark
from claims.verdicts import Verdict


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_a_shape_that_fills_its_box_and_leaves_paper_in_it(verdict):
    shape = mark(verdict, 96)
    share = sum(shape.histogram()[128:]) / 96**2

    assert shape.size == (96, 96)
    assert shape.getbbox()[1] <= 8
    assert shape.getbbox()[3] >= 88
    assert 0.15 < share < 0.9


def test_no_two_verdicts_look_alike():
    shapes = [mark(verdict, 48).tobytes() for verdict in Verdict]

    differences = [sum(abs(x - y) for x, y in zip(a, b, strict=True)) / len(a) for i, a in enumerate(shapes) for b in shapes[:i]]

    assert min(differences) > 12


def test_the_shapes_are_those_of_the_pages():
    sprite = (settings.BASE_DIR / "templates" / "_marks.html").read_text("utf-8")

    assert {verdict.value for verdict in Verdict} <= set(re.findall(r'id="m-([a-z-]+)"', sprite))
