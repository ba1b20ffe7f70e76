"""Many messages in one breath: all go out, in order, and soon, although the server limits the frames of a socket."""

import json
import time

import pytest
from playwright.sync_api import expect

from path.people import Agent, Visitor

# At the server's 20 frames a second these take 3 s when nothing else is sent.
replies = 60
questions = 40
# On a slow machine that does other work.
arrival_ms_max = 15_000


@pytest.fixture
def people(own_baton, new_page):
    """A visitor and the agent who has accepted, with what the server refused on either socket."""
    refusals = []

    def overhear(page):
        page.on("websocket", lambda socket: socket.on(
            "framereceived", lambda frame: '"too_fast"' in frame and refusals.append(frame)))
        return page

    visitor = Visitor(overhear(new_page()))
    visitor.page.goto(own_baton.demo)
    visitor.open().say("I want to talk to a person.")
    visitor.at("talk-to-person").or_(visitor.at("waiting-card")).first.wait_for()
    if visitor.at("talk-to-person").is_visible():
        visitor.at("talk-to-person").click()
    visitor.expect_waiting()
    agent = Agent(overhear(new_page()), "Ada").come_with(own_baton.administrator(), own_baton)
    agent.open("talk to a person").accept()
    expect(visitor.messages("visitor")).to_have_count(1)
    return visitor, agent, refusals


def test_a_burst_of_replies_goes_out_completely_and_in_order(people):
    visitor, agent, refusals = people
    texts = [f"Reply {number}" for number in range(replies)]
    for text in texts:
        agent.reply(text)
    began = time.monotonic()
    expect(visitor.messages("agent")).to_have_count(replies, timeout=arrival_ms_max)
    assert visitor.texts("agent") == texts
    expect(agent.page.locator('[data-testid="message"][data-status="sending"]')).to_have_count(0)
    expect(agent.messages("agent").last).to_have_attribute("data-status", "sent")
    print(f"\nall there {time.monotonic() - began:.1f} s after the last; refused: {len(refusals)}")


def test_a_burst_of_messages_goes_out_completely_and_in_order(people):
    visitor, agent, refusals = people
    texts = [f"Message {number}" for number in range(questions)]
    for text in texts:
        visitor.say(text)
    began = time.monotonic()
    expect(agent.messages("visitor")).to_have_count(questions + 1, timeout=arrival_ms_max)
    assert agent.texts("visitor")[1:] == texts
    expect(visitor.messages("visitor").last).to_have_attribute("data-status", "sent")
    print(f"\nall there {time.monotonic() - began:.1f} s after the last; refused: {len(refusals)}")


def test_two_who_talk_at_once_lose_nothing(people):
    visitor, agent, refusals = people
    for number in range(questions):
        visitor.say(f"Message {number}")
        agent.reply(f"Reply {number}")
    began = time.monotonic()
    expect(visitor.messages("agent")).to_have_count(questions, timeout=arrival_ms_max)
    expect(agent.messages("visitor")).to_have_count(questions + 1, timeout=arrival_ms_max)
    assert visitor.texts("agent") == [f"Reply {number}" for number in range(questions)]
    assert agent.texts("visitor")[1:] == [f"Message {number}" for number in range(questions)]
    print(f"\nall there {time.monotonic() - began:.1f} s after the last; refused: {len(refusals)}")


def test_what_was_refused_as_too_fast_goes_again_after_the_time_that_the_server_says(baton, new_page):
    """An earlier page asked for everything anew once for each frame that was refused, and was too fast again."""
    visitor = Visitor(new_page(baton.demo)).open()
    visitor.say("I want to talk to a person.")
    visitor.at("talk-to-person").or_(visitor.at("waiting-card")).first.wait_for()
    if visitor.at("talk-to-person").is_visible():
        visitor.at("talk-to-person").click()
    visitor.expect_waiting()
    page, sent, refused = new_page(), [], []

    def between(socket):
        server = socket.connect_to_server()

        def pass_on(text):
            frame = json.loads(text)
            sent.append(frame["type"])
            if frame["type"] in ("send", "typing", "seen") and len(refused) < 12:
                refused.append(frame["type"])
                about = {name: frame[name] for name in ("id", "conversation") if name in frame}
                socket.send(json.dumps({"type": "error", "code": "too_fast", "retry_after": 1, **about}))
            else:
                server.send(text)

        socket.on_message(pass_on)

    page.route_web_socket("**/ws/agent", between)
    agent = Agent(page, "Ada").come_with(baton.administrator(), baton)
    agent.open("talk to a person").accept()
    asked = sent.count("inbox")
    texts = [f"Reply {number}" for number in range(8)]
    for text in texts:
        agent.reply(text)
    expect(visitor.messages("agent")).to_have_count(len(texts))
    assert visitor.texts("agent") == texts
    assert "send" in refused and "typing" in refused
    assert sent.count("inbox") - asked <= 4 * len(refused) / 2
