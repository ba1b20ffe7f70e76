"""What axe finds in the states of the chat that need another side: nothing, in both schemes, at both widths."""

import pytest
from axe import violations
from conftest import ANSWERED_QUESTION, REPOSITORY, UNKNOWN_QUESTION, Baton, finish
from endpoint import Endpoint, Gate
from playwright.sync_api import expect

from path.people import Visitor

pytestmark = pytest.mark.one_storage(reason="what is seen, not what is stored")

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in SIZES]

STREAMED = "To put the chat on your website, put one script tag into the page [1]. "


@pytest.fixture(params=LOOKS, ids=["-".join(look) for look in LOOKS])
def look(request):
    scheme, size = request.param
    return {
        "viewport": SIZES[size], "color_scheme": scheme, "bypass_csp": True, "reduced_motion": "reduce",
    }


def expect_clean(page):
    assert violations(page) == []


@pytest.fixture(scope="module")
def streaming(tmp_path_factory):
    endpoint = Endpoint()
    server = Baton(
        tmp_path_factory.mktemp("streaming"), "--model-url", endpoint.url, "--model", "scripted",
        "--prompts", str(REPOSITORY / "Prompts"), "--answer-seconds-max", "120",
        "--model-between-tokens-seconds", "60")
    try:
        yield server.start(), endpoint
    finally:
        finish([server])
        endpoint.stop()


def test_an_answer_that_is_being_written(streaming, visitor_at, look):
    server, endpoint = streaming
    begun, gate = Gate(), Gate()
    endpoint.pieces = [begun, STREAMED, "Paste", gate, " this code into the HTML of your web page [1]."]
    visitor = visitor_at(server.demo, **look)
    visitor.say(ANSWERED_QUESTION)
    expect(visitor.at("answering")).to_be_visible()
    expect_clean(visitor.page)
    begun.open()
    expect(visitor.messages("assistant", "put one script tag")).to_have_attribute("data-status", "streaming")
    expect_clean(visitor.page)
    gate.open()
    visitor.expect_answer()


def test_a_message_that_was_not_sent(baton, new_page, look):
    page = new_page(**look)

    def connect(client):
        server = client.connect_to_server()

        def out(frame):
            if '"send"' not in frame:
                return server.send(frame)
            identifier = frame.split('"id":"')[1].split('"')[0]
            client.send('{"type":"error","code":"conversation_full","message":"","id":"%s"}' % identifier)

        client.on_message(out)

    page.route_web_socket("**/ws/visitor", connect)
    page.goto(baton.demo)
    visitor = Visitor(page).open()
    visitor.say("One message too many for this conversation")
    expect(visitor.at("retry")).to_be_visible()
    expect_clean(page)


def test_a_person_the_rating_and_the_earlier_conversations(own_baton, visitor_at, agent_at, look):
    visitor = visitor_at(own_baton.demo, **look)
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    agent = agent_at(own_baton)
    agent.open(UNKNOWN_QUESTION).accept().reply("Sturdy ones, see https://shop.example/boots.")
    expect(visitor.messages("agent", "Sturdy")).to_have_count(1)
    expect_clean(visitor.page)
    agent.at("resolve").click()
    expect(visitor.at("rating")).to_be_visible()
    expect_clean(visitor.page)
    visitor.at("rating-4").click()
    expect(visitor.at("rating")).to_contain_text("4 of 5")
    expect_clean(visitor.page)
    visitor.at("back").click()
    expect(visitor.at("past")).to_have_count(1)
    expect_clean(visitor.page)


def test_a_conversation_over_the_whole_page(baton, new_page, look):
    page = new_page(f"{baton.origin}/conversation#no-such-link", **look)
    visitor = Visitor(page)
    expect(visitor.at("status-line")).to_be_visible()
    expect_clean(page)
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer()
    expect_clean(page)
