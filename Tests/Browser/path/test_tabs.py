"""Reloads and second tabs: the same conversation everywhere, and each message once."""

import pytest
from conftest import ANSWERED_QUESTION
from playwright.sync_api import expect

from path.people import Agent, Visitor

pytestmark = pytest.mark.one_storage(reason="tabs of one browser")


def second_tab(visitor):
    """The same visitor with another tab; an open chat belongs to its tab."""
    page = visitor.page.context.new_page()
    page.goto(visitor.page.url)
    return Visitor(page).open()


def test_a_reload_of_both_pages_keeps_the_conversation(in_talk):
    _, visitor, agent = in_talk
    agent.reply("Here I am.")
    expect(visitor.messages("agent", "Here I am.")).to_have_count(1)
    before = [visitor.texts("visitor"), visitor.texts("agent")]
    visitor.page.reload()
    agent.page.reload()
    expect(visitor.at("panel")).to_be_visible()
    expect(visitor.messages("agent", "Here I am.")).to_have_count(1)
    expect(visitor.at("header-name")).to_have_text("Ada Admin")
    expect(agent.messages("agent", "Here I am.")).to_have_count(1)
    assert [visitor.texts("visitor"), visitor.texts("agent")] == before
    agent.reply("Still here.")
    expect(visitor.messages("agent", "Still here.")).to_have_count(1)


def test_a_second_tab_shows_the_same_conversation_and_each_message_once(baton, visitor_at):
    one = visitor_at(baton.demo)
    one.say(ANSWERED_QUESTION)
    one.expect_answer()
    other = second_tab(one)
    other.expect_answer()
    other.say("Thank you")
    one.say("Hello again")
    for tab in (one, other):
        expect(tab.messages("visitor", "Thank you")).to_have_count(1)
        expect(tab.messages("visitor", "Hello again")).to_have_count(1)
        expect(tab.messages("visitor")).to_have_count(3)
        expect(tab.page.locator('[data-status="sending"]')).to_have_count(0)
    assert one.texts("visitor") == other.texts("visitor")


def test_two_new_tabs_that_write_at_once_write_into_one_conversation(baton, new_page):
    page = new_page(baton.demo)
    one = Visitor(page).open()
    other = second_tab(one)
    one.say("Hello from the first tab")
    other.say("Hello from the second tab")
    for tab in (one, other):
        expect(tab.messages("visitor")).to_have_count(2)


def test_a_draft_survives_a_reload_on_both_sides(in_talk):
    _, visitor, agent = in_talk
    visitor.at("composer").fill("half a question")
    agent.at("reply").fill("half a reply")
    visitor.page.reload()
    agent.page.reload()
    expect(visitor.at("composer")).to_have_value("half a question")
    expect(agent.at("reply")).to_have_value("half a reply")


def test_an_unread_message_is_counted_on_the_closed_chat(in_talk):
    _, visitor, agent = in_talk
    visitor.at("close").click()
    agent.reply("One more thing.")
    expect(visitor.at("badge")).to_have_text("1")
    visitor.at("launcher").click()
    expect(visitor.messages("agent", "One more thing.")).to_be_visible()
    visitor.at("close").click()
    expect(visitor.at("badge")).to_be_hidden()


def test_an_agent_with_two_tabs_sees_their_replies_once_in_both(in_talk):
    _, visitor, agent = in_talk
    page = agent.page.context.new_page()
    page.goto(agent.page.url)
    other = Agent(page, agent.name)
    expect(other.at("reply")).to_be_visible()
    other.reply("From the second tab.")
    for tab in (agent, other):
        expect(tab.messages("agent", "From the second tab.")).to_have_count(1)
    expect(visitor.messages("agent", "From the second tab.")).to_have_count(1)
