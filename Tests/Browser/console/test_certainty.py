""""How sure are we": what is promised, the answers to judge, and the looks of both."""

import json

import pytest
from conftest import REPOSITORY, Baton, finish, poll
from help.conftest import write
from playwright.sync_api import expect

from console.pages import come, expect_good_looks

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
    expect_good_looks(page, "answers to judge")
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
    expect_good_looks(page, "what was judged")
    page.keyboard.press("t")
    expect(page.locator("canvas").first).to_be_hidden()
    page.locator("baton-chart .numbers .link-button").last.click()
    expect(page.get_by_test_id("behind").locator("a").first).to_be_visible()
    page.get_by_test_id("behind").locator("a").first.click()
    expect(page.get_by_test_id("verdict-line").first).to_be_visible()
    assert page.problems == []


def effect(threshold, coverage, bound):
    return {"threshold": threshold, "coverage": coverage, "upper_bound": bound}


MOVES = [
    {"at": 1_795_339_200_000, "cause": "drift", "version": "fit-2", "questions": 1240,
     "before": effect(0.48, 0.61, 0.048), "after": effect(0.8, 0.22, None)},
    {"at": 1_794_339_200_000, "cause": "model", "version": "fit-2", "questions": 1201,
     "before": effect(0.55, 0.524, 0.049), "after": effect(0.48, 0.61, 0.047)},
    {"at": 1_793_339_200_000, "cause": "judged", "version": "day0-1", "questions": 902,
     "before": effect(0.8, 0.3, None), "after": effect(0.55, 0.524, 0.049)},
]
VERSION = {
    "version": "fit-2", "made_at": 1_794_339_200_000, "in_force": True, "taken": True, "why": "better on held-out outcomes",
    "samples": 640, "from": None, "to": None, "coefficients": [], "bias": 0.1,
    "metrics": {"auroc": 0.91, "ece": 0.03, "brier": 0.08, "coverage": 0.612, "held_out": 210},
    "before": {"auroc": 0.88, "ece": 0.05, "brier": 0.1, "coverage": 0.52, "held_out": 210},
}


def test_each_move_of_the_threshold_says_what_it_changed(server, new_page):
    page = new_page(bypass_csp=True, reduced_motion="reduce")
    cookie = server.administrator()
    come(page, server, cookie, "certainty")
    expect(page.get_by_text("The threshold has not moved yet")).to_be_visible()
    _, _, text = server.get("/api/certainty", {"Cookie": cookie})
    facts = json.dumps({**json.loads(text), "moves": MOVES, "versions": [VERSION]})
    page.route("**/api/certainty", lambda route: route.fulfill(status=200, content_type="application/json", body=facts))
    page.reload()
    rows = page.get_by_test_id("moves").locator("li")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("The threshold went from 48 % to 80 %")
    expect(rows.nth(0)).to_contain_text("recent answers were wrong too often")
    expect(rows.nth(0)).to_contain_text("Of 1,240 questions 22 % are answered, 61 % before.")
    expect(rows.nth(0)).to_contain_text("cannot be said: too few are judged. Before it were at most 4.8 %.")
    expect(rows.nth(1)).to_contain_text("now by fit 2, on outcomes")
    expect(rows.nth(1)).to_contain_text("At most 4.7 % of the answers are wrong, 4.9 % before.")
    expect(rows.nth(2)).to_contain_text("At most 4.9 % of the answers are wrong; before, too few were judged to say.")
    expect(page.get_by_test_id("versions")).to_contain_text(
        "On 210 outcomes that it had not seen it could answer 61 % at the allowed error, the version before 52 %.")
    expect_good_looks(page, "the history of the threshold")
    assert page.problems == []
