"""Drafts by a model with who said each sentence, passages that contradict them, and earlier revisions of an article."""

import re

import pytest
from conftest import REPOSITORY, Baton, finish
from endpoint import Endpoint, Gate
from help.conftest import write
from playwright.sync_api import expect

from console.pages import expect_good_looks
from console.test_gaps import ARTICLES, REFUNDS, TEXT, ask_all, at_place, gap_about, gaps

SAID = "A split payment is refunded to both cards [1]. "
INVENTED = "The refund is free for members [1]."


@pytest.fixture(scope="module")
def endpoint():
    endpoint = Endpoint()
    yield endpoint
    endpoint.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory, endpoint):
    folder = tmp_path_factory.mktemp("gap-drafts")
    articles = folder / "articles"
    articles.mkdir()
    for name, (title, area, text) in ARTICLES.items():
        write(articles, name, title, area, "en", text)
    server = Baton(
        folder, "--knowledge-base", articles, "--model-url", endpoint.url, "--model", "scripted",
        "--prompts", str(REPOSITORY / "Prompts"))
    try:
        server.start()
        ask_all(server, REFUNDS)
        yield server
    finally:
        finish([server])


def test_a_draft_shows_who_said_each_sentence(server, endpoint, new_page):
    endpoint.pieces = [SAID, INVENTED]
    gap = gap_about(server, REFUNDS[0])
    page = at_place(new_page(), server, f"#gaps/gap/{gap}/write")
    text = page.get_by_test_id("article-text")
    outline = text.input_value()
    page.get_by_test_id("write-draft").click()
    expect(text).to_have_value("A split payment is refunded to both cards. The refund is free for members.")
    expect(page.get_by_test_id("writing-said")).to_contain_text("2 sentences, 1 of them said by nobody")
    expect(page.get_by_test_id("unsure")).to_contain_text("Nobody said this: The refund is free for members.")
    sentences = page.get_by_test_id("written-sentence")
    expect(sentences.nth(1)).to_contain_text("Unsupported")
    sentences.nth(0).get_by_role("button").focus()
    expect(page.locator(".is-supporting").first).to_contain_text("refunded to both cards")
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    assert text.evaluate("it => it.value.slice(it.selectionStart, it.selectionEnd)") == SAID.replace(" [1]. ", ".")
    expect_good_looks(page, "a draft by the model")
    # What was written outlives a reload, with who said it.
    page.reload()
    expect(page.get_by_test_id("written-sentence")).to_have_count(2)
    text.fill("A split payment is refunded to both cards.")
    expect(page.get_by_test_id("written-sentence").nth(1)).to_contain_text("not in the text any more")
    endpoint.pieces = ["NO_ANSWER"]
    page.get_by_test_id("write-draft").click()
    expect(page.get_by_test_id("writing-said")).to_contain_text("No draft: the text here stays.")
    expect(text).to_have_value("A split payment is refunded to both cards.")
    assert outline != "" and page.problems == []


