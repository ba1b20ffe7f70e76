"""The desk at work, against the real server: notes, reports, named articles, colleagues, roles, places."""

import re

import pytest
from conftest import ANSWERED_QUESTION, UNKNOWN_QUESTION
from playwright.sync_api import expect

from console.desk import arrive, heard, open_by_id, waiting

pytestmark = pytest.mark.one_storage(reason="what the page makes of frames")


@pytest.fixture
def desk(baton, new_page):
    """(server, agent, visitor's socket, conversation): an agent who has accepted a conversation."""
    visitor, conversation = waiting(baton)
    agent = open_by_id(arrive(new_page, baton), conversation).accept()
    yield baton, agent, visitor, conversation
    visitor.close()


def test_after_accept_the_list_is_mine_and_the_row_is_still_chosen(baton, new_page):
    visitor, conversation = waiting(baton, "Who repairs the greenhouse roof in Ghent?")
    agent = arrive(new_page, baton)
    agent.open("greenhouse roof in Ghent").accept()
    expect(agent.at("tab-mine")).to_have_attribute("aria-selected", "true")
    row = agent.page.locator(f'[data-conversation="{conversation}"]')
    expect(row).to_have_attribute("aria-current", "true")
    expect(agent.page.locator("li", has=row)).to_have_attribute("aria-posinset", re.compile(r"\d+"))
    visitor.close()


def test_a_note_is_the_teams_alone_and_looks_like_nothing_else(desk):
    baton, agent, visitor, conversation = desk
    agent.page.keyboard.press("Escape")
    agent.page.keyboard.press("n")
    expect(agent.at("reply")).to_be_focused()
    expect(agent.at("reply")).to_have_attribute("aria-label", "Note for the team")
    expect(agent.page.get_by_text("Only the team sees this").first).to_be_visible()
    agent.reply("A regular: offer the repair first.")
    note = agent.at("note")
    expect(note).to_contain_text("A regular: offer the repair first.")
    expect(note).to_have_attribute("data-status", "sent")
    agent.at("kind-reply").check(force=True)
    agent.reply("Good morning.")
    heard(visitor, "event")
    said = visitor.until(lambda frame: frame.get("event", {}).get("text") == "Good morning.", "the reply")
    assert said["event"]["author"]["kind"] == "agent"
    frames, _ = visitor.resume(conversation)
    assert "A regular" not in str(frames)


def test_a_note_needs_no_assignment_and_its_draft_survives_a_reload(baton, new_page):
    visitor, conversation = waiting(baton)
    agent = open_by_id(arrive(new_page, baton), conversation)
    agent.at("add-note").click()
    agent.at("reply").fill("Half a thought")
    agent.page.reload()
    expect(agent.at("reply")).to_have_value("Half a thought")
    expect(agent.at("reply")).to_have_attribute("aria-label", "Note for the team")
    agent.at("reply").press("Enter")
    expect(agent.at("note")).to_contain_text("Half a thought")
    visitor.close()


def test_drafts_of_a_reply_and_a_note_are_two(desk):
    _, agent, _, _ = desk
    agent.at("reply").fill("to the visitor")
    agent.at("kind-note").check(force=True)
    expect(agent.at("reply")).to_have_value("")
    agent.at("reply").fill("to the team")
    agent.at("kind-reply").check(force=True)
    expect(agent.at("reply")).to_have_value("to the visitor")
    agent.at("kind-note").check(force=True)
    expect(agent.at("reply")).to_have_value("to the team")


def test_an_answer_of_the_assistant_is_reported_in_two_clicks(baton, new_page):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, ANSWERED_QUESTION)
        visitor.until(lambda frame: frame.get("event", {}).get("citations"), "the answer")
        agent = open_by_id(arrive(new_page, baton), conversation)
        agent.at("report").click()
        expect(agent.page.get_by_role("menuitemradio")).to_have_count(5)
        agent.at("report-outdated").click()
        expect(agent.at("reported")).to_have_text("Reported as outdated by you")
        agent.at("report").press("Enter")
        expect(agent.at("report-outdated")).to_be_focused()
        agent.page.keyboard.press("ArrowDown")
        agent.page.keyboard.press("Enter")
        expect(agent.at("reported")).to_have_text("Reported as incomplete by you")
        expect(agent.at("report")).to_be_focused()
        agent.page.reload()
        expect(agent.at("reported")).to_have_text("Reported as incomplete by you")


