"""The console's connection and its smaller parts by themselves, in a real browser."""

import re

import pytest
from console.modules import run

pytestmark = pytest.mark.one_storage(reason="a module in a page, without a server")

CONNECTION = {"console/connection.js": ["Connection", "afterClose", "backoff_ms"]}
SOCKET = """
let now = 0;
const sockets = [], frames = [], phases = [];
class Wire extends EventTarget {
  sent = [];
  constructor() { super(); sockets.push(this); }
  send(text) { this.sent.push(JSON.parse(text)); }
  close() { this.isClosed = true; }
  opens() { this.dispatchEvent(new Event("open")); }
  says(frame) { this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) })); }
  closes(code) { this.dispatchEvent(new CloseEvent("close", { code })); }
}
let isSignedIn = true;
const connection = new Connection({ url: "ws://nowhere", makeSocket: () => new Wire(), now: () => now, random: () => 0,
  onFrame: (frame) => frames.push(frame.type), onPhase: (phase) => phases.push(phase),
  mayConnect: async () => isSignedIn });
const welcome = { type: "welcome", limits: { ping_seconds: 15 } };
const later = () => new Promise((done) => setTimeout(done));
connection.start();
sockets[0].opens();
"""


def test_the_wait_before_a_try_is_random_up_to_a_doubling_limit(blank):
    result = run(blank, CONNECTION, """
      return [[0, 1, 2, 5, 6, 60].map((attempt) => backoff_ms(attempt, () => 1)), backoff_ms(5, () => 0)];
    """)
    assert result == [[500, 1000, 2000, 16000, 30000, 30000], 0]


def test_each_close_code_has_its_consequence(blank):
    result = run(blank, CONNECTION, """
      const after = (code, retryAfter_s = null) => {
        const { next, wait_ms } = afterClose(code, { attempt: 0, retryAfter_s, random: () => 0.5 });
        return [next, wait_ms ?? null];
      };
      return [after(1006), after(1001, 2), after(4000), after(4001), after(4002), after(4400), after(4429)];
    """)
    assert result == [
        ["reconnect", 250], ["reconnect", 2250], ["reconnect", 250], ["sign_in", None], ["outdated", None],
        ["refused", None], ["too_many", 67500]]


def test_nothing_is_sent_before_the_welcome_and_hello_comes_first(blank):
    result = run(blank, CONNECTION, SOCKET + """
      const early = connection.send({ type: "inbox" });
      sockets[0].says(welcome);
      const late = connection.send({ type: "inbox" });
      return [early, late, sockets[0].sent, phases];
    """)
    assert result == [False, True, [{"type": "hello", "v": 2}, {"type": "inbox"}], ["connecting", "open"]]


def test_a_silent_connection_is_pinged_and_then_given_up(blank):
    result = run(blank, CONNECTION, SOCKET + """
      sockets[0].says(welcome);
      for (now = 5000; now <= 30000; now += 5000) connection.beat();
      const pings = sockets[0].sent.filter((frame) => frame.type === "ping").length;
      const before = connection.phase;
      now = 30001; connection.beat();
      const phase = connection.phase;
      await later();
      return [pings, before, phase, sockets[0].isClosed, sockets.length];
    """)
    assert result == [2, "open", "reconnecting", True, 2]


def test_frames_of_a_connection_that_was_given_up_are_ignored(blank):
    result = run(blank, CONNECTION, SOCKET + """
      sockets[0].says(welcome);
      now = 31000; connection.beat(); await later();
      sockets[0].says({ type: "row" });
      sockets[0].closes(4002);
      return [frames, connection.phase];
    """)
    assert result == [["welcome"], "connecting"]


def test_a_page_that_comes_back_finds_a_dead_connection_within_seconds(blank):
    result = run(blank, CONNECTION, SOCKET + """
      sockets[0].says(welcome);
      now = 1000; connection.check();
      now = 5001; connection.beat();
      return [sockets[0].sent.at(-1).type, connection.phase];
    """)
    assert result == ["ping", "reconnecting"]


def test_a_refused_upgrade_asks_whether_the_session_has_ended(blank):
    result = run(blank, CONNECTION, SOCKET + """
      isSignedIn = false;
      sockets[0].closes(1006);
      await later(); await later();
      return [connection.phase, phases.at(-1)];
    """)
    assert result == ["sign_in", "sign_in"]


# Smaller parts


