"""A reader goes from a claim to a source, to what else leans on it, and from a wide myth to its parts."""

from claims.models import Evidence


def test_a_reader_follows_a_source_to_its_other_claims_and_back(reader):
    reader.open("/claims/score-for-every-citizen-by-2020/").follow("Planning Outline for the Construction", within=".source")
    source, leaning, read = reader.address, reader.claims(), reader.text(".eyebrow")
    reader.follow("Every one of China’s roughly 1.35 billion citizens")
    back = [link for link in reader.internal_links() if link == source]

    assert source == "/sources/guofa2014-21/"
    assert leaning["/claims/score-for-every-citizen-by-2020/"] == "False"
    assert leaning["/claims/every-citizen-will-get-a-score/"] == "Misleading"
    assert read == "Policy textChineseRead in an excerpt"
    assert (reader.address, back) == ("/claims/every-citizen-will-get-a-score/", [source])


def test_the_seed_article_is_a_source_whose_own_claims_are_checked(reader):
    reader.follow("Sources", within="header").choose(q="Jun Liu").follow("", within="#count + *, .register")
    made_here = reader.page.query_one("section[aria-labelledby='made']")

    assert reader.address == "/sources/liu2018/"
    assert "Saying something is no evidence for it." in reader.text("section[aria-labelledby='made']")
    assert len(made_here.query(".row")) > 10
    assert all(row.query(".verdict") and row.query(".finding") for row in made_here.query(".row"))


def test_a_reader_goes_from_a_wide_myth_to_its_parts_and_up_again(reader):
    reader.open("/claims/every-citizen-will-get-a-score/")
    reader.follow("In Rongcheng every adult is given", within="section[aria-labelledby='parts']")
    part, verdict, scope = reader.address, reader.text("#verdict-h"), reader.text("section[aria-labelledby='scope']")
    reader.follow("Every one of China’s", within="section[aria-labelledby='parts']")

    assert (part, verdict) == ("/claims/rongcheng-scores-every-adult/", "Verdict: Outdated")
    assert "Rongcheng" in scope
    assert reader.address == "/claims/every-citizen-will-get-a-score/"


def test_what_we_know_only_through_another_source_is_said_on_the_claim(reader):
    second_hand = Evidence.objects.filter(source__read="cited", review__claim__standing="published").first()
    reader.open(second_hand.review.claim.get_absolute_url())
    notices = " ".join(reader.texts(".notice"))
    marked = len(reader.page.query(".read-cited")) + len(reader.page.query(".read-unchecked"))
    known_through = reader.text(f"#{second_hand.source.key} .read")

    assert f"What we have not seen. {marked} source" in notices
    assert known_through.startswith("Known through another source: ")
