"""What a newcomer reads and asks: the help centre, the demo page, an answer and its source."""

import pytest
from conftest import ANSWERED_QUESTION
from playwright.sync_api import expect

pytestmark = pytest.mark.one_storage(reason="pages that are made when articles are taken in")


def test_the_help_centre_leads_to_articles_that_can_be_read(baton, new_page):
    page = new_page(baton.help)
    expect(page.locator("h1")).to_be_visible()
    links = page.locator('main a[href*="/help/"]')
    assert links.count() >= 12
    title = links.first.inner_text().split("\n")[0]
    links.first.click()
    expect(page.locator("h1")).to_contain_text(title)
    assert len(page.locator("main").inner_text()) > 300
    assert page.problems == []


def test_every_article_opens_without_an_error_and_fits_on_a_phone(baton, new_page):
    page = new_page(baton.help, viewport={"width": 390, "height": 844})
    addresses = page.locator('main a[href*="/help/"]').evaluate_all("links => links.map((link) => link.href)")
    for address in addresses:
        assert page.goto(address).status == 200
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, f"{address} is {width} px wide"
    assert page.problems == []


def test_the_links_between_articles_lead_somewhere(baton, new_page):
    page = new_page(baton.help)
    find = 'main a[href^="/"], main a[href^="http://127.0.0.1"]'
    addresses = page.locator(find).evaluate_all("links => links.map((link) => link.href)")
    found = set(addresses)
    for address in addresses:
        page.goto(address)
        found.update(page.locator(find).evaluate_all("links => links.map((link) => link.href)"))
    for address in sorted({address.partition("#")[0] for address in found}):
        assert baton.get(address.removeprefix(baton.origin))[0] == 200, address


def test_an_unknown_article_is_said_in_words_and_leads_back(baton, new_page):
    page = new_page()
    assert page.goto(f"{baton.help}/there-is-no-such-article").status == 404
    page.locator('main a[href$="/help"]').first.click()
    expect(page.locator('main a[href*="/help/"]').first).to_be_visible()


@pytest.mark.parametrize("place", ["help", "demo"])
def test_a_question_is_answered_with_a_source_that_opens(baton, visitor_at, place):
    visitor = visitor_at(getattr(baton, place))
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer().get_by_test_id("citation").first.click()
    card = visitor.at("citation-card")
    expect(card).to_be_visible()
    passage = card.locator(".passage").inner_text()
    assert len(passage) > 40
    assert "`" not in passage, "the Markdown of the passage shows"
    title = card.locator(".card-title").inner_text()
    with visitor.page.context.expect_page() as opening:
        card.get_by_role("link").click()
    article = opening.value
    expect(article.locator("h1")).to_have_text(title)
    assert article.url.startswith(baton.help)
    assert visitor.page.problems == []


def test_the_demo_page_embeds_from_another_origin_under_a_strict_policy(baton, visitor_at):
    visitor = visitor_at(baton.demo)
    page = visitor.page
    assert page.url.startswith(f"http://localhost:{baton.port}/")
    source = page.locator("script[src]").last.get_attribute("src")
    assert source.startswith(baton.origin), source
    policy = baton.get("/demo")[1]["Content-Security-Policy"]
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert baton.origin in policy
    visitor.say("Hello")
    expect(visitor.messages("assistant").last).to_contain_text("Hello")
    assert page.problems == []


def test_a_source_closes_with_escape_and_the_focus_returns_to_its_number(baton, visitor_at):
    visitor = visitor_at(baton.help)
    visitor.say(ANSWERED_QUESTION)
    number = visitor.expect_answer().get_by_test_id("citation").first
    number.click()
    expect(visitor.at("citation-card")).to_be_visible()
    number.press("Escape")
    expect(visitor.at("citation-card")).to_have_count(0)
    expect(number).to_be_focused()
    expect(visitor.at("panel")).to_be_visible()
    number.press("Escape")
    expect(visitor.at("panel")).to_be_hidden()
    expect(visitor.at("launcher")).to_be_focused()
