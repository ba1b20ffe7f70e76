"""Messages that wait for their receipt: nothing lost, nothing doubled, with or without storage."""

import pytest

pytestmark = pytest.mark.one_storage(reason="a module in a page, without a server")

OUTBOX = """
const { Store } = await load("store");
const { Outbox } = await load("outbox");
const open = (from = storage) => new Outbox(new Store("https://baton.example/", from), () => now);
const outbox = open();
const ids = (frame) => frame ? [frame.id] : [];
"""


def test_a_frame_goes_once_and_waits_for_its_receipt(evaluate):
    outcome = evaluate(OUTBOX + """
      outbox.put(send("m-1")); outbox.put(send("m-2"));
      const first = ids(outbox.take());
      const again = ids(outbox.take());
      outbox.settle("m-1");
      const left = outbox.entries().map((entry) => entry.id);
      return { first, again, left, then: ids(outbox.take()) };
    """)
    assert outcome == {"first": ["m-1"], "again": [], "left": ["m-2"], "then": ["m-2"]}


def test_what_came_too_fast_goes_again_before_what_was_written_later(evaluate):
    outcome = evaluate(OUTBOX + """
      outbox.put(send("m-1"));
      outbox.take();
      outbox.put(send("m-2"));
      const meanwhile = ids(outbox.take());
      outbox.pause(1);
      now += 1_000;
      const again = ids(outbox.take());
      outbox.settle("m-1");
      return { meanwhile, again, then: ids(outbox.take()) };
    """)
    assert outcome == {"meanwhile": [], "again": ["m-1"], "then": ["m-2"]}


def test_one_that_the_server_does_not_answer_or_refuses_does_not_hold_up_the_others(evaluate):
    outcome = evaluate(OUTBOX + """
      for (const id of ["m-1", "m-2", "m-3"]) outbox.put(send(id));
      outbox.take();
      now += 20_000;
      const second = ids(outbox.take());
      outbox.refuse("m-2", "id_reused");
      return { second, third: ids(outbox.take()) };
    """)
    assert outcome == {"second": ["m-2"], "third": ["m-3"]}


def test_a_new_connection_sends_what_has_no_receipt_again_in_order(evaluate):
    outcome = evaluate(OUTBOX + """
      for (const id of ["m-3", "m-1", "m-2"]) outbox.put(send(id));
      outbox.take();
      outbox.settle("m-1");
      outbox.connectionChanged();
      return outbox.entries().map(() => { const frame = outbox.take(); outbox.settle(frame.id); return frame.id; });
    """)
    assert outcome == ["m-3", "m-2"]


def test_the_outbox_survives_the_page(evaluate):
    outcome = evaluate(OUTBOX + """
      outbox.put(send("m-1", "typed before the page closed"));
      const next = open();
      next.connectionChanged();
      return next.take().text;
    """)
    assert outcome == "typed before the page closed"


def test_a_tab_leaves_what_another_just_wrote_and_sends_it_when_nobody_does(evaluate):
    outcome = evaluate(OUTBOX + """
      const other = open();
      outbox.put(send("m-1"));
      const at_once = ids(other.take());
      now += 5_000;
      return { at_once, later: ids(other.take()) };
    """)
    assert outcome == {"at_once": [], "later": ["m-1"]}


def test_twenty_seconds_without_a_receipt_is_not_sent_and_a_retry_keeps_the_id(evaluate):
    outcome = evaluate(OUTBOX + """
      outbox.put(send("m-1"));
      outbox.take();
      const status = () => outbox.status(outbox.entries()[0]);
      now += 19_999; const before = status();
      now += 1; const after = status();
      outbox.retry("m-1", "m-fresh");
      return { before, after, retried: ids(outbox.take()), then: status() };
    """)
    assert outcome == {"before": "sending", "after": "failed", "retried": ["m-1"], "then": "sending"}


def test_a_refused_message_waits_for_the_visitor_and_goes_under_a_new_id(evaluate):
    outcome = evaluate(OUTBOX + """
      outbox.put(send("m-1", "kept"));
      outbox.take();
      outbox.refuse("m-1", "id_reused");
      outbox.connectionChanged();
      const alone = ids(outbox.take());
      const status = outbox.status(outbox.entries()[0]);
      outbox.retry("m-1", "m-fresh");
      const { id, text } = outbox.take();
      return { alone, status, retried: [id, text] };
    """)
    assert outcome == {"alone": [], "status": "failed", "retried": ["m-fresh", "kept"]}


def test_a_pause_sends_everything_again_after_its_seconds(evaluate):
    outcome = evaluate(OUTBOX + """
      outbox.put(send("m-1"));
      outbox.take();
      outbox.pause(2);
      now += 1_999; const early = ids(outbox.take());
      now += 1;
      return { early, then: ids(outbox.take()) };
    """)
    assert outcome == {"early": [], "then": ["m-1"]}


def test_messages_move_to_a_new_conversation_and_other_frames_do_not(evaluate):
    outcome = evaluate(OUTBOX + """
      outbox.put(send("m-1"));
      outbox.put({ type: "rate", conversation: "c-00000001", id: "a-1", score: 5 });
      outbox.move("c-00000001", "c-00000002");
      return outbox.entries().map((entry) => [entry.id, entry.frame.conversation]);
    """)
    assert outcome == [["m-1", "c-00000002"]]


def test_a_full_outbox_refuses_and_loses_nothing(evaluate):
    outcome = evaluate(OUTBOX + """
      let taken = 0;
      while (taken < 1_000 && outbox.put(send(`m-${taken}`))) taken += 1;
      return { taken, kept: outbox.entries().length };
    """)
    assert outcome == {"taken": 50, "kept": 50}


@pytest.mark.parametrize("broken", [
    "null",
    "{ getItem() { throw new Error('blocked'); }, setItem() { throw new Error('full'); }, "
    "removeItem() { throw new Error('blocked'); }, get length() { throw new Error('blocked'); } }",
])
def test_without_storage_the_outbox_works_as_long_as_the_page_lives(evaluate, broken):
    outcome = evaluate(OUTBOX + f"const alone = open({broken});" + """
      alone.put(send("m-1")); alone.put(send("m-2"));
      alone.settle("m-1");
      return ids(alone.take());
    """)
    assert outcome == ["m-2"]


def test_what_others_wrote_into_the_storage_is_left_alone(evaluate):
    outcome = evaluate(OUTBOX + """
      shared.set("baton https://baton.example/ outbox m-9", "{not json");
      const foreign = JSON.stringify({ id: "m-8", frame: send("m-8") });
      shared.set("baton https://other.example/ outbox m-8", foreign);
      outbox.put(send("m-1"));
      return outbox.entries().map((entry) => entry.id);
    """)
    assert outcome == ["m-1"]
