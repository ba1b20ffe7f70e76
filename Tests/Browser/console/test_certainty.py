""""How sure are we": what is promised, the answers to judge, and the looks of both."""

import pytest
from conftest import REPOSITORY, Baton, finish, poll
from help.conftest import write
from playwright.sync_api import expect

from console.pages import LOOKS, SETTLED, SIZES, come, expect_fits, violations

WEIGHTS = REPOSITORY / "Models" / "all-minilm-l6-v2.baton"
looked_at_seconds_max = 60
QUESTIONS = ("How do I install Baton?", "How do I embed the widget?", "How do I sign in as an agent?")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Three answers, each of them drawn to be judged."""
    folder = tmp_path_factory.mktemp("certainty")
    articles = folder / "articles"
    articles.mkdir()
    write(articles, "install", "Install Baton", "setup", "en",
          "To install Baton, clone the repository and run `script/run`. It takes minutes.")
    write(articles, "embed", "Embed the widget", "widget", "en",
          "To embed the widget, add one script tag to your page. The chat appears in the corner.")
    write(articles, "agents", "Sign in as an agent", "team", "en",
          "To sign in as an agent, open the console and write your e-mail address and password.")
    options = ["--weights", WEIGHTS] if WEIGHTS.exists() else []
    server = Baton(folder, "--knowledge-base", articles, "--audit-percent", "100", *options)
    try:
        yield server.start()
    finally:
        finish([server])


def answered(server):
    """The ids of the conversations, oldest first."""
    made = []
    with server.visitor() as visitor:
        for question in QUESTIONS:
            made.append(visitor.begin())
            visitor.ask(made[-1], question)
            visitor.until(lambda frame: frame.get("event", {}).get("citations"), "the answer")
    return made


def test_answers_are_judged_by_single_keys_and_the_page_counts_them(server, new_page):
    page = new_page(bypass_csp=True, reduced_motion="reduce")
    cookie = server.administrator()
    come(page, server, cookie, "certainty")
    expect(page.get_by_test_id("promise")).to_contain_text("0 of 100")
    expect(page.get_by_test_id("charts-none")).to_be_visible()
    page.get_by_test_id("tab-judge").click()
    expect(page.get_by_test_id("page-empty")).to_contain_text("about 100 are drawn")
    conversations = answered(server)
    card = page.get_by_test_id("judge-card")

    def waiting():
        page.reload()
        expect(page.locator("baton-certainty h1")).to_be_visible()
        expect(card.or_(page.get_by_test_id("page-empty"))).to_be_visible()
        return card.count() == 1 and page.get_by_test_id("tab-judge").inner_text().endswith("3")

    # What happened is looked at every few seconds.
    poll(waiting, "the answers to judge", looked_at_seconds_max)
    expect(card.locator("h2")).to_contain_text(QUESTIONS[0])
    expect(card).to_contain_text("script/run")
    for scheme, size in LOOKS:
        page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)
        assert violations(page) == [], (scheme, size)
        expect_fits(page)
    page.set_viewport_size(SIZES["desk"])
    page.keyboard.press("1")
    expect(card.locator("h2")).to_contain_text(QUESTIONS[1])
    page.keyboard.press("2")
    expect(card.locator("h2")).to_contain_text(QUESTIONS[2])
    page.keyboard.press("u")
    expect(page.get_by_test_id("judge-wrong")).to_have_attribute("aria-pressed", "true")
    page.get_by_test_id("judge-right").click()
    page.keyboard.press("3")
    expect(page.get_by_test_id("page-empty")).to_be_visible()
    expect(page.get_by_test_id("judge-progress")).to_have_text("2 of 100 judged")
    page.evaluate(f"window.location.hash = '#c={conversations[1]}'")
    line = page.get_by_test_id("verdict-line")
    expect(line).to_contain_text("Judged right by you")
    line.get_by_test_id("verdict-cant_tell").click()
    expect(line).to_contain_text("Judged undecidable by you")
    assert page.problems == []


@pytest.mark.skipif(not WEIGHTS.exists(), reason="by words alone no confidence is judged: script/weights")
def test_what_was_judged_is_drawn_and_opens_its_conversations(server, new_page):
    cookie = server.administrator()
    answered(server)
    page = new_page(bypass_csp=True, reduced_motion="reduce")
    come(page, server, cookie, "certainty")

    def waiting():
        page.reload()
        page.get_by_test_id("tab-judge").click()
        expect(page.get_by_test_id("judge-card").or_(page.get_by_test_id("page-empty"))).to_be_visible()
        return page.get_by_test_id("judge-card").count() == 1

    poll(waiting, "an answer to judge", looked_at_seconds_max)
    page.keyboard.press("1")

    def counted():
        page.reload()
        page.get_by_test_id("tab-overview").click()
        expect(page.get_by_test_id("charts").or_(page.get_by_test_id("charts-none"))).to_be_visible()
        return page.get_by_test_id("charts").count() == 1

    poll(counted, "the charts", looked_at_seconds_max)
    expect(page.locator("canvas").first).to_be_visible()
    for scheme, size in LOOKS:
        page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)
        assert violations(page) == [], (scheme, size)
        expect_fits(page)
    page.keyboard.press("t")
    expect(page.locator("canvas").first).to_be_hidden()
    page.locator("baton-chart .numbers .link-button").last.click()
    expect(page.get_by_test_id("behind").locator("a").first).to_be_visible()
    page.get_by_test_id("behind").locator("a").first.click()
    expect(page.get_by_test_id("verdict-line").first).to_be_visible()
    assert page.problems == []
