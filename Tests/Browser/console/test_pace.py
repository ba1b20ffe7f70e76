"""The pace at which a page writes to its socket, by itself, in a real browser."""

import pytest

from console.modules import run

pytestmark = pytest.mark.one_storage(reason="a module in a page, without a server")

PACE = {"console/pace.js": ["Pace"]}
SET_UP = """
let now = 1_000_000;
const wire = [];
const pace = new Pace((frame) => wire.push(frame), () => now);
const frame = (id) => ({ type: "send", conversation: "c-1", id });
const later = async (ms) => {
  const before = wire.length;
  now += ms;
  // The timers are real, the time is not: a frame that may go has gone by then.
  const limit = performance.now() + 2_000;
  while (wire.length === before && performance.now() < limit) await new Promise((done) => setTimeout(done, 10));
};
pace.begin(20);
"""


@pytest.fixture
def run_in(blank):
    return lambda body: run(blank, PACE, SET_UP + body)


def test_a_burst_goes_at_once_and_the_rest_follows_in_order(run_in):
    result = run_in("""
      for (let id = 0; id < 40; id += 1) pace.send(frame(id));
      const first = wire.length;
      await later(200);
      return { first, then: wire.length, inOrder: wire.every(({ id }, place) => id === place) };
    """)
    # 15 a second (three quarters of the limit) and bursts of two seconds.
    assert result == {"first": 30, "then": 33, "inOrder": True}


def test_only_the_newest_hint_waits_and_only_while_nothing_else_does(run_in):
    result = run_in("""
      for (let id = 0; id < 20; id += 1) pace.send(frame(id));
      for (const on of [true, false, true, false]) pace.send({ type: "typing", conversation: "c-1", on });
      pace.send({ type: "seen", conversation: "c-1", seq: 4 });
      const first = wire.length;
      pace.send(frame(20));
      await later(1_000);
      return { first, rest: wire.slice(20) };
    """)
    assert result["first"] == 20
    assert result["rest"] == [
        {"type": "send", "conversation": "c-1", "id": 20},
        {"type": "typing", "conversation": "c-1", "on": False},
        {"type": "seen", "conversation": "c-1", "seq": 4},
    ]


def test_a_ping_does_not_queue_but_counts(run_in):
    result = run_in("""
      pace.sendNow({ type: "ping" });
      for (let id = 0; id < 40; id += 1) pace.send(frame(id));
      pace.sendNow({ type: "ping" });
      return { kinds: [wire[0].type, wire.at(-1).type], count: wire.length };
    """)
    assert result == {"kinds": ["ping", "ping"], "count": 31}


def test_what_waits_ends_with_its_socket(run_in):
    result = run_in("""
      for (let id = 0; id < 40; id += 1) pace.send(frame(id));
      pace.end();
      pace.begin(20);
      pace.send(frame(99));
      return wire.map(({ id }) => id).slice(29);
    """)
    assert result == [29, 99]


def test_a_server_that_allows_less_gets_less_and_the_queue_has_an_end(run_in):
    result = run_in("""
      pace.begin(4);
      const taken = Array.from({ length: 600 }, (_, id) => pace.send(frame(id))).filter(Boolean).length;
      return { sent: wire.length, taken };
    """)
    assert result == {"sent": 6, "taken": 506}
