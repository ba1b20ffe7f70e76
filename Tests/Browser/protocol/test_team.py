"""The agent's socket: inbox, brief, the race for a conversation, chat both ways, giving back, resolving."""

import pytest
from conftest import PASSWORD, UNKNOWN_QUESTION

from .client import new_id


@pytest.fixture
def team(baton):
    """Two people of the team, connected."""
    with baton.team(baton.administrator()) as ada, baton.team(baton.agent()) as grace:
        yield ada, grace


@pytest.fixture
def waiting(baton):
    """A visitor whose question waits for a person, and the conversation."""
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, UNKNOWN_QUESTION)
        visitor.event("handed_off", conversation)
        yield visitor, conversation


def test_the_welcome_of_an_agent_says_who_it_is(team):
    ada, grace = team
    assert ada.welcome["agent"]["name"] == "Ada Admin"
    assert grace.welcome["agent"]["role"] == "agent"
    assert "token" not in grace.welcome
    assert grace.welcome["online"] >= 1


def test_a_set_up_link_works_once(own_baton):
    link = own_baton.set_up_link
    own_baton.administrator()
    token = link.partition("#set-up=")[2]
    body = {"token": token, "email": "eve@example.com", "name": "Eve", "password": PASSWORD}
    status, headers, _ = own_baton.post("/api/redeem", body)
    assert status in (400, 404)
    assert not headers.get("Set-Cookie")


def test_a_post_from_a_foreign_page_is_refused(baton):
    body = {"email": "ada@example.com", "password": PASSWORD}
    baton.administrator()
    assert baton.post("/api/sign-in", body, origin="https://evil.example")[0] == 403


def test_the_inbox_shows_who_waits_and_why(team, waiting):
    visitor, conversation = waiting
    ada, _ = team
    ada.send("inbox", list="waiting")
    inbox = ada.next("inbox")
    row = next(row for row in inbox["rows"] if row["conversation"] == conversation)
    assert inbox["list"] == "waiting" and inbox["online"] >= 1
    assert row["status"] == "queued"
    assert row["reason"] in ("low_confidence", "missing_knowledge")
    assert row["since"] > 1_700_000_000_000
    assert row["agent"] is None


def test_every_change_comes_as_a_row_once_the_inbox_was_asked_for(baton, team):
    ada, _ = team
    ada.send("inbox", list="waiting")
    ada.next("inbox")
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, "Hello")
        visitor.act("person", conversation)
    row = ada.until(
        lambda frame: frame["type"] == "row" and frame["row"]["conversation"] == conversation
        and frame["row"]["status"] == "queued",
        "the row of a queued conversation",
    )["row"]
    assert row["reason"] == "visitor_request"
    assert row["episode"] == 1


def test_the_brief_tells_what_is_wanted(team, waiting):
    _, conversation = waiting
    ada, _ = team
    ada.send("brief", conversation=conversation)
    brief = ada.next("brief")
    assert UNKNOWN_QUESTION in brief["wants"]
    assert brief["tried"] and brief["why"] and brief["next"]
    assert isinstance(brief["found"], list)


def test_there_is_no_brief_for_what_never_waited(baton, team):
    ada, _ = team
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, "Hello")
        visitor.message_of("assistant", conversation)
        ada.send("brief", conversation=conversation)
        assert ada.error()["code"] == "not_waiting"


def test_of_two_agents_who_accept_one_gets_it_and_the_other_a_conflict(team, waiting):
    visitor, conversation = waiting
    ada, grace = team
    ids = {agent: new_id("g") for agent in team}
    for agent, identifier in ids.items():
        agent.send("accept", conversation=conversation, id=identifier)
    replies = [agent.reply_to(identifier) for agent, identifier in ids.items()]
    assert sorted(reply["type"] for reply in replies) == ["error", "receipt"]
    assert [reply["code"] for reply in replies if reply["type"] == "error"] == ["conflict"]
    visitor.event("joined", conversation)
    frames, _ = visitor.resume(conversation)
    joined = {frame["seq"] for frame in frames if frame.get("event", {}).get("type") == "joined"}
    assert len(joined) <= 1


def test_the_same_accept_twice_gets_the_same_receipt(team, waiting):
    _, conversation = waiting
    ada, _ = team
    identifier = new_id("g")
    first = ada.act("accept", conversation, id=identifier)
    second = ada.act("accept", conversation, id=identifier)
    assert (second["type"], second["seq"], second["repeat"]) == ("receipt", first["seq"], True)


def test_visitor_and_agent_talk_and_both_see_the_other_type(team, waiting):
    visitor, conversation = waiting
    ada, _ = team
    ada.resume(conversation)
    assert ada.act("accept", conversation)["type"] == "receipt"
    assert visitor.event("joined", conversation)["event"]["author"]["name"] == "Ada Admin"
    ada.send("typing", conversation=conversation, on=True)
    assert visitor.next("typing", conversation=conversation)["author"]["kind"] == "agent"
    ada.ask(conversation, "Yes, here is how.")
    heard = visitor.message_of("agent", conversation)["event"]
    assert heard["text"] == "Yes, here is how."
    assert "id" not in heard["author"]
    visitor.ask(conversation, "Thank you, Ada.")
    ada.until(
        lambda frame: frame["type"] == "event" and frame["event"].get("text") == "Thank you, Ada.", "the thanks"
    )


def test_the_assistant_stays_silent_while_a_person_has_the_conversation(team, waiting):
    visitor, conversation = waiting
    ada, _ = team
    ada.act("accept", conversation)
    visitor.event("joined", conversation)
    visitor.ask(conversation, "How do I put the chat on my page?")
    ada.ask(conversation, "I am on it.")
    visitor.message_of("agent", conversation)
    kinds = [frame["event"]["type"] for frame in visitor.settle() if frame["type"] == "event"]
    assert "answering" not in kinds


def test_an_agent_writes_only_where_it_is_assigned(team, waiting):
    _, conversation = waiting
    ada, grace = team
    ada.act("accept", conversation)
    assert grace.ask(conversation, "Me too.")["code"] == "not_assigned"
    assert grace.act("resolve", conversation)["code"] == "not_assigned"


def test_a_conversation_that_was_given_back_is_the_assistants_again(team, waiting):
    visitor, conversation = waiting
    ada, _ = team
    ada.act("accept", conversation)
    assert ada.act("give_back", conversation)["type"] == "receipt"
    visitor.event("given_back", conversation)
    visitor.settle()
    visitor.ask(conversation, "How do I put the chat on my page?")
    assert visitor.message_of("assistant", conversation)["event"]["citations"]


def test_a_resolved_conversation_is_rated_and_a_new_message_reopens_it(team, waiting):
    visitor, conversation = waiting
    ada, _ = team
    ada.act("accept", conversation)
    assert ada.act("resolve", conversation)["type"] == "receipt"
    assert visitor.event("resolved", conversation)["event"]["author"]["kind"] == "agent"
    assert visitor.act("rate", conversation, score=6)["code"] == "score_out_of_range"
    assert visitor.act("rate", conversation, score=5)["type"] == "receipt"
    assert visitor.event("rated", conversation)["event"]["score"] == 5
    visitor.ask(conversation, "One more thing.")
    assert visitor.event("reopened", conversation)["event"]["episode"] == 2


def test_whoever_may_only_look_does_not_answer_conversations(baton, waiting):
    _, conversation = waiting
    cookie = baton.agent("vera@example.com", "Vera View", role="viewer")
    with baton.team(cookie) as viewer:
        assert viewer.act("accept", conversation)["code"] == "not_allowed"
