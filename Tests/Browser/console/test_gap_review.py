"""A second review in two browsers, and an article that goes out at a time, with the real server."""

import json
import re
import time

import pytest
from conftest import Baton, finish, poll
from help.conftest import write
from playwright.sync_api import expect

from console.pages import come, expect_good_looks
from console.test_gaps import ARTICLES, REFUNDS, TEXT, ask_all, at_place, gap_about, gaps, is_answered

SHORT = "A split payment is refunded."


def serving(folder, *options):
    articles = folder / "articles"
    articles.mkdir()
    for name, (title, area, text) in ARTICLES.items():
        write(articles, name, title, area, "en", text)
    server = Baton(folder, "--knowledge-base", articles, *options)
    server.start()
    ask_all(server)
    return server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    servers = []
    try:
        servers.append(serving(tmp_path_factory.mktemp("gap-review"), "--article-review", "on"))
        yield servers[0]
    finally:
        finish(servers)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """Without a second review."""
    servers = []
    try:
        servers.append(serving(tmp_path_factory.mktemp("gap-schedule")))
        yield servers[0]
    finally:
        finish(servers)


def written(page, text, title="Refund a split payment"):
    page.get_by_test_id("article-title").fill(title)
    page.get_by_test_id("article-text").fill(text)


def ask_for_review(page):
    expect(page.get_by_test_id("publish")).to_have_text("Ask for review")
    page.get_by_test_id("publish").click()
    expect(page.get_by_test_id("publish-do")).to_have_text("Ask for review")
    page.get_by_test_id("publish-do").click()
    expect(page.get_by_test_id("said")).to_contain_text("waits for a colleague")


def test_a_colleague_reads_sends_back_and_approves(server, new_page):
    gap = gap_about(server, REFUNDS[0])
    edda = server.agent("edda@example.com", "Edda Editor", role="editor")
    author = at_place(new_page(), server, f"#gaps/gap/{gap}/write", edda)
    written(author, SHORT)
    ask_for_review(author)
    expect(author.get_by_test_id("waiting")).to_contain_text("Edda Editor asked for review")
    author.get_by_test_id("read-draft").click()
    expect(author.get_by_test_id("review-dialog")).to_contain_text("Nobody approves their own draft")
    expect(author.get_by_test_id("approve")).to_have_count(0)
    author.keyboard.press("Escape")

    # The colleague finds it on the page of gaps, and sends it back with a word.
    reader = at_place(new_page(bypass_csp=True, reduced_motion="reduce"), server, "#gaps/drafts")
    row = reader.locator(f'[data-gap="{gap}"]')
    expect(row).to_contain_text("Waits for review")
    expect_good_looks(reader, "gaps on which drafts wait")
    row.locator("a").first.click()
    reader.get_by_test_id("review").focus()
    expect_good_looks(reader, "a gap on which a draft waits")
    reader.keyboard.press("Enter")
    dialog = reader.get_by_test_id("review-dialog")
    expect(dialog.get_by_test_id("review-text")).to_contain_text(SHORT)
    expect(dialog.get_by_test_id("review-verdict")).to_contain_text("would be answered from it")
    dialog.get_by_test_id("review-try").click()
    expect(dialog.get_by_test_id("replayed").first).to_be_visible()
    expect_good_looks(reader, "a draft that is read")
    dialog.get_by_test_id("send-back").click()
    dialog.get_by_test_id("send-back-do").click()
    expect(dialog).to_contain_text("Say what should change.")
    dialog.get_by_test_id("review-word").fill("Say that it goes to both cards.")
    dialog.get_by_test_id("send-back-do").click()
    expect(reader.get_by_test_id("said")).to_contain_text("Sent back")

    # Its author goes on, asks again, and one more change takes that back.
    author.reload()
    expect(author.get_by_test_id("waiting-word")).to_have_text("Say that it goes to both cards.")
    author.get_by_test_id("edit-draft").click()
    expect(author.get_by_test_id("article-text")).to_have_value(SHORT)
    expect(author.get_by_test_id("editor-notice")).to_contain_text("Say that it goes to both cards.")
    written(author, TEXT)
    ask_for_review(author)
    author.get_by_test_id("edit-draft").click()
    expect(author.get_by_test_id("editor-notice")).to_contain_text("A change takes it back")
    text = author.get_by_test_id("article-text")
    text.press("Control+End")
    text.press_sequentially(" Both at once.")
    expect(author.get_by_test_id("editor-notice")).to_contain_text("took the request for review back")
    ask_for_review(author)

    reader.reload()
    reader.get_by_test_id("review").click()
    expect(dialog.get_by_test_id("review-text")).to_contain_text("Both at once.")
    dialog.get_by_test_id("approve").click()
    expect(reader.get_by_test_id("said")).to_contain_text("is published, revision 1")
    expect(reader.get_by_test_id("verdict")).to_be_visible()
    expect(reader.get_by_test_id("waiting")).to_have_count(0)
    assert is_answered(server, REFUNDS[0])
    assert author.problems == [] and reader.problems == []


def draft_on(server, gap, cookie):
    _, _, text = server.get(f"/api/gaps/gap?id={gap}", {"Cookie": cookie})
    return json.loads(text)["gap"]["draft"]


def test_an_article_goes_out_at_its_time(plain, new_page):
    gap = gap_about(plain, REFUNDS[0])
    cookie = plain.administrator()
    page = at_place(new_page(bypass_csp=True, reduced_motion="reduce"), plain, f"#gaps/gap/{gap}/write")
    written(page, TEXT)
    page.get_by_test_id("publish").click()
    page.get_by_label("At a time").check()
    at = page.get_by_test_id("publish-at")
    expect(at).to_be_focused()
    expect(page.get_by_test_id("publish-do")).to_have_text("Schedule")
    expect_good_looks(page, "when an article goes out")
    tomorrow = at.input_value()
    at.fill("2020-01-01T09:00")
    page.get_by_test_id("publish-do").click()
    expect(page.get_by_test_id("publish-dialog")).to_contain_text("Choose a time that is to come.")
    at.fill(tomorrow)
    page.get_by_test_id("publish-do").click()
    expect(page.get_by_test_id("said")).to_contain_text("goes out on")
    waiting = page.get_by_test_id("waiting")
    expect(waiting).to_contain_text(re.compile("Goes out on .* 09:00"))
    expect_good_looks(page, "a gap with a schedule")
    page.get_by_test_id("withdraw").click()
    expect(waiting).to_contain_text("took it back")
    draft = draft_on(plain, gap, cookie)
    assert draft["stage"] == "withdrawn" and gaps(plain, "published") == []

    # What is cancelled can be written on, and one that is due goes out by itself, also after a restart.
    _, _, text = plain.get(f"/api/gaps/draft?id={gap}", {"Cookie": cookie})
    soon = {**json.loads(text)["text"], "gap": gap, "revision": None, "publish_at": int(time.time() * 1000) + 1_500}
    assert plain.post("/api/gaps/submit", soon, cookie)[0] == 200
    plain.stop()
    plain.restart()
    poll(lambda: [one["id"] for one in gaps(plain, "published")] == [gap], "the publication", 60)
    assert draft_on(plain, gap, cookie) is None
    assert page.problems == [] or all("Failed to load" in one or "WebSocket" in one for one in page.problems)
