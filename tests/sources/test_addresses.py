import pytest
import yaml

from sources.addresses import canonical, doi, telling_piece


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("http://www.example.org/a/", "example.org/a"),
        ("HTTPS://Example.org:443/a#conclusion", "example.org/a"),
        ("https://example.org/a?utm_source=x&id=3&fbclid=y", "example.org/a?id=3"),
        ("https://example.org/a?b=2&a=1", "example.org/a?a=1&b=2"),
        ("https://example.org/a?b=", "example.org/a?b="),
        ("https://example.org/%7Eliu/index.html", "example.org/~liu"),
        ("https://example.org/文件", "example.org/%E6%96%87%E4%BB%B6"),
        ("https://example.org/%e6%96%87%e4%bb%b6", "example.org/%E6%96%87%E4%BB%B6"),
        ("https://en.m.wikipedia.org/wiki/Social_Credit_System", "en.wikipedia.org/wiki/Social_Credit_System"),
        ("https://m.example.org/a", "example.org/a"),
        ("https://example.org:8080/a", "example.org:8080/a"),
        ("https://example.org./", "example.org"),
        ("example.org/a", "example.org/a"),
        ("https://example.org/A", "example.org/A"),
        ("https://web.archive.org/web/20190101000000id_/http://example.org/a", "example.org/a"),
        ("https://web.archive.org/web/20190101000000/http:/example.org/a", "example.org/a"),
        ("https://web.archive.org/web/2019/https://archive.ph/2018.01.01-000000/http://example.org/a?x=1", "example.org/a?x=1"),
        ("https://archive.today/2019.01.01-000000/https://www.example.org/a/", "example.org/a"),
        ("https://archive.ph/AbC12", "archive.ph/AbC12"),
        ("https://ghostarchive.org/archive/20200101/http://example.org/", "example.org"),
        ("https://example.org:port/a", "https://example.org:port/a"),
        ("  ", ""),
    ],
)
def test_addresses_of_one_document_have_one_form(address, form):
    assert canonical(address) == form


def test_the_form_of_a_form_is_itself():
    form = canonical("https://www.example.org/%7Eliu/?b=2&a=%20x")

    assert canonical(form) == form


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("doi:10.1177/1461444819826402", "10.1177/1461444819826402"),
        ("https://doi.org/10.1177/1461444819826402", "10.1177/1461444819826402"),
        ("https://dx.doi.org/10.1177%2F1461444819826402", "10.1177/1461444819826402"),
        ("https://journals.sagepub.com/doi/full/10.1177/1461444819826402?casa_token=x", "10.1177/1461444819826402"),
        ("https://example.org/doi/10.1080/123/full/html", "10.1080/123"),
        ("https://example.org/doi/epdf/10.1080/ABC.pdf", "10.1080/abc"),
        ("(see 10.1000/xyz.)", "10.1000/xyz"),
        ("https://example.org/2018.10.1234/5", ""),
        ("https://example.org/v10.5/a", ""),
        ("", ""),
    ],
)
def test_a_doi_is_found_wherever_it_stands(text, name):
    assert doi(text) == name


@pytest.mark.parametrize(
    ("address", "piece"),
    [
        ("https://www.example.org/zhengce/content_5076568.htm?from=x", "content_5076568.htm"),
        ("https://web.archive.org/web/2019/http://example.org/a/long-name/b", "long-name"),
        ("https://www.example.org/a/b", "example.org"),
        ("https://example.org/%E6%96%87%E4%BB%B6", "example.org"),
        ("", ""),
    ],
)
def test_the_telling_piece_stands_in_every_form_of_the_address(address, piece):
    assert telling_piece(address) == piece
    assert piece in address


def test_every_address_of_the_corpus_is_found_in_other_forms(corpus_root):
    files = sorted((corpus_root / "sources").glob("*.yaml"))
    addresses = [url for file in files if (url := yaml.safe_load(file.read_text("utf-8")).get("url"))]
    others = [
        (url, form)
        for url in addresses
        for form in (
            f"{url}#part",
            f"{url}{'&' if '?' in url else '?'}utm_source=x",
            f"https://web.archive.org/web/2020/{url}",
            url.replace("://www.", "://"),
        )
    ]

    assert [(url, form) for url, form in others if canonical(url) != canonical(form) or telling_piece(form) not in url] == []
    assert len(addresses) > 200
