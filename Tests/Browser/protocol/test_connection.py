"""How a connection begins: the upgrade, hello and welcome, tokens, versions."""

import pytest
from websockets.exceptions import InvalidStatus

pytestmark = pytest.mark.one_storage(reason="the socket itself")


def refusal(open_socket):
    with pytest.raises(InvalidStatus) as refused:
        open_socket()
    return refused.value.response.status_code


def test_hello_is_answered_by_welcome_with_all_that_a_client_needs(baton):
    with baton.visitor() as visitor:
        welcome = visitor.welcome
    assert welcome["v"] == 2
    assert welcome["epoch"] and welcome["visitor"] and welcome["token"]
    assert welcome["time"] > 1_700_000_000_000
    assert isinstance(welcome["online"], int)
    assert welcome["assistant"] and welcome["greeting"]
    assert welcome["contact_after_seconds"] == 120
    assert welcome["limits"] == {"text_characters": 4000, "frames_per_second": 20, "ping_seconds": 15}


def test_two_visitors_without_a_token_are_two_people(baton):
    with baton.visitor() as one, baton.visitor() as other:
        assert one.welcome["visitor"] != other.welcome["visitor"]
        assert one.welcome["token"] != other.welcome["token"]


def test_a_token_brings_the_same_visitor_back(baton):
    with baton.visitor() as first:
        pass
    with baton.visitor(token=first.welcome["token"]) as again:
        assert again.welcome["visitor"] == first.welcome["visitor"]


def test_a_forged_token_asks_to_sign_in_again(baton):
    with baton.visitor() as honest:
        token = honest.welcome["token"]
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")
    with baton.visitor(hello=False) as visitor:
        visitor.send("hello", v=2, token=forged)
        assert visitor.drain() == 4001


def test_a_token_for_another_visitor_does_not_hold(baton):
    with baton.visitor() as one, baton.visitor() as other:
        version, _, signature = one.welcome["token"].split(".")
        mixed = ".".join([version, other.welcome["token"].split(".")[1], signature])
    with baton.visitor(hello=False) as visitor:
        visitor.send("hello", v=2, token=mixed)
        assert visitor.drain() == 4001


@pytest.mark.parametrize("frame", [
    {"type": "send", "conversation": "c-00000000", "id": "m-00000000", "text": "Hello"},
    {"type": "resume", "conversation": "c-00000000", "after": 0},
    {"type": "typing", "conversation": "c-00000000", "on": True},
])
def test_everything_before_hello_is_refused(baton, frame):
    with baton.visitor(hello=False) as visitor:
        visitor.send(frame.pop("type"), **frame)
        assert visitor.error()["code"] == "hello_first"
        assert visitor.hello()["type"] == "welcome"


def test_without_a_hello_the_socket_is_closed_as_one_to_try_again(baton):
    with baton.visitor(hello=False) as visitor:
        assert visitor.drain(seconds_max=20) == 4000


def test_version_1_is_served_beside_2_and_says_authors_as_plain_words(baton):
    with baton.visitor(v=1) as visitor:
        assert visitor.welcome["v"] == 1
        conversation = visitor.begin()
        visitor.ask(conversation, "Hello")
        message = visitor.event("message", conversation)
        assert message["event"]["author"] == "visitor"


@pytest.mark.parametrize("version", [0, 3, 99])
def test_a_version_that_is_not_served_is_sent_away(baton, version):
    with baton.visitor(hello=False) as visitor:
        visitor.send("hello", v=version)
        assert visitor.drain() == 4002


def test_a_foreign_origin_is_refused_at_the_upgrade(baton):
    assert refusal(lambda: baton.visitor(origin="https://evil.example")) == 403


def test_an_upgrade_without_an_origin_is_refused(baton):
    assert refusal(lambda: baton.visitor(origin=None)) == 403


def test_the_null_origin_is_refused(baton):
    assert refusal(lambda: baton.visitor(origin="null")) == 403


def test_the_demo_page_is_another_origin_and_may_connect(baton):
    with baton.visitor(origin=f"http://localhost:{baton.port}") as visitor:
        assert visitor.welcome["type"] == "welcome"


def test_an_agents_socket_needs_a_session(baton):
    assert refusal(lambda: baton.team(None)) == 401


def test_an_invented_session_does_not_open_an_agents_socket(baton):
    assert refusal(lambda: baton.team("baton_session=" + "A" * 43)) == 401


def test_an_agents_socket_refuses_a_foreign_origin_even_with_a_session(baton):
    cookie = baton.administrator()
    assert refusal(lambda: baton.team(cookie, origin="https://evil.example")) == 403


def test_ping_is_answered_by_pong_with_the_time(baton):
    with baton.visitor() as visitor:
        visitor.send("ping")
        assert visitor.next("pong")["time"] > 1_700_000_000_000


def test_a_websocket_ping_is_answered_too(baton):
    with baton.visitor() as visitor:
        assert visitor.connection.ping(b"are you there").wait(10)
