"""History: replay, live, epochs, the chain of prev, and what visitors may not see."""

from conftest import ANSWERED_QUESTION

from .client import new_id


def events_of(frames):
    return [frame for frame in frames if frame["type"] == "event"]


def assert_chained(events, after=0):
    """Each event follows the one before it, as a receiver checks it."""
    last = after
    for event in events:
        assert event["prev"] == last, f"after {last} came seq {event['seq']} with prev {event['prev']}"
        assert event["seq"] > last
        last = event["seq"]
    return last


def test_a_later_connection_gets_everything_in_order_and_then_resumed(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.act("person", conversation)
        for word in ("one", "two", "three"):
            visitor.ask(conversation, word)
    with baton.visitor(token=visitor.welcome["token"]) as later:
        frames, resumed = later.resume(conversation)
    events = events_of(frames)
    texts = [event["event"]["text"] for event in events if event["event"]["type"] == "message"]
    assert [text for text in texts if text in ("one", "two", "three")] == ["one", "two", "three"]
    assert assert_chained(events) == resumed["head"]
    assert resumed["epoch"] == later.welcome["epoch"]


def test_resume_replays_only_what_came_after(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.act("person", conversation)
        middle = visitor.ask(conversation, "one")["seq"]
        visitor.ask(conversation, "two")
    with baton.visitor(token=visitor.welcome["token"]) as later:
        frames, _ = later.resume(conversation, after=middle, epoch=later.welcome["epoch"])
    events = events_of(frames)
    assert events and all(event["seq"] > middle for event in events)
    assert_chained(events, after=middle)


def test_what_comes_after_resumed_is_live(baton):
    with baton.visitor() as one:
        conversation = one.begin()
        one.act("person", conversation)
        with baton.visitor(token=one.welcome["token"]) as other:
            other.resume(conversation)
            receipt = one.ask(conversation, "to both tabs")
            seen = other.until(
                lambda frame: frame["type"] == "event" and frame["event"].get("text") == "to both tabs", "the message"
            )
    assert seen["seq"] == receipt["seq"]


def test_a_wrong_epoch_gets_a_snapshot_and_everything_again(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.act("person", conversation)
        head = visitor.ask(conversation, "one")["seq"]
        visitor.settle()
        frames, _ = visitor.resume(conversation, after=head, epoch="e-00000000")
    assert frames[0]["type"] == "snapshot"
    assert frames[0]["reason"] == "epoch_changed"
    assert frames[0]["epoch"] == visitor.welcome["epoch"]
    assert_chained(events_of(frames))
    assert events_of(frames)[0]["seq"] == 1


def test_a_place_beyond_the_head_gets_a_snapshot(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.act("person", conversation)
        visitor.ask(conversation, "one")
        visitor.settle()
        frames, resumed = visitor.resume(conversation, after=9999, epoch=visitor.welcome["epoch"])
    assert (frames[0]["type"], frames[0]["reason"]) == ("snapshot", "ahead")
    assert assert_chained(events_of(frames)) == resumed["head"]


def test_visitors_never_see_decisions_and_their_chain_has_no_hole(baton):
    with baton.visitor() as visitor, baton.team(baton.administrator()) as agent:
        conversation = visitor.begin()
        visitor.ask(conversation, ANSWERED_QUESTION)
        visitor.message_of("assistant", conversation)
        seen_by_visitor, resumed = visitor.resume(conversation)
        seen_by_team, _ = agent.resume(conversation)
    visible = events_of(seen_by_visitor)
    # Live events may come again in the replay: a receiver drops what is not above its last seq.
    visible = list({event["seq"]: event for event in visible}.values())
    decided = next(event for event in events_of(seen_by_team) if event["event"]["type"] == "decided")
    assert "decided" not in [event["event"]["type"] for event in visible]
    assert decided["seq"] not in [event["seq"] for event in visible]
    assert assert_chained(sorted(visible, key=lambda event: event["seq"])) >= resumed["head"]
    assert decided["event"]["outcome"]


def test_the_page_of_a_message_is_for_the_team_only(baton):
    page = {"url": "https://shop.example/pricing", "title": "Pricing", "attributes": {"plan": "team"}}
    with baton.visitor() as visitor, baton.team(baton.administrator()) as agent:
        conversation = visitor.begin()
        visitor.ask(conversation, "Hello", page=page)
        own = visitor.message_of("visitor", conversation)
        frames, _ = agent.resume(conversation)
    theirs = next(frame for frame in events_of(frames) if frame["event"]["type"] == "message")
    assert "page" not in own["event"]
    assert theirs["event"]["page"]["url"] == page["url"]
    assert theirs["event"]["page"]["attributes"] == {"plan": "team"}


def test_typing_reaches_the_other_side_and_is_not_stored(baton):
    with baton.visitor() as visitor, baton.team(baton.administrator()) as agent:
        conversation = visitor.begin()
        visitor.act("person", conversation)
        agent.resume(conversation)
        visitor.send("typing", conversation=conversation, on=True)
        assert agent.next("typing", conversation=conversation, on=True)["author"]["kind"] == "visitor"
        visitor.send("typing", conversation=conversation, on=False)
        assert agent.next("typing", conversation=conversation, on=False)
        _, before = visitor.resume(conversation)
        frames, after = agent.resume(conversation)
    assert not [frame for frame in frames if frame["type"] == "typing"]
    assert before["head"] <= after["head"]


def test_at_most_20_conversations_are_followed_on_one_socket(baton):
    with baton.visitor() as visitor:
        for _ in range(20):
            visitor.resume(new_id("c"))
        visitor.send("resume", conversation=new_id("c"), after=0)
        reply = visitor.until(lambda frame: frame["type"] in ("resumed", "error"), "a reply")
    assert reply.get("code") == "too_many_conversations"


def test_resuming_one_again_starts_it_anew_and_takes_no_second_place(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.act("person", conversation)
        visitor.ask(conversation, "one")
        visitor.settle()
        for _ in range(3):
            frames, resumed = visitor.resume(conversation)
            assert assert_chained(events_of(frames)) == resumed["head"]


def test_whoever_left_hears_no_more_of_it_and_may_come_back(baton):
    with baton.visitor() as one:
        conversation = one.begin()
        one.act("person", conversation)
        with baton.visitor(token=one.welcome["token"]) as other:
            _, resumed = other.resume(conversation)
            other.send("leave", conversation=conversation)
            other.settle()
            missed = one.ask(conversation, "while away")["seq"]
            assert not [frame for frame in other.settle() if frame.get("conversation") == conversation]
            frames, _ = other.resume(conversation, after=resumed["head"], epoch=resumed["epoch"])
    assert [event["seq"] for event in events_of(frames)] == [missed]


def test_leaving_makes_room_for_another_conversation(baton):
    with baton.visitor() as visitor:
        followed = [visitor.begin() for _ in range(20)]
        visitor.send("leave", conversation=followed[0])
        _, resumed = visitor.resume(new_id("c"))
    assert resumed["head"] == 0


def test_leaving_what_was_never_followed_changes_nothing(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.send("leave", conversation=new_id("c"))
        assert visitor.ask(conversation, "Hello")["type"] == "receipt"
        assert visitor.event("message", conversation)


def test_the_team_leaves_a_conversation_and_still_gets_its_row(baton):
    with baton.visitor() as visitor, baton.team(baton.administrator()) as agent:
        conversation = visitor.begin()
        visitor.act("person", conversation)
        agent.send("inbox", list="waiting")
        agent.resume(conversation)
        agent.send("leave", conversation=conversation)
        agent.settle()
        visitor.ask(conversation, "Is anybody there?")
        row = agent.until(
            lambda frame: frame["type"] == "row" and (frame["row"].get("last") or {}).get("text") == "Is anybody there?",
            "the row",
        )
        assert row["row"]["conversation"] == conversation
        assert not [frame for frame in agent.settle() if frame["type"] == "event"]
