"""How quick the console is over a full store: traces of a real Chromium; the numbers are printed (-s shows them)."""

import time

import pytest
from conftest import ANSWERED_QUESTION, UNKNOWN_QUESTION, Baton, finish
from playwright.sync_api import expect

from console.seeding import Store
from console.tracing import Trace, frames_while, holds_goals, share
from path.people import Agent

pytestmark = pytest.mark.one_storage(reason="the speed of a page, over rows that are written in SQL")

frame_ms_max = 34
slow_share_max = 0.02
first_screen_ms_max = 100
# A guard of a loop and no goal: a loaded machine takes a minute for some fifty pages of messages.
earlier_seconds_max = 180


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """(server, id of a conversation of 5,000 messages): a store of 100,000 messages, 2,000 visitors waiting."""
    server = Baton(tmp_path_factory.mktemp("full")).start()
    try:
        cookie = server.administrator()
        with server.visitor() as visitor, server.team(cookie) as team:
            waits = visitor.begin()
            visitor.ask(waits, UNKNOWN_QUESTION)
            visitor.until(lambda frame: frame.get("event", {}).get("type") == "handed_off", "the handoff")
            talks = visitor.begin()
            visitor.ask(talks, ANSWERED_QUESTION)
            visitor.until(lambda frame: frame.get("event", {}).get("type") == "message"
                          and frame["event"]["author"]["kind"] == "assistant", "the answer")
            team.act("accept", talks)
            team.ask(talks, "I am here.")
        server.stop()
        with Store(server) as store:
            store.copy(waits, 2_000)
            # So many waits that are over their time would all be offered to leave an address now.
            store.db.execute("UPDATE conversation SET contact_offered_at = queued_at WHERE status = 'queued'")
            store.lengthen(talks, 40)
            resolved = store.rows("conversation", talks)[0]
            assert resolved["status"] == "assigned"
            store.db.execute("UPDATE conversation SET status = 'resolved', agent = NULL WHERE id = ?", [talks])
            store.copy(talks, 2_200, "c-talk")
            store.db.execute(
                "UPDATE conversation SET status = 'assigned', agent = ? WHERE id = ?", [resolved["agent"], talks])
            store.lengthen(talks, 5_000)
            assert store.message_count > 100_000
        server.restart()
        yield server, talks
    finally:
        finish([server])


@pytest.fixture
def desk(full, new_page):
    server, talks = full
    page = new_page(viewport={"width": 1440, "height": 900})
    return Agent(page, "Ada Admin").come_with(server.administrator(), server), talks


def test_a_list_of_a_thousand_rows_scrolls_at_sixty_frames_a_second(desk, browser, tmp_path):
    agent, _ = desk
    panel = agent.page.locator("#inbox-panel")
    expect(agent.page.get_by_test_id("inbox-row").first).to_be_visible()

    def scroll():
        panel.hover()
        for _ in range(120):
            agent.page.mouse.wheel(0, 800)
            agent.page.wait_for_timeout(16)

    with Trace(browser, agent.page, tmp_path / "scroll.json") as trace:
        frames = frames_while(agent.page, scroll)
    row = agent.page.get_by_test_id("inbox-row").first
    passed = panel.evaluate("panel => panel.scrollTop") / row.bounding_box()["height"]
    drawn = agent.page.get_by_test_id("inbox-row").count()
    tasks = trace.tasks_ms()
    ordered = sorted(frames)
    print(f"\n{passed:.0f} rows scrolled by, {drawn} elements; {len(frames)} frames: median {ordered[len(frames) // 2]:.1f} ms, "
          f"99 % within {ordered[int(len(frames) * 0.99)]:.1f} ms; longest task {tasks[0]:.1f} ms")
    assert passed > 1_000
    assert drawn < 60
    assert not holds_goals or 1 - share(frames, frame_ms_max) <= slow_share_max


FIRST_SCREEN = """(id) => new Promise((done) => {
  const view = document.querySelector("baton-conversation-view");
  const begin = performance.now();
  document.querySelector(`a[data-conversation="${id}"]`).click();
  const look = () => {
    const column = view.querySelector(".column");
    if (location.hash === `#c=${id}` && column.querySelector("[data-testid=message]") && view.shownID === id) {
      requestAnimationFrame(() => done(performance.now() - begin));
    } else requestAnimationFrame(look);
  };
  look();
})"""


def test_the_first_screen_of_a_conversation_comes_within_100_ms(desk, browser, tmp_path):
    agent, _ = desk
    agent.at("tab-resolved").click()
    rows = agent.page.get_by_test_id("inbox-row")
    expect(rows.first).to_be_visible()
    ids = [rows.nth(index).get_attribute("data-conversation") for index in range(10)]
    with Trace(browser, agent.page, tmp_path / "open.json"):
        took = sorted(agent.page.evaluate(FIRST_SCREEN, identifier) for identifier in ids)
    print(f"\nfirst screen of 44 messages, ten times: median {took[5]:.0f} ms, longest {took[-1]:.0f} ms")
    assert not holds_goals or took[5] <= first_screen_ms_max


def test_a_conversation_of_five_thousand_messages_shows_the_newest_and_older_ones_on_the_way_up(desk):
    agent, talks = desk
    agent.at("tab-mine").click()
    expect(agent.row("Message 5000")).to_be_visible()
    took = agent.page.evaluate(FIRST_SCREEN, talks)
    print(f"\nfirst screen of 5,000 messages: {took:.0f} ms")
    expect(agent.messages().last).to_contain_text("Message 5000")
    assert agent.messages().count() < 100
    scroller = agent.at("conversation")
    before = agent.messages().count()
    first = agent.messages().first
    text = first.locator(".text").inner_text()
    scroller.evaluate("scroller => { scroller.scrollTop = 100; }")
    expect(agent.messages()).not_to_have_count(before)
    held = agent.messages(text=text).first
    expect(held).to_be_in_viewport()
    begun = time.monotonic()
    while agent.page.get_by_role("button", name="Earlier messages").is_visible():
        scroller.evaluate("scroller => { scroller.scrollTop = 0; }")
        assert time.monotonic() - begun < earlier_seconds_max
    expect(agent.messages(text=ANSWERED_QUESTION)).to_have_count(1)