def test_the_model_answers_the_questions_of_a_gap_when_asked_to(server, endpoint, new_page):
    endpoint.pieces = [SAID]
    gap = gap_about(server, REFUNDS[0])
    page = at_place(new_page(), server, f"#gaps/gap/{gap}/write")
    page.get_by_test_id("article-title").fill("Refund a split payment")
    page.get_by_test_id("article-text").fill("A split payment is refunded to both cards.")
    page.get_by_test_id("try").click()
    rehearsal = page.get_by_test_id("rehearsal")
    # What it takes is told, and nothing is asked yet.
    said = rehearsal.get_by_test_id("rehearsal-said")
    expect(said).to_contain_text(re.compile(r"It reads about [\d,]+ tokens and writes at most [\d,]+\."))
    expect(said).to_contain_text("known after the first answer")
    asked = len(endpoint.requests)
    expect(rehearsal.get_by_test_id("rehearsed")).to_have_count(0)
    rehearsal.get_by_test_id("rehearsal-begin").click()
    expect(said).to_contain_text("of them as a person did")
    answers = rehearsal.get_by_test_id("rehearsed")
    expect(answers.first).to_contain_text("A split payment is refunded to both cards.")
    assert len(endpoint.requests) - asked == answers.count() > 0
    expect_good_looks(page, "what the model would say")
    # Who waits can stop: the answer that is being written is the last.
    gate = Gate()
    endpoint.pieces = [gate, SAID]
    asked = len(endpoint.requests)
    rehearsal.get_by_test_id("rehearsal-begin").click()
    rehearsal.get_by_test_id("rehearsal-stop").click()
    gate.open()
    expect(said).to_contain_text("Stopped after 1 of 2.")
    assert len(endpoint.requests) - asked == 1
    # A sentence that no article says is held back.
    endpoint.pieces = [INVENTED]
    rehearsal.get_by_test_id("rehearsal-begin").click()
    expect(answers.last).to_contain_text("held back")
    expect(said).to_contain_text("None is answered")
    # Who cannot reach the server knows nothing, and does not ask for the rest.
    page.route("**/api/gaps/rehearsal", lambda route: route.abort())
    rehearsal.get_by_test_id("rehearsal-begin").click()
    expect(said).to_contain_text("Stopped after 0 of 2. Nothing is known yet.")
    expect(answers).to_have_count(1)
    page.unroute("**/api/gaps/rehearsal")
    assert page.problems == ["Failed to load resource: net::ERR_FAILED"]


def test_an_article_goes_back_to_an_earlier_revision_and_is_removed(server, new_page):
    gap = gap_about(server, REFUNDS[0])
    page = at_place(new_page(), server, f"#gaps/gap/{gap}/write")
    text = page.get_by_test_id("article-text")
    for body in (TEXT, "A split payment goes back to the first card."):
        text.fill(body)
        page.get_by_test_id("article-title").fill("Refund a split payment")
        page.get_by_test_id("publish").click()
        page.get_by_test_id("publish-do").click()
        if body != TEXT:
            # It no longer says what people answered, and what is published does.
            expect(page.get_by_test_id("breaks")).to_contain_text("says something else")
            page.get_by_test_id("publish-anyway").click()
        expect(page.get_by_test_id("said")).to_contain_text("is published")
        article = next(one for one in gaps(server, "published") if one["id"] == gap)["article"]
        page.evaluate("address => { location.hash = address; }", f"#gaps/gap/{gap}/write/{article}")
        expect(page.get_by_test_id("revisions")).to_be_visible()
    page.get_by_test_id("revisions").click()
    page.get_by_test_id("revision").click()
    expect(page.get_by_test_id("diff")).to_contain_text("goes back to the first card")
    # Each with what its own trial said: the published one above, the earlier one in the list.
    expect(page.get_by_test_id("revision-verdict")).to_have_count(2)
    expect_good_looks(page, "the revisions of an article")
    page.get_by_test_id("revert").click()
    page.get_by_test_id("publish-do").click()
    expect(page.get_by_test_id("said")).to_contain_text("is as in revision 1 again, as revision 3")
    page.evaluate("address => { location.hash = address; }", f"#gaps/gap/{gap}/write/{article}")
    expect(text).to_have_value(re.compile("refunded to both cards"))
    page.get_by_test_id("revisions").click()
    expect(page.get_by_test_id("revision")).to_have_count(2)
    page.get_by_test_id("remove-article").click()
    expect(page.get_by_test_id("publish-cancel")).to_be_focused()
    page.get_by_test_id("publish-do").click()
    expect(page.get_by_test_id("said")).to_contain_text("is removed")
    assert [one["state"] for one in gaps(server) if one["id"] == gap] == ["open"]
    # The browser reports every answer of 409 by itself.
    assert [one for one in page.problems if "409" not in one] == []
