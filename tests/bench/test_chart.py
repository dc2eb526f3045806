from xml.etree import ElementTree as ET

from bench.chart import chart
from tests.bench.runs import run

SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_is_whole_and_says_its_figures_in_words():
    drawn = ET.fromstring(chart(run()))

    told = drawn.find(f"{SVG}desc").text
    assert drawn.get("aria-labelledby") == "title told"
    assert drawn.find(f"{SVG}title").text == "Milliseconds (median, one connection) at 100,000 claims"
    assert "browse, ours: 2.00 ms; " in told
    assert "claim, naive list: 50.00 ms" in told


def test_slower_is_further_right_and_no_dot_leaves_the_picture():
    drawn = ET.fromstring(chart(run()))

    hello, datasette = [dot for dot in drawn.iter(f"{SVG}circle") if float(dot.get("cy")) > 60][:2]

    assert float(hello.get("cx")) < float(datasette.get("cx")) <= 860


def test_it_reads_on_dark_ground_too():
    assert "prefers-color-scheme: dark" in chart(run())