def test_one_click_names_the_article_that_answers(desk):
    _, agent, _, _ = desk
    agent.reply("Sturdy ones.")
    expect(agent.at("article-chip").first).to_be_visible()
    assert agent.at("article-chip").count() <= 3
    title = agent.at("article-chip").first.inner_text()
    agent.at("article-chip").first.click()
    expect(agent.at("article-named")).to_have_text(f"Answered by {title}")
    agent.page.get_by_role("button", name="Change").click()
    agent.at("article-none").click()
    expect(agent.at("article-named")).to_have_text("No article answers this")
    agent.page.get_by_role("button", name="Change").click()
    agent.at("article-search").click()
    agent.at("palette-field").fill("backup")
    expect(agent.at("palette-option").first).to_be_visible()
    found = agent.at("palette-option").first.inner_text()
    agent.page.keyboard.press("Enter")
    expect(agent.at("article-named")).to_have_text(f"Answered by {found}")


def test_a_colleague_who_looks_or_writes_is_seen_and_their_words_come_first(desk, new_page):
    baton, agent, _, conversation = desk
    cookie = baton.agent("grace@example.com", "Grace Hall")
    grace = open_by_id(arrive(new_page, baton, cookie, "Grace Hall"), conversation)
    expect(agent.at("viewers")).to_have_text("Grace Hall has it open too")
    expect(grace.at("viewers")).to_have_text("Ada Admin has it open too")
    agent.at("reply").press_sequentially("I will look")
    expect(grace.at("viewers")).to_have_text("Ada Admin is typing")
    grace.at("add-note").click()
    grace.reply("This is the one from Monday.")
    expect(agent.at("note")).to_contain_text("Monday")
    agent.at("reply").press("Enter")
    expect(agent.at("collision")).to_contain_text("Grace Hall added a note while you were writing")
    expect(agent.messages("agent", "I will look")).to_have_count(0)
    agent.at("reply").press("Enter")
    expect(agent.messages("agent", "I will look")).to_have_attribute("data-status", "sent")
    grace.page.close()
    expect(agent.at("viewers")).to_have_text("")


def test_seen_is_said_both_ways(desk):
    _, agent, visitor, conversation = desk
    agent.reply("Here I am.")
    said = visitor.until(lambda frame: frame.get("event", {}).get("text") == "Here I am.", "the reply")
    expect(agent.at("seen")).to_have_count(0)
    visitor.send("seen", conversation=conversation, seq=said["seq"])
    expect(agent.at("seen")).to_have_text("Seen")
    visitor.ask(conversation, "Thank you.")
    visitor.until(lambda frame: frame["type"] == "seen" and frame["seq"] > said["seq"], "that the team has seen it")


def test_the_visitor_types_and_moves_on(desk):
    _, agent, visitor, conversation = desk
    visitor.send("typing", conversation=conversation, on=True)
    expect(agent.at("visitor-typing")).to_contain_text("is typing")
    visitor.act("page", conversation, page={"url": "https://shop.example/cart", "title": "Your cart", "area": "widget"})
    expect(agent.page.locator(".divider-page")).to_contain_text("Went to Your cart")
    expect(agent.page.locator(".context-pane")).to_contain_text("Your cart")


