"""Gaps with the real server: from questions that nobody had answered to an article, its trial, and what it changed."""

import json
import re

import pytest
from conftest import REPOSITORY, Baton, finish, poll
from help.conftest import write
from playwright.sync_api import expect

from console.pages import SIZES, come, expect_fits, expect_good_looks, violations

WEIGHTS = REPOSITORY / "Models" / "all-minilm-l6-v2.baton"
found_seconds_max = 60
REFUNDS = (
    "Can a split payment be refunded to both cards?",
    "How is the refund of a split payment divided between two cards?",
    "Is a refund of a split payment to two cards possible?",
)
REPLY = "Yes, a split payment is refunded to both cards. Open the order, choose Refund and tick both cards."
BOOTS = ("Which waterproof hiking boots do you recommend?", "Do you recommend waterproof boots for hiking?")
HARPSICHORD = "My harpsichord arrived without its pedals, where are they?"
ARTICLES = {
    "install": ("Install Baton", "setup", "To install Baton, clone the repository and run `script/run`. It takes minutes."),
    "embed": ("Embed the widget", "widget", "To embed the widget, add one script tag to your page. The chat appears in the corner."),
    "agents": ("Sign in as an agent", "team", "To sign in as an agent, open the console and write your e-mail address and password."),
}
TEXT = "A split payment is refunded to both cards.\n\n## Refund both cards\n\n1. Open the order and choose **Refund**.\n2. Tick both cards."


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Two topics that nobody has written about; a person answered the one about refunds."""
    folder = tmp_path_factory.mktemp("gaps")
    articles = folder / "articles"
    articles.mkdir()
    for name, (title, area, text) in ARTICLES.items():
        write(articles, name, title, area, "en", text)
    options = ["--weights", WEIGHTS] if WEIGHTS.exists() else []
    server = Baton(folder, "--knowledge-base", articles, *options)
    try:
        server.start()
        ask_all(server)
        yield server
    finally:
        finish([server])


def ask_all(server, questions=REFUNDS + BOOTS):
    with server.visitor() as visitor, server.team(server.agent()) as agent:
        for question in questions:
            conversation = visitor.begin()
            visitor.ask(conversation, question)
            visitor.until(lambda frame: frame.get("event", {}).get("type") == "handed_off", "the handoff")
            if question in REFUNDS:
                assert agent.act("accept", conversation)["type"] == "receipt"
                agent.ask(conversation, REPLY)
                assert agent.act("resolve", conversation)["type"] == "receipt"


def post(server, path, body, cookie=None):
    status, _, text = server.post(f"/api/gaps/{path}", body, cookie or server.administrator())
    return status, json.loads(text)


def gaps(server, state="open"):
    status, _, text = server.get(f"/api/gaps?state={state}", {"Cookie": server.administrator()})
    assert status == 200, text
    return json.loads(text)["gaps"]


def gap_about(server, question):
    """The id of the gap with this question, found anew."""
    def found():
        assert post(server, "find", {})[0] == 200
        for gap in gaps(server) + gaps(server, "published"):
            _, _, text = server.get(f"/api/gaps/gap?id={gap['id']}", {"Cookie": server.administrator()})
            if question in [one["text"] for one in json.loads(text)["questions"]]:
                return gap["id"]
        return None
    return poll(found, f"a gap about {question}", found_seconds_max)


def is_answered(server, question):
    """Whether a visitor who asks it now is answered from an article."""
    with server.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, question)
        said = visitor.until(
            lambda frame: frame.get("event", {}).get("citations") or frame.get("event", {}).get("type") == "handed_off",
            "an answer or a handoff")
        return said["event"]["type"] != "handed_off"


def at_place(page, server, address, cookie=None):
    come(page, server, cookie or server.administrator(), "gaps")
    page.evaluate("address => { location.hash = address; }", address)
    return page


def test_a_gap_is_read_renamed_split_and_merged(server, new_page):
    gap = gap_about(server, REFUNDS[0])
    page = come(new_page(), server, server.administrator(), "gaps")
    page.get_by_test_id("find-gaps").click()
    expect(page.get_by_test_id("said")).to_contain_text("Looked through all questions")
    row = page.locator(f'[data-gap="{gap}"]')
    expect(row).to_contain_text(re.compile(r"\d+ in four weeks .*= .* min"))
    row.locator("a").first.click()
    heading = page.locator("baton-gap-page h1")
    expect(heading).to_be_focused()
    question = page.get_by_test_id("question").filter(has_text=REFUNDS[0])
    expect(question).to_contain_text(REPLY)
    question.get_by_test_id("open-conversation").click()
    expect(page.get_by_test_id("conversation")).to_contain_text(REFUNDS[0])
    page.go_back()
    page.get_by_test_id("rename").click()
    page.get_by_test_id("gap-name").fill("Refunds to two cards")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("Refunds to two cards")
    expect(heading).to_be_focused()
    count = page.get_by_test_id("question").count()
    assert count == len(REFUNDS)
    page.locator(".question-tick").first.check()
    page.get_by_test_id("split").click()
    page.get_by_test_id("split-name").fill("Only one of them")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("Only one of them")
    expect(page.get_by_test_id("question")).to_have_count(1)
    page.get_by_test_id("merge").click()
    page.get_by_test_id("merge-search").fill("refunds to two")
    page.get_by_test_id("merge-dialog").get_by_text("Refunds to two cards").click()
    page.get_by_test_id("merge-dialog-do").click()
    expect(heading).to_have_text("Refunds to two cards")
    expect(page.get_by_test_id("question")).to_have_count(count)
    assert page.problems == []


def test_a_gap_that_no_article_answers_is_dismissed_and_comes_back(server, new_page):
    gap = gap_about(server, BOOTS[0])
    page = at_place(new_page(), server, f"#gaps/gap/{gap}")
    page.get_by_test_id("kind").click()
    page.get_by_test_id("kind-no_article").click()
    expect(page.get_by_test_id("next-step")).to_have_attribute("data-kind", "no_article")
    page.get_by_test_id("not-for-articles").click()
    page.get_by_test_id("dismiss-dialog-do").click()
    expect(page.get_by_test_id("said")).to_contain_text("Dismissed.")
    expect(page.locator(f'[data-gap="{gap}"]')).to_have_count(0)
    page.get_by_test_id("gaps-dismissed").click()
    expect(page.locator(f'[data-gap="{gap}"]')).to_contain_text("Not for articles")
    page.locator(f'[data-gap="{gap}"] a').first.click()
    page.get_by_test_id("reopen").click()
    expect(page.get_by_test_id("next-step")).to_be_visible()
    assert page.problems == []


def test_an_article_is_written_tried_and_published_and_says_what_it_changed(server, new_page):
    gap = gap_about(server, REFUNDS[0])
    page = at_place(new_page(), server, f"#gaps/gap/{gap}")
    page.get_by_test_id("write").click()
    expect(page.locator("baton-gap-editor h1")).to_be_focused()
    expect(page.get_by_test_id("evidence")).to_contain_text(REPLY)
    title, text = page.get_by_test_id("article-title"), page.get_by_test_id("article-text")
    title.fill("")
    page.keyboard.press("Control+Enter")
    expect(title).to_be_focused()
    expect(page.locator("#article-title-error")).to_be_visible()
    title.fill("Refund a split payment to both cards")
    text.fill(TEXT)
    text.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Done.")
    expect(text).to_have_value(f"{TEXT}\n3. Done.")
    expect(page.get_by_test_id("preview").locator("li")).to_have_count(3)
    expect(page.get_by_test_id("preview").locator("strong")).to_have_text("Refund")
    text.press("Control+Home")
    page.get_by_test_id("insert").first.click()
    expect(text).to_have_value(re.compile(re.escape(REPLY)))
    expect(page.get_by_test_id("kept")).to_contain_text("Kept in this browser")
    written = text.input_value()
    # A reload, or a crash, loses nothing.
    page.reload()
    expect(page.get_by_test_id("editor-notice")).to_contain_text("This is your draft")
    expect(text).to_have_value(written)
    page.get_by_test_id("try").click()
    replay = page.get_by_test_id("replay")
    expect(replay).to_contain_text(f"of these {len(REFUNDS)} questions would be answered from it")
    expect(replay.get_by_test_id("replayed").first).to_contain_text("Passed to people")
    page.keyboard.press("Escape")
    text.press("Control+Enter")
    expect(page.get_by_test_id("publish-do")).to_be_focused()
    page.keyboard.press("Enter")
    verdict = page.get_by_test_id("verdict")
    expect(verdict).to_contain_text(f"of these {len(REFUNDS)} questions are answered from it now, 0 before.")
    expect(page.get_by_test_id("said")).to_contain_text("is published")
    poll(lambda: is_answered(server, REFUNDS[0]), "the answer from the new article")
    page.get_by_test_id("to-gaps").click()
    page.get_by_test_id("gaps-published").click()
    expect(page.locator(f'[data-gap="{gap}"]')).to_contain_text(f"of {len(REFUNDS)} found, ")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('baton.article.'))") == []
    assert page.problems == []


def test_two_editors_of_one_article_lose_nothing(server, new_page):
    gap = gap_about(server, BOOTS[0])
    page = at_place(new_page(), server, f"#gaps/gap/{gap}/write/embed")
    text = page.get_by_test_id("article-text")
    text.fill("To embed the widget, add one script tag. Mine.")
    _, _, body = server.get("/api/gaps/article?id=embed", {"Cookie": server.administrator()})
    other = {**json.loads(body), "gap": gap, "text": "To embed the widget, add one script tag. Theirs."}
    editor = server.agent("edda@example.com", "Edda Editor", role="editor")
    assert post(server, "publish", {**other, "accepts_broken": True}, editor)[0] == 200
    page.get_by_test_id("publish").click()
    page.get_by_test_id("publish-do").click()
    expect(page.get_by_test_id("conflict-theirs")).to_contain_text("Theirs.")
    expect(page.get_by_test_id("conflict-mine")).to_contain_text("Mine.")
    page.get_by_test_id("conflict-take").click()
    expect(text).to_have_value(re.compile("Theirs"))
    page.get_by_test_id("editor-notice").get_by_role("button", name="Take it back").click()
    expect(text).to_have_value(re.compile("Mine"))
    page.get_by_test_id("changes").click()
    expect(page.get_by_test_id("diff")).to_contain_text("Theirs.")
    page.keyboard.press("Escape")
    page.get_by_test_id("publish").click()
    page.get_by_test_id("publish-do").click()
    expect(page.get_by_test_id("said").or_(page.get_by_test_id("breaks"))).to_contain_text(re.compile("is published|right today"))
    # The browser reports every answer of 409 by itself.
    assert [one for one in page.problems if "409" not in one] == []


def test_whoever_may_not_edit_reads(server, new_page):
    gap = gap_about(server, BOOTS[0])
    agent = server.agent()
    assert post(server, "rename", {"gap": gap, "name": "Mine"}, agent)[0] == 403
    page = at_place(new_page(), server, "#gaps", agent)
    expect(page.locator(".gap-remark")).to_contain_text("Editors and administrators")
    expect(page.get_by_test_id("find-gaps")).to_have_count(0)
    page.evaluate("address => { location.hash = address; }", f"#gaps/gap/{gap}")
    expect(page.get_by_test_id("question").first).to_be_visible()
    expect(page.get_by_test_id("next-step").get_by_role("button")).to_have_count(0)
    expect(page.get_by_test_id("rename")).to_have_count(0)
    page.evaluate("address => { location.hash = address; }", f"#gaps/gap/{gap}/write")
    expect(page.get_by_test_id("page-empty")).to_contain_text("Editors and administrators")


@pytest.mark.one_storage(reason="what is seen, not what is stored")
def test_lists_gaps_and_the_editor_can_be_read_by_everybody(server, new_page):
    # Of its own, as the other tests answer theirs.
    ask_all(server, [HARPSICHORD])
    gap = gap_about(server, HARPSICHORD)
    page = come(new_page(bypass_csp=True, reduced_motion="reduce"), server, server.administrator(), "gaps")
    expect(page.get_by_test_id("gap-row").first).to_be_visible()
    expect_good_looks(page, "the list")
    page.get_by_test_id("gaps-dismissed").click()
    expect(page.get_by_test_id("page-empty").or_(page.get_by_test_id("gap-row").first)).to_be_visible()
    expect_good_looks(page, "dismissed")
    page.evaluate("address => { location.hash = address; }", f"#gaps/gap/{gap}")
    expect(page.get_by_test_id("question").first).to_be_visible()
    expect_good_looks(page, "a gap")
    page.get_by_test_id("dismiss").click()
    expect_good_looks(page, "the reasons")
    page.keyboard.press("Escape")
    page.evaluate("address => { location.hash = address; }", f"#gaps/gap/{gap}/write")
    page.get_by_test_id("article-title").fill("Boots")
    page.get_by_test_id("article-text").fill("## Boots\n\nWe sell none.")
    expect(page.get_by_test_id("preview")).to_contain_text("We sell none.")
    expect_good_looks(page, "the editor")
    page.set_viewport_size(SIZES["phone"])
    for pane in ("preview", "evidence"):
        page.get_by_test_id(f"pane-{pane}").click()
        assert violations(page) == [], pane
        expect_fits(page)
    page.set_viewport_size(SIZES["desk"])
    page.get_by_test_id("try").click()
    expect(page.get_by_test_id("replay")).to_be_visible()
    expect_good_looks(page, "the trial")
    page.keyboard.press("Escape")
    page.get_by_test_id("publish").click()
    expect_good_looks(page, "the question before it goes live")
