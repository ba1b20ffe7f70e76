"""Texts that want to be markup: as a message, a page's title, a name, a reply. Nothing of it runs."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_storage(reason="what pages make of texts; StorageContractTests keep them")

TEXTS = [
    "<img src=x onerror=\"window.pwned = 'image'\">",
    "<script>window.pwned = 'script'</script>",
    "[click me](javascript:window.pwned='link') and [1] and ![i](https://evil.invalid/i.png)",
    "</textarea></style></title><svg onload=\"window.pwned='svg'\">",
]
MARKUP = "img[src='x'], svg[onload], script:not([src]):not([type]), [onerror], a[href^='javascript']"


def expect_harmless(page):
    assert page.evaluate("window.pwned") is None
    inside = page.locator(f":is({MARKUP})")
    expect(inside).to_have_count(0)


@pytest.mark.parametrize("text", TEXTS, ids=["image", "script", "links", "svg"])
def test_what_either_side_writes_stays_text(in_talk, text):
    _, visitor, agent = in_talk
    visitor.say(text)
    expect(agent.messages("visitor").last.locator(".text")).to_have_text(text)
    agent.reply(text)
    expect(visitor.messages("agent").last.locator(".bubble")).to_have_text(text)
    expect(visitor.messages("visitor").last.locator(".bubble")).to_have_text(text)
    agent.at("tab-mine").click()
    expect(agent.row(text)).to_have_count(1)
    for page in (visitor.page, agent.page):
        expect_harmless(page)
        assert page.problems == []


def test_the_title_of_the_hosts_page_stays_text(in_talk):
    _, visitor, agent = in_talk
    title = f"Cart {TEXTS[0]}"
    visitor.page.evaluate("title => { document.title = title; }", title)
    visitor.page.evaluate("history.pushState(null, '', '/demo?\"><script>alert(1)</script>')")
    visitor.say("Where am I?")
    expect(agent.messages("visitor", "Where am I?")).to_have_count(1)
    expect(agent.page.locator(".divider", has_text=title)).to_have_count(1)
    agent.at("tab-mine").click()
    expect(agent.row("Where am I?")).to_contain_text(title)
    expect_harmless(agent.page)
    assert agent.page.problems == []


def test_the_name_of_an_agent_stays_text(own_baton, visitor_at, agent_at):
    name = "Eve <b onmouseover=\"window.pwned='name'\">"
    agent = agent_at(own_baton, own_baton.agent("eve@example.com", name), name)
    visitor = visitor_at(own_baton.demo)
    visitor.say("I need somebody for my greenhouse roof.")
    visitor.expect_waiting()
    agent.open("greenhouse").accept().reply("Here.")
    expect(visitor.messages("agent", "Here.")).to_have_count(1)
    expect(visitor.at("header-name")).to_have_text(name)
    for page in (visitor.page, agent.page):
        expect_harmless(page)


def test_the_longest_word_breaks_and_the_pages_do_not_grow(in_talk):
    _, visitor, agent = in_talk
    word = "x" * 4000
    visitor.say(word)
    expect(agent.messages("visitor").last.locator(".text")).to_have_text(word)
    agent.reply(word)
    expect(visitor.messages("agent").last.locator(".bubble")).to_have_text(word)
    for page in (visitor.page, agent.page):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    panel = visitor.at("panel").bounding_box()
    bubble = visitor.messages("agent").last.locator(".bubble").bounding_box()
    assert bubble["x"] >= panel["x"] and bubble["x"] + bubble["width"] <= panel["x"] + panel["width"]
    column = agent.at("conversation")
    assert column.evaluate("element => element.scrollWidth <= element.clientWidth")
