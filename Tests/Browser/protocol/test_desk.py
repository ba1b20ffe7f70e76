"""What the team does beside answering: notes, reports, articles named, pages of the inbox, search, colleagues."""

import pytest
from conftest import ANSWERED_QUESTION, UNKNOWN_QUESTION

from .client import new_id


@pytest.fixture
def ada(baton):
    with baton.team(baton.administrator()) as socket:
        yield socket


@pytest.fixture
def visitor(baton):
    with baton.visitor() as socket:
        yield socket


def answered(visitor):
    """A conversation and the id of the Assistant's answer in it."""
    conversation = visitor.begin()
    visitor.ask(conversation, ANSWERED_QUESTION)
    return conversation, visitor.message_of("assistant", conversation)["event"]["id"]


def replied(visitor, agent, question, reply):
    """A conversation and the id of a person's reply in it."""
    conversation = visitor.begin()
    visitor.act("person", conversation)
    visitor.ask(conversation, question)
    agent.resume(conversation)
    assert agent.act("accept", conversation)["type"] == "receipt"
    identifier = new_id()
    assert agent.ask(conversation, reply, id=identifier)["type"] == "receipt"
    visitor.message_of("agent", conversation)
    return conversation, identifier


def team_events(frames, kind):
    return [frame["event"] for frame in frames if frame.get("event", {}).get("type") == kind]


def test_a_note_is_the_teams_alone_and_leaves_the_visitor_no_gap(baton, ada, visitor):
    conversation, _ = answered(visitor)
    ada.resume(conversation)
    identifier = new_id("n")
    first = ada.act("note", conversation, id=identifier, text="Ask the <b>stock</b> room.")
    again = ada.act("note", conversation, id=identifier, text="Ask the <b>stock</b> room.")
    other = ada.act("note", conversation, id=identifier, text="Something else.")
    assert (first["type"], first["repeat"]) == ("receipt", False)
    assert (again["seq"], again["repeat"]) == (first["seq"], True)
    assert other["code"] == "id_reused"
    event = ada.event("note", conversation)["event"]
    assert event["text"] == "Ask the <b>stock</b> room." and event["author"]["name"] == "Ada Admin"
    visitor.ask(conversation, "Thank you")
    with baton.visitor(token=visitor.welcome["token"]) as another_tab:
        frames, _ = another_tab.resume(conversation)
    assert not team_events(frames, "note")
    known = 0
    for frame in frames:
        if frame["type"] != "event":
            continue
        assert frame["prev"] == known, "the note left a gap"
        known = frame["seq"]
    assert known > first["seq"]


def test_a_report_counts_once_and_the_last_one_of_an_answer_stands(ada, visitor):
    conversation, answer = answered(visitor)
    identifier = new_id("r")
    fields = {"answer": answer, "kind": "outdated"}
    first = ada.act("report", conversation, id=identifier, **fields)
    again = ada.act("report", conversation, id=identifier, **fields)
    assert (first["type"], again["seq"], again["repeat"]) == ("receipt", first["seq"], True)
    assert ada.act("report", conversation, answer=answer, kind="incorrect")["type"] == "receipt"
    assert ada.act("report", conversation, answer=new_id("s"), kind="incorrect")["code"] == "unknown_answer"
    assert ada.act("report", conversation, answer=answer, kind="dull")["code"] == "bad_frame"
    frames, _ = ada.resume(conversation)
    reports = team_events(frames, "reported")
    assert [report["kind"] for report in reports] == ["outdated", "incorrect"]
    assert {report["answer"] for report in reports} == {answer}


def test_the_article_behind_a_persons_reply_is_suggested_and_named(ada, visitor):
    conversation, reply = replied(visitor, ada, "How do I install Baton on Debian?", "Run the script.")
    ada.send("suggest", conversation=conversation, message=reply)
    suggestions = ada.next("suggestions", conversation=conversation, message=reply)["articles"]
    assert 1 <= len(suggestions) <= 5
    for article in suggestions:
        assert article["title"] and article["url"].endswith("/help/" + article["article"])
        assert 0 <= article["confidence"] <= 1
    chosen = suggestions[0]["article"]
    assert ada.act("name_article", conversation, message=reply, article=chosen)["type"] == "receipt"
    named = ada.event("article_named", conversation)["event"]
    assert (named["message"], named["article"]) == (reply, chosen)
    assert named["title"] == suggestions[0]["title"]
    assert ada.act("name_article", conversation, message=reply, article=None)["type"] == "receipt"
    assert ada.event("article_named", conversation)["event"]["article"] is None
    assert ada.act("name_article", conversation, message=new_id(), article=chosen)["code"] == "unknown_answer"
    ada.send("suggest", conversation=conversation, message=new_id())
    assert ada.error()["code"] == "unknown_answer"


def test_the_inbox_is_turned_page_by_page_without_a_hole_or_a_repeat(own_baton):
    wanted = []
    with own_baton.visitor() as visitor:
        for _ in range(7):
            conversation = new_id("c")
            assert visitor.act("person", conversation)["type"] == "receipt"
            wanted.append(conversation)
    # By moment, and by id where several fell into one millisecond.
    orders = {"waiting": ("since", False), "all": ("updated", True)}
    with own_baton.team(own_baton.administrator()) as ada:
        for name, (moment, is_newest_first) in orders.items():
            rows, after, pages = [], None, 0
            while pages == 0 or after:
                ada.send("inbox", list=name, after=after, limit=3)
                inbox = ada.next("inbox", list=name)
                assert len(inbox["rows"]) <= 3
                rows += [(row[moment], row["conversation"]) for row in inbox["rows"]]
                after, pages = inbox["after"], pages + 1
                assert pages <= 4
            assert rows == sorted(rows, reverse=is_newest_first)
            assert sorted(conversation for _, conversation in rows) == sorted(wanted)
            assert inbox["counts"] == {"waiting": 7, "mine": 0}
        for bad in ({"list": "everything"}, {"list": "all", "limit": "many"}, {"list": "all", "after": "x"}):
            ada.send("inbox", **bad)
            assert ada.error()["code"] == "bad_frame", bad


