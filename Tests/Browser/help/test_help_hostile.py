"""Markup in titles, texts and questions: nothing runs, and nothing is asked for elsewhere."""

import urllib.parse

import pytest
from help.conftest import PAYLOADS
from playwright.sync_api import expect

pytestmark = pytest.mark.one_storage(reason="pages that are made when articles are taken in")


@pytest.fixture
def watched(new_page):
    """A page, and the addresses on other hosts that it asked for."""
    page = new_page()
    page.elsewhere = []
    page.on("request", lambda request: "127.0.0.1" not in request.url and "localhost" not in request.url
            and not request.url.startswith("data:") and page.elsewhere.append(request.url))
    return page


def expect_harmless(page):
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.pwned") is None
    assert page.elsewhere == []
    assert [problem for problem in page.problems if "404" not in problem] == []
    found = page.locator("main :is(script, iframe, [onerror], [onload], img[src='x'], a[href^='javascript'], base)")
    expect(found).to_have_count(0)


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_an_article_of_payloads_is_text(garden, watched, number):
    watched.goto(f"{garden.help}/weeds-{number}")
    expect(watched.locator("h1")).to_have_text(f"Weeds {PAYLOADS[number]}")
    expect_harmless(watched)


def test_the_index_and_the_results_are_text(garden, watched):
    watched.goto(garden.help)
    expect_harmless(watched)
    watched.get_by_test_id("search").fill("weeds weeding")
    expect(watched.get_by_test_id("result").first).to_be_visible()
    assert watched.get_by_test_id("result").count() >= 4
    expect_harmless(watched)
    watched.goto(f"{garden.help}/search?q=weeds")
    expect_harmless(watched)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_question_is_text(garden, watched, payload):
    watched.goto(f"{garden.help}/search?q={urllib.parse.quote(payload)}&language={urllib.parse.quote(payload)}")
    expect(watched.get_by_test_id("search")).to_have_value(payload)
    expect_harmless(watched)
    watched.get_by_test_id("search").fill(payload + " weeds")
    expect(watched.locator(".search [role=status]")).not_to_have_text("")
    expect_harmless(watched)
    watched.goto(f"{garden.help}/{urllib.parse.quote(payload, safe='')}")
    expect_harmless(watched)
