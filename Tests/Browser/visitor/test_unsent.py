"""A message that does not arrive says so, keeps its words, and offers to try again or to change it."""

import pytest
from conftest import ANSWERED_QUESTION, poll
from playwright.sync_api import expect

from path.people import Visitor

pytestmark = pytest.mark.one_storage(reason="what the browser keeps")

LIMIT = 4000


def sent(visitor, text):
    expect(visitor.messages("visitor", text)).to_have_attribute("data-status", "sent")


def gated(page, swallowed):
    """The server's receipts and events do not come through while `swallowed` says so."""
    state = {"swallow": swallowed}

    def connect(client):
        server = client.connect_to_server()
        server.on_message(lambda frame: None if state["swallow"](frame) else client.send(frame))

    page.route_web_socket("**/ws/visitor", connect)
    return state


def test_a_paste_of_20_000_words_is_counted_before_it_is_sent_and_kept(baton, visitor_at):
    visitor = visitor_at(baton.demo)
    words = "greenhouse " * 20_000
    visitor.at("composer").fill(words)
    expect(visitor.page.locator("#composer-problem")).to_have_text(
        f"{len(words.strip())} of {LIMIT} characters. Shorten it to send it.")
    expect(visitor.at("send")).to_be_disabled()
    visitor.at("composer").press("Enter")
    expect(visitor.messages("visitor")).to_have_count(0)
    assert visitor.at("composer").input_value() == words
    visitor.page.reload()
    expect(visitor.at("composer")).to_have_value(words)
    visitor.at("composer").fill(words[:LIMIT])
    visitor.at("composer").press("Enter")
    expect(visitor.messages("visitor").first).to_have_attribute("data-status", "sent")


def test_four_thousand_emoji_arrive_as_they_were_written(baton, visitor_at):
    visitor = visitor_at(baton.demo)
    flood = "🧀" * LIMIT
    visitor.say(flood)
    bubble = visitor.messages("visitor").first
    expect(bubble).to_have_attribute("data-status", "sent")
    assert bubble.locator(".bubble").text_content() == flood
    panel, box = visitor.at("panel").bounding_box(), bubble.locator(".bubble").bounding_box()
    assert box["x"] >= panel["x"] and box["x"] + box["width"] <= panel["x"] + panel["width"]
    visitor.at("composer").fill(flood + "🧀")
    expect(visitor.at("send")).to_be_disabled()


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("שלום, איפה ההזמנה שלי? Order 12-B", "rtl"),
        ("مرحبا 👋 أين طلبي", "rtl"),
        ("Z̸̢̛͚̯̈́a̷̡̅l̶͓̈́g̶̬͝o̵͙͌ e\u0301 ‮evil‬ text", "ltr"),
        ("👩‍👩‍👧‍👦 🏴‍☠️ 🇩🇪 a", "ltr"),
    ],
    ids=["hebrew", "arabic", "combining", "joined-emoji"],
)
def test_any_script_arrives_as_it_is_and_runs_in_its_own_direction(baton, visitor_at, text, direction):
    visitor = visitor_at(baton.demo)
    visitor.say(text)
    bubble = visitor.messages("visitor").first
    expect(bubble).to_have_attribute("data-status", "sent")
    assert bubble.locator(".bubble").text_content() == text
    found = bubble.locator(".bubble").evaluate("bubble => getComputedStyle(bubble).direction")
    assert found == direction
    visitor.page.reload()
    assert visitor.messages("visitor").first.locator(".bubble").text_content() == text


def test_a_message_without_a_receipt_is_not_sent_and_goes_again_as_it_is(baton, new_page):
    page = new_page()
    page.clock.install()
    gate = gated(page, lambda frame: '"receipt"' in frame or '"event"' in frame)
    page.goto(baton.demo)
    visitor = Visitor(page).open()
    visitor.say("Is anybody there?")
    mine = visitor.messages("visitor", "anybody")
    poll(lambda: page.clock.run_for(100) or mine.count() == 1, "the message on the screen")
    expect(mine).to_have_attribute("data-status", "sending")
    poll(lambda: page.clock.run_for(5_000) or mine.get_attribute("data-status") == "failed", "the failure")
    expect(visitor.at("retry")).to_have_text("Not sent - tap to retry")
    # It may have arrived: with other words it would be a second message.
    expect(visitor.at("edit")).to_have_count(0)
    gate["swallow"] = lambda frame: False
    # Nothing is drawn while the page's clock stands still, so it is never seen to rest.
    visitor.at("retry").click(force=True)
    poll(lambda: page.clock.run_for(100) or mine.get_attribute("data-status") == "sent", "the receipt")
    page.clock.run_for(3_000)
    expect(mine).to_have_count(1)


def test_a_message_that_was_refused_can_be_changed_and_sent(baton, new_page):
    page = new_page()
    refusing = {"on": True}

    def connect(client):
        server = client.connect_to_server()

        def out(frame):
            # What a server with another limit would say.
            if refusing["on"] and '"send"' in frame:
                identifier = frame.split('"id":"')[1].split('"')[0]
                client.send('{"type":"error","code":"text_too_long","message":"","id":"%s"}' % identifier)
            else:
                server.send(frame)

        client.on_message(out)

    page.route_web_socket("**/ws/visitor", connect)
    page.goto(baton.demo)
    visitor = Visitor(page).open()
    visitor.say("Some words too many")
    mine = visitor.messages("visitor", "Some words")
    expect(mine).to_have_attribute("data-status", "failed")
    expect(mine).to_contain_text("Too long.")
    visitor.at("edit").click()
    expect(mine).to_have_count(0)
    expect(visitor.at("composer")).to_have_value("Some words too many")
    expect(visitor.at("composer")).to_be_focused()
    refusing["on"] = False
    visitor.say("Some words")
    sent(visitor, "Some words")


def test_what_was_written_without_a_connection_is_sent_once_after_a_reload(baton, visitor_at):
    visitor = visitor_at(baton.demo)
    visitor.say("First")
    sent(visitor, "First")
    tunnel = {"on": True}

    def connect(client):
        if tunnel["on"]:
            client.close()
        else:
            client.connect_to_server()

    visitor.page.route_web_socket("**/ws/visitor", connect)
    visitor.page.reload()
    visitor.say("Written in the tunnel")
    expect(visitor.messages("visitor", "tunnel")).to_have_attribute("data-status", "sending")
    tunnel["on"] = False
    visitor.page.reload()
    sent(visitor, "Written in the tunnel")
    expect(visitor.messages("visitor", "tunnel")).to_have_count(1)


def test_the_visitor_sees_that_the_team_has_seen_it(own_baton, in_talk):
    _, visitor, agent = in_talk
    visitor.say("Do you see this?")
    mine = visitor.messages("visitor", "Do you see this?")
    expect(mine.locator(".state")).to_have_text("Seen")
    agent.reply("Yes.")
    expect(visitor.messages("agent", "Yes.")).to_have_count(1)


def test_retrying_while_it_is_on_its_way_doubles_nothing(baton, visitor_at):
    visitor = visitor_at(baton.demo)
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer()
    for _ in range(3):
        visitor.page.reload()
    expect(visitor.messages("visitor")).to_have_count(1)
    assert poll(lambda: visitor.messages("assistant").count() == 1, "one answer")
