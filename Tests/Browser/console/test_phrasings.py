"""Questions that people answered by naming an article, offered to editors as its phrasings."""

import json

import pytest
from conftest import Baton, finish, poll
from help.conftest import write
from playwright.sync_api import expect

from console.pages import come, expect_good_looks

found_seconds_max = 60
QUESTIONS = ("Which bridge does the yellow tram cross?", "Does the yellow tram cross a bridge at night?")
TEXT = "To install Baton, clone the repository and run `script/run`. It takes minutes."


@pytest.fixture
def server(tmp_path):
    """Two questions, each answered by a person who named the article about installing."""
    articles = tmp_path / "articles"
    articles.mkdir()
    write(articles, "install", "Install Baton", "setup", "en", TEXT)
    server = Baton(tmp_path, "--knowledge-base", articles)
    try:
        server.start()
        with server.visitor() as visitor, server.team(server.agent()) as agent:
            for question in QUESTIONS:
                conversation = visitor.begin()
                visitor.ask(conversation, question)
                visitor.until(lambda frame: frame.get("event", {}).get("type") == "handed_off", "the handoff")
                assert agent.act("accept", conversation)["type"] == "receipt"
                reply = agent.ask(conversation, "The article says it.")
                named = agent.act("name_article", conversation, message=reply["id"], article="install")
                assert named["type"] == "receipt", named
        yield server
    finally:
        finish([server])


def offers(server):
    _, _, text = server.get("/api/phrasings", {"Cookie": server.administrator()})
    return json.loads(text)["phrasings"]


def test_an_editor_takes_one_question_and_leaves_the_other(server, new_page):
    poll(lambda: len(offers(server)) == len(QUESTIONS), "both questions", found_seconds_max)
    page = come(new_page(), server, server.administrator(), "gaps")
    page.get_by_test_id("gaps-phrasings").click()
    shown = page.get_by_test_id("phrasings")
    for question in QUESTIONS:
        expect(shown).to_contain_text(question)
    expect(shown).to_contain_text("Install Baton")
    expect_good_looks(page, "phrasings that wait")
    page.get_by_role("button", name=f"Leave out: {QUESTIONS[0]}").click()
    expect(page.get_by_test_id("said")).to_contain_text("Left out")
    expect(shown).not_to_contain_text(QUESTIONS[0])
    page.get_by_role("button", name=f"Add: {QUESTIONS[1]}").click()
    expect(page.get_by_test_id("said")).to_contain_text("1 question is searched")
    expect(page.locator("baton-phrasing-offers")).to_contain_text("No questions to add")
    assert offers(server) == []
    assert page.problems == []
