"""Conversation, inbox and outbox by themselves, in a real browser."""

import pytest
from console.modules import run

pytestmark = pytest.mark.one_storage(reason="a module in a page, without a server")

STATE = {"console/conversation-state.js": ["ConversationState"]}
EVENT = """
const event = (seq, prev, event) => ({ type: "event", conversation: "c-00000001", seq, prev, at: 1000 * seq, event });
const said = (seq, prev, kind, text, more = {}) =>
  event(seq, prev, { type: "message", id: "m-0000000" + seq, author: { kind }, text, ...more });
const state = new ConversationState("c-00000001");
const texts = () => state.items.all.filter((item) => item.kind === "message").map((item) => item.text);
"""


# Conversation


def test_events_are_shown_in_order_and_each_once(blank):
    result = run(blank, STATE, EVENT + """
      const frames = [event(1, 0, { type: "started" }), said(2, 1, "visitor", "a"), said(2, 1, "visitor", "a"),
        event(3, 2, { type: "a_type_of_tomorrow" }), said(4, 3, "assistant", "b"), said(1, 0, "visitor", "old")];
      return { outcomes: frames.map((frame) => state.receive(frame)), texts: texts(), last: state.lastSeq };
    """)
    assert result["outcomes"] == ["shown", "shown", "dropped", "shown", "shown", "dropped"]
    assert result["texts"] == ["a", "b"]
    assert result["last"] == 4


def test_a_gap_is_fetched_once_and_then_closed(blank):
    result = run(blank, STATE, EVENT + """
      state.receive(said(1, 0, "visitor", "a"));
      const outcomes = [state.receive(said(5, 3, "visitor", "c"))];
      const frame = state.resumeFrame();
      outcomes.push(state.receive(said(6, 5, "visitor", "d")));
      for (const missing of [said(3, 1, "visitor", "b"), said(5, 3, "visitor", "c"), said(6, 5, "visitor", "d")]) {
        outcomes.push(state.receive(missing));
      }
      outcomes.push(state.receive({ type: "resumed", conversation: state.id, epoch: "e-1", head: 6 }));
      return { outcomes, frame, texts: texts(), next: state.resumeFrame() };
    """)
    assert result["outcomes"] == ["fetch", "waiting", "shown", "shown", "shown", "shown"]
    assert result["frame"] == {"type": "resume", "conversation": "c-00000001", "after": 1}
    assert result["texts"] == ["a", "b", "c", "d"]
    assert result["next"]["epoch"] == "e-1" and result["next"]["after"] == 6


def test_another_epoch_forgets_everything(blank):
    result = run(blank, STATE, EVENT + """
      for (const frame of [said(1, 0, "visitor", "lost"), event(2, 1, { type: "joined", author: { id: "u-1" } })]) {
        state.receive(frame);
      }
      state.receive({ type: "snapshot", conversation: state.id, epoch: "e-2", reason: "epoch_changed" });
      state.receive(said(1, 0, "visitor", "kept"));
      state.receive({ type: "resumed", conversation: state.id, epoch: "e-2", head: 1 });
      return { texts: texts(), status: state.status, epoch: state.epoch, complete: state.isComplete };
    """)
    assert result == {"texts": ["kept"], "status": None, "epoch": "e-2", "complete": True}


def test_a_hole_that_never_closes_is_not_asked_for_without_end(blank):
    outcomes = run(blank, STATE, EVENT + """
      return Array.from({ length: 10 }, () => state.receive({ type: "resumed", epoch: "e-1", head: 9 }));
    """)
    assert outcomes[:7] == ["fetch"] * 6 + ["shown"]


def test_deltas_grow_an_answer_and_the_final_text_replaces_it(blank):
    result = run(blank, STATE, EVENT + """
      const delta = (n, text, more = {}) => ({ type: "delta", answer: "s-00000001", n, text, ...more });
      const shown = [];
      state.receive(event(1, 0, { type: "answering", answer: "s-00000001" }));
      for (const frame of [delta(1, "Add "), delta(1, "Add "), delta(3, "lost"), delta(2, "one"),
        delta(7, "Add one script", { whole: true }), delta(8, " tag")]) {
        state.receive(frame);
        shown.push(state.answering.text);
      }
      state.receive(event(2, 1, { type: "message", id: "s-00000001", author: { kind: "assistant" }, text: "Done." }));
      return { shown, after: state.answering, texts: texts() };
    """)
    assert result["shown"] == ["Add ", "Add ", "Add ", "Add one", "Add one script", "Add one script tag"]
    assert result["after"] is None
    assert result["texts"] == ["Done."]