def test_a_visitor_is_shown_with_earlier_conversations(ada, visitor):
    visitor.send(
        "profile", name="Grace <b>Hopper</b>", email="grace@navy.test", attributes={"plan": "team", "seats": 5}
    )
    first, _ = answered(visitor)
    second = visitor.begin()
    visitor.act("person", second)
    visitor.act("contact", second, address="grace@home.test")
    ada.send("visitor", conversation=first)
    answer = ada.next("visitor", conversation=first)
    assert answer["visitor"] == {
        "id": visitor.welcome["visitor"], "name": "Grace <b>Hopper</b>", "email": "grace@navy.test",
        "verified": False, "attributes": {"plan": "team", "seats": "5"}, "contact": "grace@home.test",
        "training": None,
    }
    assert [row["conversation"] for row in answer["conversations"]] == [second]
    assert answer["conversations"][0]["visitor_name"] == "Grace <b>Hopper</b>"
    ada.send("visitor", conversation=new_id("c"))
    assert ada.error()["code"] == "unknown_conversation"


def test_a_search_finds_words_people_and_articles_and_takes_signs_at_their_word(ada, visitor):
    mark = new_id("w")
    visitor.send("profile", name=f"Zora {mark}", email=None, attributes={})
    conversation = visitor.begin()
    visitor.ask(conversation, "The discount says 100%_off today.")
    for number, text in enumerate((mark, "100%_OFF", "install")):
        ada.send("search", n=number, text=text)
        found = ada.next("found", n=number)
        assert len(found["conversations"]) <= 8 and len(found["articles"]) <= 8
        if text != "install":
            assert [row["conversation"] for row in found["conversations"]] == [conversation]
        else:
            assert any("install" in article["article"] for article in found["articles"])
    ada.send("search", n=9, text="100%__off")
    assert ada.next("found", n=9)["conversations"] == []


def test_colleagues_see_who_else_looks(baton, ada, visitor):
    conversation, _ = answered(visitor)
    ada.resume(conversation)
    assert ada.next("viewers", conversation=conversation)["viewers"] == []
    with baton.team(baton.agent()) as grace:
        grace.resume(conversation)
        assert [one["name"] for one in grace.next("viewers")["viewers"]] == ["Ada Admin"]
        viewers = ada.next("viewers", conversation=conversation)["viewers"]
        assert [one["name"] for one in viewers] == ["Grace Hall"] and viewers[0]["id"]
        visitor.ask(conversation, "Thanks")
        assert not [frame for frame in visitor.settle() if frame["type"] == "viewers"]
    # A socket that goes counts like one that leaves.
    assert ada.next("viewers", conversation=conversation)["viewers"] == []


def test_seen_goes_both_ways_and_is_told_again_after_resuming(ada, visitor):
    conversation, reply = replied(visitor, ada, UNKNOWN_QUESTION, "I will look.")
    frames, _ = ada.resume(conversation)
    head = max(frame["seq"] for frame in frames if frame["type"] == "event")
    ada.send("seen", conversation=conversation, seq=head)
    seen = visitor.next("seen", conversation=conversation)
    assert seen["seq"] == head and seen["by"] == {"kind": "agent", "name": "Ada Admin"}
    visitor.send("seen", conversation=conversation, seq=head)
    assert ada.next("seen", conversation=conversation)["by"]["kind"] == "visitor"
    visitor.resume(conversation)
    assert visitor.next("seen", conversation=conversation)["seq"] == head
    ada.resume(conversation)
    assert ada.next("seen", conversation=conversation)["seq"] == head


def test_pages_of_a_visit_are_the_teams_alone(ada, visitor):
    conversation, _ = answered(visitor)
    ada.resume(conversation)
    cart = {"url": "https://shop.example/cart", "title": "Cart <script>"}
    assert visitor.act("page", conversation, page=cart)["repeat"] is False
    assert visitor.act("page", conversation, page=cart)["repeat"] is True
    changed = ada.event("page_changed", conversation)["event"]
    assert changed["page"]["url"] == cart["url"] and changed["page"]["title"] == cart["title"]
    frames, _ = visitor.resume(conversation)
    assert not team_events(frames, "page_changed")
    ada.send("visitor", conversation=conversation)
    ada.next("visitor", conversation=conversation)
    assert visitor.act("page", new_id("c"), page=cart)["code"] == "unknown_conversation"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("note", {"text": "Hm"}), ("report", {"answer": "s-nowhere-1", "kind": "incorrect"}),
     ("name_article", {"message": "m-nowhere-1", "article": None})],
)
def test_whoever_may_only_look_says_nothing_about_it_either(baton, visitor, kind, fields):
    conversation, _ = answered(visitor)
    with baton.team(baton.agent("vera@example.com", "Vera View", role="viewer")) as viewer:
        assert viewer.act(kind, conversation, **fields)["code"] == "not_allowed"
    assert visitor.act(kind, conversation, **fields)["type"] == "error"
