"""Waiting for a person: when an address may be left, and that the wait goes on."""

from conftest import UNKNOWN_QUESTION

from .client import new_id


def ask_what_nobody_knows(visitor):
    conversation = visitor.begin()
    visitor.ask(conversation, UNKNOWN_QUESTION)
    return conversation, visitor.event("handed_off", conversation)["event"]


def test_with_nobody_there_an_address_may_be_left_at_once(own_baton):
    with own_baton.visitor() as visitor:
        conversation, handed_off = ask_what_nobody_knows(visitor)
        assert handed_off["online"] == 0
        assert visitor.event("contact_offered", conversation, seconds_max=5)


def test_with_people_there_the_offer_comes_after_the_wait_and_the_place_is_kept(start_baton):
    server = start_baton("--contact-after-seconds", "1")
    with server.team(server.administrator()) as agent, server.visitor() as visitor:
        assert visitor.welcome["contact_after_seconds"] == 1
        agent.send("inbox", list="waiting")
        conversation, handed_off = ask_what_nobody_knows(visitor)
        assert handed_off["online"] == 1
        offered = visitor.event("contact_offered", conversation)
        assert visitor.act("contact", conversation, address="ada@example.com")["type"] == "receipt"
        row = agent.until(
            lambda frame: frame["type"] == "row" and frame["row"]["contact"] == "ada@example.com", "the row")["row"]
        assert row["status"] == "queued"
        frames, _ = visitor.resume(conversation)
    seqs = [frame["seq"] for frame in frames if frame.get("event", {}).get("type") == "contact_offered"]
    assert seqs == [offered["seq"]]


def test_whoever_was_taken_in_time_is_not_asked_for_an_address(start_baton):
    server = start_baton("--contact-after-seconds", "3")
    with server.team(server.administrator()) as agent, server.visitor() as visitor, server.visitor() as later:
        conversation, _ = ask_what_nobody_knows(visitor)
        assert agent.act("accept", conversation)["type"] == "receipt"
        # One who waits from a later moment has the offer: so the first one's moment has passed.
        other, _ = ask_what_nobody_knows(later)
        later.event("contact_offered", other)
        frames, _ = visitor.resume(conversation)
    assert "contact_offered" not in [frame.get("event", {}).get("type") for frame in frames]


def test_an_offer_survives_a_restart_and_is_made_once(start_baton):
    server = start_baton()
    with server.visitor() as visitor:
        conversation, _ = ask_what_nobody_knows(visitor)
        visitor.event("contact_offered", conversation)
    server.kill()
    server.restart()
    with server.visitor(token=visitor.welcome["token"]) as later:
        frames, _ = later.resume(conversation)
        assert later.act("contact", conversation, address="ada@example.com", id=new_id("a"))["type"] == "receipt"
    offers = [frame for frame in frames if frame.get("event", {}).get("type") == "contact_offered"]
    assert len(offers) == 1