def test_a_withdrawn_answer_leaves_the_screen(blank):
    result = run(blank, STATE, EVENT + """
      state.receive(event(1, 0, { type: "answering", answer: "s-00000001" }));
      state.receive({ type: "delta", answer: "s-00000001", n: 1, text: "Add" });
      state.receive(event(2, 1, { type: "withdrawn", answer: "s-00000001", why: "taken_over", text: "Add" }));
      return { answering: state.answering, items: state.items.all.map(({ kind, why, text }) => [kind, why, text]) };
    """)
    assert result == {"answering": None, "items": [["withdrawn", "taken_over", "Add"]]}


def test_the_status_follows_the_events(blank):
    statuses = run(blank, STATE, EVENT + """
      const statuses = [];
      const types = ["started", "handed_off", "joined", "given_back", "handed_off", "joined", "resolved", "reopened"];
      types.forEach((type, index) => {
        state.receive(event(index + 1, index, { type, author: { kind: "agent", id: "u-00000001" }, episode: 2 }));
        statuses.push([state.status, state.agent?.id ?? null]);
      });
      return statuses;
    """)
    agent = ["assigned", "u-00000001"]
    assert statuses == [
        ["assistant", None], ["queued", None], agent, ["assistant", None], ["queued", None], agent,
        ["resolved", None], ["assistant", None]]


def test_a_change_of_page_stands_between_the_messages(blank):
    kinds = run(blank, STATE, EVENT + """
      const page = (url) => ({ page: { url, title: url } });
      state.receive(said(1, 0, "visitor", "a", page("https://shop.example/a")));
      state.receive(said(2, 1, "visitor", "b", page("https://shop.example/a")));
      state.receive(said(3, 2, "visitor", "c", page("https://shop.example/b")));
      return state.items.all.map((item) => [item.kind, item.continues ?? null]);
    """)
    assert kinds == [["message", False], ["message", True], ["page", None], ["message", False]]


# Inbox

INBOX = {"console/inbox-state.js": ["InboxState"]}
ROWS = """
const row = (conversation, status, more = {}) => ({ conversation, status, agent: null, since: null, updated: 0, seq: 1,
  last: { author: { kind: "visitor" }, text: "?" }, ...more });
const inbox = new InboxState("u-me", given ?? {});
const ids = (list) => inbox.rows(list).map((row) => row.conversation);
"""


def test_one_row_frame_moves_a_conversation_between_the_lists(blank):
    result = run(blank, INBOX, ROWS + """
      inbox.receiveRow(row("c-1", "queued"));
      const before = [ids("waiting"), ids("mine"), ids("all")];
      inbox.receiveRow(row("c-1", "assigned", { seq: 2, agent: { id: "u-me" } }));
      return [before, [ids("waiting"), ids("mine"), ids("all")]];
    """)
    assert result == [[["c-1"], [], ["c-1"]], [[], ["c-1"], ["c-1"]]]


def test_the_longest_wait_comes_first_and_elsewhere_the_latest_change(blank):
    result = run(blank, INBOX, ROWS + """
      inbox.receiveRow(row("c-new", "queued", { since: 300, updated: 300 }));
      inbox.receiveRow(row("c-old", "queued", { since: 100, updated: 900 }));
      inbox.receiveRow(row("c-done", "resolved", { updated: 500 }));
      return [ids("waiting"), ids("all"), ids("resolved")];
    """)
    assert result == [["c-old", "c-new"], ["c-old", "c-done", "c-new"], ["c-done"]]


def test_an_older_row_changes_nothing_and_a_list_takes_away_what_is_gone(blank):
    result = run(blank, INBOX, ROWS + """
      inbox.receiveRow(row("c-1", "resolved", { seq: 5 }));
      const taken = inbox.receiveRow(row("c-1", "queued", { seq: 4 }));
      inbox.receiveRow(row("c-2", "queued"));
      inbox.receiveList("waiting", [row("c-3", "queued")]);
      return [taken, ids("waiting"), ids("resolved"), inbox.hasAnswer("waiting"), inbox.hasAnswer("mine")];
    """)
    assert result == [False, ["c-3"], ["c-1"], True, False]