def test_who_the_visitor_says_to_be_and_their_other_conversations(baton, new_page):
    with baton.visitor() as visitor:
        _, first = waiting(baton, "My parcel from Oslo never came.", visitor)
        _, second = waiting(baton, "And the one from Bergen?", visitor)
        visitor.send("profile", name="Nora Lind", email="nora@example.com", attributes={"plan": "team"})
        visitor.ask(second, "Hello?")
        agent = open_by_id(arrive(new_page, baton), second)
        expect(agent.at("unverified")).to_have_text("The page says, not verified:")
        pane = agent.page.locator(".context-pane")
        expect(pane).to_contain_text("nora@example.com")
        expect(agent.page.locator(".work-who")).to_have_text("Nora Lind")
        agent.at("earlier").click()
        expect(agent.page).to_have_url(re.compile(f"#c={first}$"))
        expect(agent.messages("visitor", "Oslo")).to_have_count(1)


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_a_role_sees_no_action_that_the_server_refuses(baton, new_page, role):
    visitor, conversation = waiting(baton)
    cookie = baton.agent(f"{role}@example.com", f"Eve {role}", role)
    agent = open_by_id(arrive(new_page, baton, cookie, f"Eve {role}"), conversation)
    expect(agent.page.locator(".composer-note")).to_contain_text("Your role can read conversations")
    for action in ("accept", "give-back", "resolve", "reply", "open-alerts"):
        expect(agent.at(action)).to_be_hidden()
    expect(agent.at("add-note")).to_be_visible(visible=role == "editor")
    agent.page.keyboard.press("Control+k")
    labels = agent.at("palette-option").all_inner_texts()
    assert not any(re.match("Accept|Take over|Resolve|Give back|Write a reply", label) for label in labels)
    assert any(label.startswith("Add a note") for label in labels) == (role == "editor")
    agent.page.keyboard.press("Escape")
    for key in ("a", "r", "r", "b"):
        agent.page.keyboard.press(key)
    expect(agent.page.locator(".work-standing")).to_contain_text("Waiting for a person")
    if role == "editor":
        agent.page.keyboard.press("n")
        agent.reply("An article on this is coming.")
        expect(agent.at("note")).to_have_attribute("data-status", "sent")
    visitor.close()


PAYLOADS = [
    "<img src=x onerror=\"window.pwned='image'\">",
    "\"><svg onload=window.pwned='svg'><script src=https://evil.invalid/x.js></script>",
    "javascript:window.pwned='link'",
]


@pytest.mark.parametrize("text", PAYLOADS, ids=["image", "svg", "link"])
def test_what_anybody_writes_stays_text_and_loads_nothing(baton, new_page, text):
    with baton.visitor() as visitor:
        visitor.send("profile", name=text, email=None, attributes={text[:30]: text})
        page = {"url": "https://shop.example/?q=" + text, "title": text, "area": "widget", "attributes": {"plan": text}}
        waiting(baton, f"{UNKNOWN_QUESTION} {text}", visitor)
        _, conversation = waiting(baton, f"{text} {UNKNOWN_QUESTION}", visitor, page=page)
        agent = arrive(new_page, baton)
        asked = []
        agent.page.on("request", lambda request: asked.append(request.url))
        open_by_id(agent, conversation).accept()
        agent.at("kind-note").check(force=True)
        agent.reply(text)
        expect(agent.at("note").locator(".text")).to_have_text(text)
        visitor.act("page", conversation, page={**page, "url": "https://shop.example/2", "title": f"{text} 2"})
        expect(agent.page.locator(".divider-page")).to_contain_text(f"{text} 2")
        expect(agent.page.locator(".work-who")).to_have_text(text)
        agent.page.keyboard.press("Control+k")
        agent.at("palette-field").fill("waterproof")
        expect(agent.at("palette-option").filter(has_text=text).first).to_be_visible()
        agent.page.keyboard.press("Escape")
        assert agent.page.evaluate("window.pwned") is None
        expect(agent.page.locator("img[src='x'], svg[onload], [onerror], script[src*=evil], a[href^=javascript]")).to_have_count(0)
        assert [url for url in asked if not url.startswith((baton.origin, "ws:"))] == []
        assert agent.page.problems == []
