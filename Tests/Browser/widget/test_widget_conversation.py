"""The fold of the server's frames: order, gaps, answers that are being written, who has the conversation."""
import pytest

pytestmark = pytest.mark.one_storage(reason="a module in a page, without a server")

CONVERSATION = """
const { Conversation } = await load("conversation");
const conversation = new Conversation("c-00000001");
const receive = (frame) => conversation.receive(frame, now);
"""


def test_events_are_shown_once_and_in_order(evaluate):
    outcome = evaluate(CONVERSATION + """
      const outcomes = [
        event(1, 0, { type: "started" }),
        event(2, 1, message("m-1", "one")),
        event(2, 1, message("m-1", "one")),
        event(5, 2, message("m-2", "two", "agent")),
      ].map(receive);
      return { outcomes, texts: conversation.items.map((item) => item.text), last: conversation.last };
    """)
    assert outcome["outcomes"] == ["changed", "changed", "unchanged", "changed"]
    assert outcome["texts"] == ["one", "two"]
    assert outcome["last"] == 5


def test_a_missing_event_is_a_gap_and_is_not_shown(evaluate):
    outcome = evaluate(CONVERSATION + """
      receive(event(1, 0, message("m-1", "one")));
      const outcome = receive(event(3, 2, message("m-3", "three")));
      return { outcome, last: conversation.last, count: conversation.items.length };
    """)
    assert outcome == {"outcome": "gap", "last": 1, "count": 1}


def test_a_resume_that_ends_below_the_head_is_a_gap(evaluate):
    outcome = evaluate(CONVERSATION + """
      receive(event(1, 0, message("m-1", "one")));
      const early = receive({ type: "resumed", epoch: "e-1", head: 2 });
      const synced = conversation.synced;
      receive(event(2, 1, message("m-2", "two")));
      return [early, synced, receive({ type: "resumed", epoch: "e-1", head: 2 }), conversation.synced];
    """)
    assert outcome == ["gap", False, "changed", True]


def test_an_unknown_event_counts_for_the_order_and_changes_nothing_else(evaluate):
    outcome = evaluate(CONVERSATION + """
      receive(event(1, 0, { type: "from_the_future", text: "?" }));
      receive(event(2, 1, message("m-1", "one")));
      return { last: conversation.last, texts: conversation.items.map((item) => item.text) };
    """)
    assert outcome == {"last": 2, "texts": ["one"]}


def test_a_snapshot_forgets_what_was_there(evaluate):
    outcome = evaluate(CONVERSATION + """
      receive(event(1, 0, message("m-1", "before")));
      receive({ type: "resumed", epoch: "e-1", head: 1 });
      receive({ type: "snapshot", epoch: "e-2", reason: "epoch_changed" });
      receive(event(1, 0, message("m-1", "after")));
      receive({ type: "resumed", epoch: "e-2", head: 1 });
      return { texts: conversation.items.map((item) => item.text), epoch: conversation.epoch };
    """)
    assert outcome == {"texts": ["after"], "epoch": "e-2"}


def test_deltas_grow_and_one_that_does_not_fit_is_ignored(evaluate):
    outcome = evaluate(CONVERSATION + """
      receive(event(1, 0, { type: "answering", answer: "s-1" }));
      const delta = (n, text, more = {}) => receive({ type: "delta", answer: "s-1", n, text, ...more });
      const outcomes = [delta(1, "Add "), delta(1, "Add "), delta(3, "tag"), delta(2, "one ")];
      const grown = conversation.answering.text;
      delta(9, "Add one script tag", { whole: true });
      const whole = conversation.answering.text;
      delta(10, ".");
      const next = conversation.answering.text;
      receive(event(2, 1, message("s-1", "Add one script tag.", "assistant")));
      const late = delta(11, "late");
      return { outcomes, grown, whole, next, late, answering: conversation.answering };
    """)
    assert outcome["outcomes"] == ["changed", "unchanged", "unchanged", "changed"]
    assert outcome["grown"] == "Add one "
    assert outcome["whole"] == "Add one script tag"
    assert outcome["next"] == "Add one script tag."
    assert outcome["late"] == "unchanged"
    assert outcome["answering"] is None


def test_a_withdrawn_answer_leaves_the_screen_and_stays_away(evaluate):
    outcome = evaluate(CONVERSATION + """
      receive(event(1, 0, { type: "answering", answer: "s-1" }));
      receive({ type: "delta", answer: "s-1", n: 1, text: "Half" });
      receive(event(2, 1, { type: "withdrawn", answer: "s-1", why: "visitor_wrote" }));
      receive({ type: "delta", answer: "s-1", n: 2, text: " a sentence" });
      return { answering: conversation.answering, items: conversation.items.length };
    """)
    assert outcome == {"answering": None, "items": 0}


def test_the_status_follows_from_the_events(evaluate):
    statuses = evaluate(CONVERSATION + """
      const ada = { kind: "agent", name: "Ada" };
      return [
        { type: "started" },
        { type: "handed_off", reason: "missing_knowledge", online: 2 },
        { type: "contact_offered" },
        { type: "contact_left", address: "ada@example.com" },
        { type: "joined", author: ada },
        { type: "given_back" },
        { type: "resolved", author: ada },
        { type: "rated", score: 4 },
        { type: "reopened", episode: 2 },
      ].map((change, index) => {
        receive(event(index + 1, index, change));
        const { status, person, online, contact, score } = conversation;
        return [status, person, online, contact?.address ?? (contact ? "offered" : null), score];
      });
    """)
    assert statuses == [
        ["assistant", None, 0, None, None],
        ["waiting", None, 2, None, None],
        ["waiting", None, 2, "offered", None],
        ["waiting", None, 2, "ada@example.com", None],
        ["person", "Ada", 2, None, None],
        ["assistant", None, 2, None, None],
        ["resolved", None, 2, None, None],
        ["resolved", None, 2, None, 4],
        ["assistant", None, 2, None, None],
    ]


def test_typing_ends_by_itself_after_six_seconds(evaluate):
    names = evaluate(CONVERSATION + """
      receive({ type: "typing", author: { kind: "agent", name: "Ada" }, on: true });
      return [0, 5_999, 6_000].map((passed) => conversation.typingName(now + passed));
    """)
    assert names == ["Ada", "Ada", None]


def test_a_message_with_a_receipt_stays_until_its_event_takes_its_place(evaluate):
    outcome = evaluate(CONVERSATION + """
      conversation.confirm({ id: "m-1", frame: send("m-1", "one"), at: now });
      const before = conversation.confirmed.length;
      receive(event(1, 0, message("m-1", "one")));
      conversation.confirm({ id: "m-1", frame: send("m-1", "one"), at: now });
      return [before, conversation.confirmed.length, conversation.items.length];
    """)
    assert outcome == [1, 0, 1]