def test_unread_is_what_a_visitor_said_since_one_looked(blank):
    result = run(blank, INBOX, ROWS + """
      const mine = { agent: { id: "u-me" } };
      const rows = [row("c-1", "queued", { seq: 4 }), row("c-1", "queued", { seq: 5 }),
        row("c-1", "assistant", { seq: 6 }), row("c-1", "assigned", { seq: 7, ...mine }),
        row("c-1", "assigned", { seq: 8, ...mine, last: { author: { kind: "agent" }, text: "!" } }),
        row("c-1", "assigned", { seq: 9, agent: { id: "u-other" } })];
      return [rows.map((row) => inbox.isUnread(row)), inbox.markSeen("c-1", 4), inbox.markSeen("c-1", 5), inbox.seen];
    """, {"c-1": 4})
    assert result == [[False, True, False, True, False, False], False, True, {"c-1": 5}]


# Outbox

OUTBOX = {"console/outbox.js": ["Outbox"], "console/storage.js": ["Storage"]}
BOX = """
const storage = new Storage(() => localStorage);
const make = (now_ms = 0) => new Outbox(storage, "u-me", now_ms);
const box = make();
const add = (id, conversation = "c-1", at_ms = Number(id.slice(-1))) => box.add({ id, conversation, text: id, at_ms });
const due = (now_ms = 0) => box.due(now_ms).map((entry) => entry.id);
"""


def test_a_reply_is_kept_until_its_receipt(blank):
    result = run(blank, OUTBOX, BOX + """
      add("m-1"); add("m-2");
      const kept = make().of("c-1").map((entry) => [entry.id, entry.text, entry.state]);
      box.confirmed("m-1");
      return [kept, make().of("c-1").map((entry) => entry.id), box.of("c-1").map((entry) => entry.state)];
    """)
    assert result == [[["m-1", "m-1", "sending"], ["m-2", "m-2", "sending"]], ["m-2"], ["sent", "sending"]]


def test_replies_of_one_conversation_are_sent_one_after_the_other(blank):
    result = run(blank, OUTBOX, BOX + """
      add("m-1"); add("m-2"); add("m-3", "c-2");
      const first = due(), second = due();
      box.confirmed("m-1");
      return [first, second, due()];
    """)
    assert result == [["m-1", "m-3"], [], ["m-2"]]


def test_after_a_reconnect_the_same_ids_are_sent_again(blank):
    result = run(blank, OUTBOX, BOX + """
      add("m-1"); due(); box.disconnected();
      return due();
    """)
    assert result == ["m-1"]


def test_a_refused_reply_stays_and_does_not_hold_up_the_next(blank):
    result = run(blank, OUTBOX, BOX + """
      add("m-1"); add("m-2"); due();
      box.refused("m-1", "Too long.");
      const next = due();
      box.retry("m-1");
      return [next, box.of("c-1").map((entry) => [entry.state, entry.why]), make().of("c-1").length];
    """)
    assert result == [["m-2"], [["sending", None], ["sending", None]], 2]


def test_nothing_is_sent_before_the_time_that_the_server_asked_for(blank):
    result = run(blank, OUTBOX, BOX + """
      add("m-1"); due(0); box.held("m-1", 2000);
      return [due(1999), due(2000)];
    """)
    assert result == [[], ["m-1"]]


def test_a_reply_without_an_answer_is_overdue_after_twenty_seconds(blank):
    result = run(blank, OUTBOX, BOX + """
      add("m-1"); add("m-2"); due(1000);
      return [box.overdue(21000), box.overdue(21001)];
    """)
    assert result == [[], ["m-1"]]


def test_a_reply_of_yesterday_waits_for_its_writer(blank):
    result = run(blank, OUTBOX, BOX + """
      add("m-1");
      const hours = (count) => make(count * 3_600_000).of("c-1")[0].state;
      return [hours(11), hours(13)];
    """)
    assert result == ["sending", "failed"]


def test_a_full_outbox_refuses_and_clearing_leaves_nothing_behind(blank):
    result = run(blank, OUTBOX, BOX + """
      let taken = 0;
      for (let index = 0; index < 200; index += 1) if (add("m-" + index)) taken += 1;
      box.clear();
      return [taken, box.unsentCount, storage.keys("baton.").length];
    """)
    assert result == [100, 0, 0]


