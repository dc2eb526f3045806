import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Xìnyòng FAÇADE", "xinyong facade"),
        ("社會信用體系", "社会信用体系"),
        ("社会信用", "社会信用"),
        ("ＡＢＣ", "abc"),
        ("It’s 10 %", "it's 10 %"),
        ("", ""),
    ],
)
def test_the_database_folds_text(text, plain):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sources_folded(%s)", [text])
        assert cursor.fetchone() == (plain,)
