"""A student looks for a claim: by facets, in Chinese, by its sound, misspelt, by topic."""

from claims.models import Claim


def test_a_student_narrows_the_list_by_facets_and_reads_the_evidence(reader):
    reader.follow("Browse all").choose(tick=("Trains and planes",)).choose(tick=("Misleading",))
    promised = int(reader.text("#count").split()[0])
    verdicts = set(reader.claims().values())
    chips = reader.texts(".chips .chip")
    reader.follow("barred from flights and trains", within="#results")

    assert (len(verdicts), promised) == (1, Claim.objects.published().filter(verdict="misleading", topics__slug="travel").count())
    assert chips == ["Remove filter: Verdict: Misleading", "Remove filter: Topic: Trains and planes", "Clear all"]
    assert reader.address == "/claims/low-scores-bar-people-from-flights-and-trains/"
    assert reader.text("#verdict-h") == "Verdict: Misleading"
    assert "Travel bans come from official lists" in reader.text(".fact")
    assert all(reader.texts(".source .where"))


def test_the_number_beside_a_facet_is_the_number_of_claims_behind_it(reader):
    reader.follow("Claims", within="header").choose(q="score")
    promised = {option.split()[0]: int(option.split()[-2]) for option in reader.texts("#facet-verdict label") if "Mostly" not in option}
    found = {}
    start = reader.address
    for verdict in promised:
        found[verdict] = int(reader.open(start).choose(tick=(verdict,)).text("#count").split()[0].replace("No", "0"))

    assert list(promised) == ["True", "Mixed", "Misleading", "False", "Unproven", "Outdated"]
    assert found == promised


def test_traditional_characters_find_what_is_written_in_simplified_ones(reader):
    traditional = reader.search("社會信用體系").claims()
    hint = reader.text(".section-hint")
    simplified = reader.search("社会信用体系").claims()

    assert traditional == simplified
    assert traditional["/claims/score-for-every-citizen-by-2020/"] == "False"
    assert hint.startswith("Also in the glossary: 社会信用体系 shèhuì xìnyòng tǐxì, social credit system")


def test_pinyin_without_tone_marks_leads_to_the_term_and_its_claims(reader):
    reader.search("zhima xinyong")
    found = reader.claims()
    reader.follow("芝麻信用", within=".section-hint")

    assert found["/claims/sesame-credit-is-the-state-score/"] == "Mostly false"
    assert reader.address == "/glossary/"
    assert "Zhīma Xìnyòng" in reader.text("#zhima-xinyong")


def test_a_misspelling_is_offered_its_right_spelling(reader):
    reader.search("blaclist")
    nothing = reader.text("#count"), reader.claims(), reader.text(".empty p")
    reader.follow("blacklist", within=".empty")

    assert nothing == ("No claims match", {}, "Did you mean blacklist?")
    assert reader.address == "/claims/?q=blacklist"
    assert "/claims/no-appeal-and-no-way-off-the-court-blacklist/" in reader.claims()


def test_a_student_reads_a_topic_and_its_misleading_claims(reader):
    reader.follow("Topics", within="header").follow("Trains and planes", within="main")
    everything = reader.claims()
    reader.follow("misleading", within=".strip-list")

    assert reader.address == "/claims/?topic=travel&verdict=misleading"
    assert reader.claims() == {address: verdict for address, verdict in everything.items() if verdict == "Misleading"}


def test_topics_stand_in_their_own_order(reader):
    home = reader.texts("section[aria-labelledby='topics'] li a")
    listed = reader.open("/topics/").texts("main h2 a")

    assert home[:3] == listed[:3] == ["One national score?", "Blacklists and court debtors", "Trains and planes"]