def test_typing_is_told_at_most_once_in_three_seconds_and_its_end_once(blank):
    result = run(blank, {"console/typing.js": ["TypingTold", "TypingHeard"]}, """
      const told = new TypingTold();
      const frames = [[true, 0], [true, 2999], [true, 3000], [false, 3001], [false, 3002], [true, 3003]]
        .map(([on, now]) => told.frame("c-1", on, now)?.on ?? null);
      const heard = new TypingHeard("u-me");
      const says = (author, on = true) => heard.receive({ conversation: "c-1", author, on }, 0);
      const who = (now) => heard.in("c-1", now).map(({ kind, id }) => id ?? kind);
      says({ kind: "visitor" });
      says({ kind: "agent", id: "u-ada" });
      says({ kind: "agent", id: "u-me" });
      const both = who(5999);
      says({ kind: "visitor" }, false);
      return [frames, both, who(0), who(6000), heard.in("c-2", 0)];
    """)
    assert result == [[True, None, True, False, None, True], ["visitor", "u-ada"], ["u-ada"], [], []]


def test_an_action_is_asked_for_once_and_not_after_a_minute(blank):
    result = run(blank, {"console/pending-actions.js": ["PendingActions"]}, """
      const actions = new PendingActions();
      const first = actions.begin("accept", "c-1", "g-1", 0);
      const second = actions.begin("resolve", "c-1", "g-2", 0);
      const kept = actions.frames().map((frame) => frame.id);
      return [first, second, kept, actions.expire(60000).length, actions.expire(60001).length, actions.of("c-1")];
    """)
    assert result == [{"type": "accept", "conversation": "c-1", "id": "g-1"}, None, ["g-1"], 0, 1, None]


def test_times_are_relative_to_the_servers_clock(blank):
    result = run(blank, {"console/time.js": ["Clock", "relative"]}, """
      const clock = new Clock(() => 1000);
      clock.set(3_601_000);
      const ages = [5, 45, 61, 3_600, 90_000].map((age_s) => relative(0, age_s * 1000));
      return [clock.now_ms(), ages, relative(5000, 0)];
    """)
    assert result == [3_601_000, ["now", "40 s", "1 min", "1 h", "1 d"], "now"]


def test_a_decision_is_told_in_words(blank):
    result = run(blank, {"console/decision-line.js": ["decisionSummary"], "console/measures.js": ["measureWords"]}, """
      const titleOf = (article) => ({ embed: "Embed the widget" })[article] ?? article;
      const found = [{ article: "embed", passage: 1, score: 9.1, coverage: 0.8214 }];
      return [
        decisionSummary({ outcome: "answer", candidates: found }, titleOf),
        decisionSummary({ outcome: "hand_off", reason: "missing_knowledge", candidates: [] }, titleOf),
        decisionSummary({ outcome: "courtesy" }, titleOf),
        measureWords({ matched_terms: 1, matches_min: 2, coverage_min: 0.65, coverage: 0.8214, lacks_number: 0, new_one: 3.14159 }),
      ];
    """)
    assert result[0] == "Answered from Embed the widget, coverage 0.82"
    assert result[1] == "Did not answer: no article on it"
    assert result[2] == "Replied to a greeting or thanks"
    assert result[3][0].endswith("0.82, at least 0.65 needed")
    assert result[3][1].endswith("1, at least 2 needed")
    assert result[3][2].endswith(": no")
    assert result[3][3] == "new one: 3.14"


def test_a_decision_says_what_a_follow_up_was_searched_for(blank):
    result = run(blank, {"console/decision-line.js": ["createDecision", "updateDecision"]}, """
      const shown = (rewriting) => {
        const made = createDecision();
        updateDecision(made, { decision: { outcome: "answer", rewriting }, titles: [] }, { briefs: new Map() });
        return [...made.querySelectorAll("dt")].map((term) => `${term.textContent}: ${term.nextSibling.textContent}`)
          .filter((line) => line.startsWith("Searched for") || line.startsWith("Rewritten"));
      };
      const prompt = "rewrite-query@1#abc";
      return [shown({ text: "install <b>on Docker", prompt }), shown({ failure: "unfaithful", prompt }),
        shown({ failure: "late", prompt }), shown({ text: null, prompt }), shown(null)];
    """)
    assert result[0] == ["Searched for: install <b>on Docker", "Rewritten with: rewrite-query@1#abc"]
    assert "own words" in result[1][0] and "something else" in result[1][0]
    assert "it took too long" in result[2][0]
    assert result[3][0] == "Searched for: erased"
    assert result[4] == []


def test_ids_are_what_the_protocol_asks_for_and_differ(blank):
    ids = run(blank, {"console/identifiers.js": ["newID", "looksLikeID"]}, """
      return Array.from({ length: 50 }, () => newID("m")).map((id) => [id, looksLikeID(id)]);
    """)
    assert all(fits and re.fullmatch(r"[A-Za-z0-9_-]{8,64}", id) for id, fits in ids)
    assert len({id for id, _ in ids}) == 50
