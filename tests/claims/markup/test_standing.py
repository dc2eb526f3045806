from claims.markup.standing import Download, breadcrumbs, dataset, glossary
from claims.models import Term


def link(path: str) -> str:
    return f"https://claims.example{path}"


def test_the_way_to_a_page_is_numbered_and_the_page_itself_has_no_address():
    assert breadcrumbs([("Home", "/"), ("Claims", "/claims/"), ("History", "")], link) == {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://claims.example/"},
            {"@type": "ListItem", "position": 2, "name": "Claims", "item": "https://claims.example/claims/"},
            {"@type": "ListItem", "position": 3, "name": "History"},
        ],
    }


def test_a_term_is_chinese_and_has_its_other_names_by_language():
    term = Term(slug="xinyong", hanzi="信用", pinyin="xìnyòng", english="credit", explanation="Trust in money and in words.")

    (found,) = glossary([term], "https://claims.example/glossary/")["hasDefinedTerm"]

    assert found == {
        "@type": "DefinedTerm",
        "@id": "https://claims.example/glossary/#xinyong",
        "url": "https://claims.example/glossary/#xinyong",
        "termCode": "xinyong",
        "name": {"@value": "信用", "@language": "zh-Hans"},
        "alternateName": ["credit", {"@value": "xìnyòng", "@language": "zh-Latn-pinyin"}],
        "description": "Trust in money and in words.",
        "inDefinedTermSet": "https://claims.example/glossary/",
    }


def test_a_data_set_has_what_is_required_and_where_to_get_it():
    data = dataset("Claims", "https://claims.example/data/", "", [Download("Claims as CSV", "text/csv", "/claims.csv")], link)

    assert "dateModified" not in data
    assert 50 <= len(data["description"]) <= 5000
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["distribution"] == [
        {"@type": "DataDownload", "name": "Claims as CSV", "encodingFormat": "text/csv", "contentUrl": "https://claims.example/claims.csv"}
    ]
