"""What a host page can ask of the widget: the queue before the script has come, calls, and page changes."""

import pytest
from conftest import UNKNOWN_QUESTION, poll
from playwright.sync_api import expect

from path.people import Visitor

pytestmark = pytest.mark.one_storage(reason="what the host's page sees")


def test_calls_that_were_made_before_the_script_came_are_done(baton, new_page):
    page = new_page()
    page.add_init_script("""
      window.Baton = window.Baton || function () { (Baton.q = Baton.q || []).push(arguments); };
      window.seen = [];
      Baton("boot", { hideLauncher: true, name: "Ada", attributes: { plan: "team" } });
      Baton("onShow", () => seen.push("show"));
      Baton("onHide", () => seen.push("hide"));
      Baton("onReady", () => seen.push("ready"));
      Baton("onUnread", (count) => seen.push(count));
    """)
    page.goto(baton.demo)
    poll(lambda: page.evaluate("seen.includes('ready')"), "onReady")
    expect(page.get_by_test_id("launcher")).to_be_hidden()
    page.evaluate("Baton('showNewMessage', 'My order is late')")
    expect(page.get_by_test_id("composer")).to_have_value("My order is late")
    page.evaluate("Baton('hide')")
    expect(page.get_by_test_id("panel")).to_be_hidden()
    assert page.evaluate("seen") == ["ready", 0, "show", "hide"]
    assert page.problems == []


def test_shutdown_forgets_the_person_here_and_in_the_other_tab(baton, visitor_at):
    visitor = visitor_at(baton.demo)
    visitor.say("Hello")
    visitor.messages("assistant").last.wait_for()
    other = visitor.page.context.new_page()
    other.goto(baton.demo)
    other.get_by_test_id("launcher").click()
    expect(other.locator('[data-testid="message"]').first).to_be_visible()
    visitor.page.evaluate("Baton('shutdown')")
    expect(visitor.at("launcher")).to_have_count(0)
    expect(other.get_by_test_id("panel")).to_be_hidden()
    assert visitor.page.evaluate("Object.keys(localStorage)") == []
    visitor.page.evaluate("Baton('boot')")
    visitor.at("launcher").click()
    expect(visitor.at("greeting")).to_be_visible()
    expect(visitor.messages()).to_have_count(0)


def test_earlier_conversations_are_listed_and_open_again(baton, visitor_at):
    visitor = visitor_at(baton.demo)
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    visitor.at("back").click()
    expect(visitor.at("past")).to_have_count(1)
    visitor.at("new-conversation").click()
    expect(visitor.messages()).to_have_count(0)
    visitor.say("Hello")
    expect(visitor.messages("visitor")).to_have_count(1)
    visitor.at("back").click()
    expect(visitor.at("past")).to_have_count(2)
    # Which comes first depends on when a contact is offered to who waits: that is the latest of its conversation.
    visitor.at("past").filter(has_text=UNKNOWN_QUESTION).click()
    expect(visitor.messages("visitor", UNKNOWN_QUESTION)).to_have_count(1)
    assert visitor.page.problems == []


def test_a_listed_conversation_can_be_pressed_while_there_is_news_of_it(baton, visitor_at):
    visitor = visitor_at(baton.demo)
    visitor.say("Hello")
    expect(visitor.messages("assistant")).to_have_count(1)
    other = visitor.page.context.new_page()
    other.goto(baton.demo)
    other = Visitor(other).open()
    expect(other.messages("visitor")).to_have_count(1)
    visitor.at("back").click()
    row = visitor.at("past")
    expect(row).to_have_count(1)
    # Were it another element afterwards, a press that had begun on this one would lead nowhere.
    row.evaluate("row => { row.isTheSame = true; }")
    before = row.inner_text()
    other.say("Thanks")
    expect(row).not_to_have_text(before)
    expect(other.messages("assistant")).to_have_count(2)
    assert row.evaluate("row => row.isTheSame") is True
    row.click()
    expect(visitor.messages("visitor", "Thanks")).to_have_count(1)
    assert visitor.page.problems == []
