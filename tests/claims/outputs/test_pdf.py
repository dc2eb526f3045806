"""Documents are made one at a time, from what they hold, and always in the same way."""

import socket
from importlib import import_module

import pytest

from claims.outputs import pdf

pytestmark = pytest.mark.skipif(not pdf.available(), reason="Pango is not installed, so that this machine makes no PDFs (docs/operations.md)")
PAGE = '<html lang="en"><title>A title</title><p>Text 社会信用</p>{}</html>'


def test_the_same_text_gives_the_same_bytes():
    assert pdf.make(PAGE.format(""), "") == pdf.make(PAGE.format(""), "")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/a.png", "file:///etc/passwd", "data:image/png;base64,AAAA"])
def test_a_document_may_fetch_nothing(address, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("It asked the network."))

    with pytest.raises(import_module("weasyprint").urls.FatalURLFetchingError, match="may not fetch"):
        pdf.make(PAGE.format(f'<img alt="" src="{address}">'), "")


def test_there_is_one_turn_and_whoever_waits_in_vain_is_told():
    with pdf.turn(), pytest.raises(pdf.Busy), pdf.turn(patience=0):
        pytest.fail("There were two turns.")

    with pdf.turn(patience=0):
        assert True