def test_a_browser_without_storage_keeps_replies_in_memory(blank):
    result = run(blank, {"console/storage.js": ["Storage"]}, """
      const storage = new Storage(() => { throw new Error("refused"); });
      storage.set("a.b", "1");
      const kept = [storage.get("a.b"), storage.keys("a.")];
      storage.remove("a.b");
      return [kept, storage.get("a.b")];
    """)
    assert result == [["1", ["a.b"]], None]


# Pages of a list, alerts, the palette's search

def test_a_list_shows_what_lies_before_the_end_of_its_last_page(blank):
    result = run(blank, INBOX, ROWS + """
      const at = (number, updated) => row("c-" + number, "resolved", { updated });
      const first = inbox.refresh().find(({ list }) => list === "resolved");
      inbox.receiveList("resolved", [at(9, 900), at(8, 800)], { after: "cursor" });
      inbox.receiveRow(at(1, 100));
      const before = [ids("resolved"), inbox.isComplete("resolved")];
      const more = inbox.more("resolved"), again = inbox.more("resolved");
      inbox.receiveList("resolved", [at(5, 500), at(1, 100)], { after: null });
      return [first.after ?? null, before, more.after, again, ids("resolved"), inbox.isComplete("resolved")];
    """)
    assert result == [None, [["c-9", "c-8"], False], "cursor", None, ["c-9", "c-8", "c-5", "c-1"], True]


def test_counts_are_the_servers_while_pages_are_missing(blank):
    result = run(blank, INBOX, ROWS + """
      inbox.refresh();
      inbox.receiveList("waiting", [row("c-1", "queued", { since: 1 })], { after: "x", counts: { waiting: 700, mine: 2 } });
      const first = inbox.count("waiting");
      inbox.receiveRow(row("c-1", "assigned", { seq: 2, agent: { id: "u-me" } }));
      return [first, inbox.count("waiting")];
    """)
    assert result == [700, 699]


def test_ten_visitors_at_once_are_one_alert(blank):
    result = run(blank, {"console/alerts.js": ["Alerts"]}, """
      const alerts = new Alerts();
      const rows = (count) => Array.from({ length: count }, (_, at) => ({ conversation: "c-" + at, since: 0 }));
      const due = (count, now, more = {}, isHidden = true) =>
        alerts.due(rows(count), now, { after_s: 5, onlyHidden: true, ...more }, isHidden).length;
      return [due(1, 0), due(11, 4000), due(11, 5000), due(13, 6000), due(13, 15000), due(13, 16000),
        due(14, 30000, {}, false), due(14, 60000), due(15, 90000, { onlyHidden: false }, false)];
    """)
    assert result == [0, 0, 10, 0, 2, 0, 0, 0, 1]


def test_what_is_typed_matches_beginnings_of_words_first(blank):
    result = run(blank, {"console/fuzzy.js": ["fuzzyMatches", "fuzzyScore"]}, """
      const entries = ["Resolve", "Give back to the Assistant", "Add a note", "Réglages"].map((label) => ({ label }));
      const best = (typed) => fuzzyMatches(entries, typed).map(({ label }) => label)[0] ?? null;
      return [best("gb"), best("note"), best("regl"), best("xyz"), fuzzyMatches(entries, " ").length];
    """)
    assert result == ["Give back to the Assistant", "Add a note", "Réglages", None, 4]


def test_others_words_since_a_draft_was_begun_are_known(blank):
    result = run(blank, STATE, EVENT + """
      const by = (id) => ({ kind: "agent", id, name: id });
      state.receive(event(1, 0, { type: "message", id: "m-00000001", author: by("u-me"), text: "a" }));
      state.receive(event(2, 1, { type: "note", id: "m-00000002", author: by("u-ada"), text: "b" }));
      state.receive(event(3, 2, { type: "article_named", message: "m-00000001", article: null, author: by("u-ada") }));
      const others = (seq) => state.items.saidByOthers(seq, "u-me").map(({ text, isNote }) => [text, isNote]);
      return [others(0), others(2), state.items.message("m-00000001").named.title, state.items.lastAgentMessage.text];
    """)
    assert result == [[["b", True]], [], None, "a"]
