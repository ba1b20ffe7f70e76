"""Articles that want care, below the published gaps."""

import pytest
from conftest import ANSWERED_QUESTION, Baton, finish, poll
from help.conftest import write
from playwright.sync_api import expect

from console.pages import come, expect_good_looks


@pytest.fixture
def server(tmp_path):
    server = Baton(tmp_path)
    try:
        server.start()
        with server.visitor() as visitor:
            for _ in range(3):
                conversation = visitor.begin()
                visitor.ask(conversation, ANSWERED_QUESTION)
                answer = visitor.message_of("assistant", conversation)["event"]["id"]
                assert visitor.act("helped", conversation, answer=answer, helped=False)["type"] == "receipt"
        yield server
    finally:
        finish([server])


@pytest.mark.one_storage(reason="what is seen, not what is stored")
def test_an_article_that_did_not_help_three_people_is_named_and_opens(server, new_page):
    page = come(new_page(bypass_csp=True, reduced_motion="reduce"), server, server.administrator(), "gaps")
    care = page.get_by_test_id("care")

    def is_named():
        page.reload()
        page.get_by_test_id("gaps-published").click()
        expect(page.get_by_test_id("page-empty")).to_be_visible()
        return care.count() > 0

    poll(is_named, "the article", seconds_max=30)
    expect(care.locator("li")).to_contain_text("shown and did not help 3 of 3 times in 90 days")
    expect_good_looks(page, "articles that want care")
    link = care.get_by_role("link")
    title = link.inner_text()
    with page.expect_popup() as opened:
        link.click()
    expect(opened.value.locator("h1")).to_have_text(title)


@pytest.mark.one_storage(reason="what is seen, not what is stored")
def test_articles_that_contradict_each_other_are_found_when_asked(tmp_path, new_page):
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, days in (("refunds", 14), ("sent-back", 7)):
        write(articles, name, f"About {name}", "orders", "en", f"Refunds take {days} days after the parcel has arrived.")
    server = Baton(tmp_path, "--knowledge-base", articles)
    try:
        server.start()
        page = come(new_page(bypass_csp=True, reduced_motion="reduce"), server, server.administrator(), "gaps")
        page.get_by_test_id("gaps-published").click()
        page.get_by_test_id("twins-begin").click()
        expect(page.get_by_test_id("twins-said")).to_have_text("1 pair found.")
        twin = page.get_by_test_id("twin")
        expect(twin).to_contain_text("May contradict About sent-back and About refunds")
        expect(twin).to_contain_text("“About sent-back” says: Refunds take 7 days")
        expect(twin.locator("blockquote")).to_contain_text("Refunds take 14 days")
        expect_good_looks(page, "articles that contradict each other")
        page.evaluate("() => { location.hash = '#gaps'; }")
        expect(page.get_by_test_id("twins")).to_have_count(0)
        assert page.problems == []
    finally:
        finish([server])
