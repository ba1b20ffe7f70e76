"""Sending: receipts, repeats, refusals, and what a frame may not be."""

import pytest

from .client import new_id


def test_a_message_gets_its_receipt_and_then_its_event_has_the_same_seq(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        identifier = new_id()
        receipt = visitor.ask(conversation, "Hello", id=identifier)
        event = visitor.event("message", conversation)
    assert receipt["type"] == "receipt"
    assert receipt["repeat"] is False
    assert receipt["at"] > 1_700_000_000_000
    assert event["seq"] == receipt["seq"]
    assert event["event"]["id"] == identifier
    assert event["event"]["text"] == "Hello"
    assert event["event"]["author"]["kind"] == "visitor"


def test_a_conversation_begins_with_its_first_message(baton):
    with baton.visitor() as visitor:
        conversation = new_id("c")
        _, resumed = visitor.resume(conversation)
        assert resumed["head"] == 0
        visitor.ask(conversation, "Hello")
        assert visitor.event("started", conversation)["seq"] == 1


def test_a_repeat_gets_the_first_receipt_and_stores_nothing(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        identifier = new_id()
        first = visitor.ask(conversation, "Hello", id=identifier)
        second = visitor.ask(conversation, "Hello", id=identifier)
        assert second["repeat"] is True
        assert (second["seq"], second["at"]) == (first["seq"], first["at"])
        events, _ = visitor.resume(conversation)
    texts = [frame for frame in events if frame.get("event", {}).get("id") == identifier]
    assert len({frame["seq"] for frame in texts}) == 1


def test_a_repeat_over_another_connection_gets_the_first_receipt(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        identifier = new_id()
        first = visitor.ask(conversation, "Hello", id=identifier)
    with baton.visitor(token=visitor.welcome["token"]) as later:
        second = later.ask(conversation, "Hello", id=identifier)
    assert (second["repeat"], second["seq"]) == (True, first["seq"])


def test_an_id_with_another_text_is_refused(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        identifier = new_id()
        visitor.ask(conversation, "Hello", id=identifier)
        error = visitor.ask(conversation, "Goodbye", id=identifier)
    assert error["code"] == "id_reused"
    assert error["conversation"] == conversation


@pytest.mark.parametrize("text", ["", "   ", "\n\t "])
def test_an_empty_text_is_refused(baton, text):
    with baton.visitor() as visitor:
        assert visitor.ask(visitor.begin(), text)["code"] == "text_empty"


def test_4000_characters_are_taken_and_4001_are_not(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        assert visitor.ask(conversation, "ä" * 4000)["type"] == "receipt"
        error = visitor.ask(conversation, "ä" * 4001)
    assert error["code"] == "text_too_long"
    assert "4000" in error["message"]


BAD_FRAMES = {
    "no JSON": "{",
    "no text at all": "",
    "an array": "[]",
    "a number": "7",
    "null": "null",
    "no type": "{}",
    "a type that is no text": '{"type": 7}',
    "a field missing": '{"type": "send", "conversation": "c-00000000", "text": "Hello"}',
    "a field of the wrong type": '{"type": "send", "conversation": "c-00000000", "id": "m-00000000", "text": 7}',
    "an id that is too short": '{"type": "send", "conversation": "c-00000000", "id": "m", "text": "Hello"}',
    "an id with a space": '{"type": "send", "conversation": "c-00000000", "id": "m 000 0000", "text": "Hello"}',
    "a negative place": '{"type": "resume", "conversation": "c-00000000", "after": -1}',
    "nesting without end": "[" * 20_000,
}


@pytest.mark.parametrize("text", BAD_FRAMES.values(), ids=BAD_FRAMES.keys())
def test_a_bad_frame_is_answered_and_the_socket_stays_open(baton, text):
    with baton.visitor() as visitor:
        visitor.send_text(text)
        assert visitor.error()["code"] == "bad_frame"
        visitor.send("ping")
        assert visitor.next("pong")


def test_ten_bad_frames_in_a_row_close_the_socket(baton):
    with baton.visitor() as visitor:
        for _ in range(10):
            visitor.send_text("{")
        assert visitor.drain() == 4400


def test_a_good_frame_between_bad_ones_starts_the_count_anew(baton):
    with baton.visitor() as visitor:
        for _ in range(2):
            for _ in range(9):
                visitor.send_text("{")
            visitor.send("ping")
            assert visitor.next("pong")
        assert len(visitor.take(lambda frame: frame["type"] == "error")) == 18


def test_an_unknown_type_is_named_and_the_socket_stays_open(baton):
    with baton.visitor() as visitor:
        visitor.send("teleport", to="moon")
        assert visitor.error()["code"] == "unknown_type"
        visitor.send("ping")
        assert visitor.next("pong")


def test_unknown_fields_are_ignored(baton):
    with baton.visitor() as visitor:
        assert visitor.ask(visitor.begin(), "Hello", colour="green")["type"] == "receipt"


def test_an_agents_frame_from_a_visitor_does_nothing(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, "Hello")
        visitor.send("resolve", conversation=conversation, id=new_id("g"))
        assert visitor.error()["code"] in ("unknown_type", "not_allowed")
        events, _ = visitor.resume(conversation)
    assert not [frame for frame in events if frame.get("event", {}).get("type") == "resolved"]


def test_too_many_frames_in_a_second_are_put_off_with_a_time(baton):
    with baton.visitor() as visitor:
        for _ in range(80):
            visitor.send("ping")
        error = visitor.error()
        assert error["code"] == "too_fast"
        assert error["retry_after"] > 0


def test_somebody_elses_conversation_cannot_be_read(baton):
    with baton.visitor() as owner, baton.visitor() as stranger:
        conversation = owner.begin()
        owner.ask(conversation, "My name is Ada.")
        stranger.send("resume", conversation=conversation, after=0)
        assert stranger.error()["code"] == "unknown_conversation"
        assert not [frame for frame in stranger.settle() if frame["type"] == "event"]


def test_somebody_elses_conversation_cannot_be_written_to(baton):
    with baton.visitor() as owner, baton.visitor() as stranger:
        conversation = owner.begin()
        owner.ask(conversation, "My name is Ada.")
        assert stranger.ask(conversation, "Me too.")["code"] == "unknown_conversation"
        assert stranger.act("person", conversation)["code"] == "unknown_conversation"
        stranger.send("typing", conversation=conversation, on=True)
        stranger.settle()
        assert not [frame for frame in owner.settle() if frame["type"] == "typing"]


def test_a_visitors_own_text_comes_back_as_it_was_typed(baton):
    text = "<b>bold</b> & \"quoted\" \\ 👩‍🚀 \u202eright to left\u202c\n\ttwo\u00a0lines end"
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, text)
        assert visitor.event("message", conversation)["event"]["text"] == text


def test_control_characters_are_taken_out_of_a_text(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, "nul \u0000 bell \u0007 escape \u001b[31m end")
        assert visitor.event("message", conversation)["event"]["text"] == "nul  bell  escape [31m end"


def test_a_text_of_nothing_but_control_characters_is_empty(baton):
    with baton.visitor() as visitor:
        assert visitor.ask(visitor.begin(), "\u0000\u0007")["code"] == "text_empty"


def test_more_than_20_attributes_of_a_page_are_refused_or_cut_but_never_stored(baton):
    page = {"url": "https://shop.example/", "attributes": {f"name{index}": "x" for index in range(50)}}
    with baton.visitor() as visitor, baton.team(baton.administrator()) as agent:
        conversation = visitor.begin()
        reply = visitor.ask(conversation, "Hello", page=page)
        if reply["type"] == "error":
            assert reply["code"] == "bad_frame"
            return
        events, _ = agent.resume(conversation)
    message = next(frame["event"] for frame in events if frame.get("event", {}).get("type") == "message")
    assert len(message["page"]["attributes"]) <= 20
