"""Behind a pool that gives out connections by the transaction, where nothing stays prepared, readers get the same pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.editorial import frequent_words
from claims.reading import kept_pages, kept_rows, matches
from tests import factories


@pytest.mark.parametrize("address", ["/claims/?q=penguin", "/claims/?q=-penguin", "/claims/?q=-penguin+cat+OR+企鹅", "/claims/", "/claims/score/"])
def test_a_page_is_the_same_behind_a_pool(own_database, client, monkeypatch, address):
    factories.published(factories.claim(slug="score"), fact="A penguin has none.")
    frequent_words.note()
    before = client.get(address)
    for kept in (matches._kept, matches._orders):
        kept.clear()
    kept_rows.HTML.forget()
    kept_pages.PAGES.forget()
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)

    with CaptureQueriesContext(connection) as asked:
        after = client.get(address)

    assert (after.status_code, after.content) == (200, before.content)
    assert not any("EXECUTE" in each["sql"] for each in asked)
