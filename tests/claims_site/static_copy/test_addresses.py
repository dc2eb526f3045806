import pytest

from claims_site.static_copy.addresses import canonical, file_of


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/claims/", "claims/index.html"),
        ("/claims/score/reviews/2/", "claims/score/reviews/2/index.html"),
        ("/claims/score.json", "claims/score.json"),
        ("/claims/score/cite/bibtex", "claims/score/cite/bibtex.bib"),
        ("/sources/liu2018/cite/csl-json", "sources/liu2018/cite/csl-json.json"),
        ("/SC-0007", "SC-0007/index.html"),
        ("/SC-0007/2", "SC-0007/2/index.html"),
        ("/claims/?verdict=false", "claims/verdict=false/index.html"),
        ("/claims/?page=2&verdict=false", "claims/page=2,verdict=false/index.html"),
        ("/claims/?page=1&sort=newest", "claims/index.html"),
        ("/claims/?sort=oldest&page=3", "claims/page=3,sort=oldest/index.html"),
        ("/claims/?from=2010&to=2019", "claims/from=2010,to=2019/index.html"),
        ("/claims/?topic=law&verdict=false", "claims/topic=law,verdict=false/index.html"),
        ("/claims.json?verdict=false&page=2", "claims,page=2,verdict=false.json"),
        ("/claims.csv?verdict=false&page=2", "claims,verdict=false.csv"),
        ("/claims.feed.json?sort=oldest&page=2", "claims.feed.json"),
        ("/claims.feed.json?verdict=false", "claims,verdict=false.feed.json"),
        ("/sources/?kind=law&page=2", "sources/kind=law,page=2/index.html"),
        ("/sources/liu2018/?page=2", "sources/liu2018/page=2/index.html"),
        ("/corrections/?kind=typo", "corrections/kind=typo/index.html"),
        ("/collections/lesson/?answers=open", "collections/lesson/answers=open/index.html"),
        ("/collections/lesson/class/?claim=1", "collections/lesson/class/index.html"),
        ("/collections/lesson/class/?claim=2&guess=false", "collections/lesson/class/claim=2,guess=false/index.html"),
        ("/data/dump/SHA256SUMS", "data/dump/SHA256SUMS"),
        ("/static/css/site.css", "static/css/site.css"),
        ("/api/docs/", "api/docs/index.html"),
        ("/api/v1/openapi.json", "api/v1/openapi.json"),
    ],
)
def test_an_address_has_a_file(address, name):
    assert file_of(address) == name
    assert file_of(canonical(address)) == name


@pytest.mark.parametrize(
    "address",
    [
        "/claims/?q=score", "/claims/?verdict=false&verdict=true", "/claims/?verdict=false&system=court-list", "/claims/?verdict=false&sort=oldest",
        "/claims/?sort=relevance", "/claims/?verdict=../x", "/sources/?kind=law&read=full", "/sources/?q=liu", "/topics/?page=2",
        "/corrections/?page=2",
        "/oembed?url=x",
        "/collections/lesson/?claim=1", "/admin/", "/api/v1/claims", "/api/v1/claims/SC-0007", "/healthz", "/theme.css", "/appearance/",
        "/claims/score/handout-a4.pdf", "/claims/score/cite/nonsense",
    ],
)  # fmt: skip
def test_what_only_a_server_can_answer_has_none(address):
    assert file_of(address) is None


def test_addresses_of_one_file_are_one_address():
    assert canonical("/claims/?page=2&verdict=false") == canonical("/claims/?verdict=false&page=2") == "/claims/?page=2&verdict=false"
    assert canonical("/claims/?sort=newest&page=1") == "/claims/"
