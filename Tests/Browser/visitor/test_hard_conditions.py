"""Browsers and clocks as they really are: no storage, an hour off, other colours, no motion, a year of messages."""

import pytest
from conftest import ANSWERED_QUESTION, Baton, finish
from console.seeding import Store
from console.tracing import Trace, holds_goals
from playwright.sync_api import expect
from protocol.client import new_id

from path.people import Visitor

pytestmark = pytest.mark.one_storage(reason="networks and clocks of the browser")

long_messages = 1_000
task_ms_max = 200

NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}
"""
FULL_STORAGE = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


@pytest.mark.parametrize("script", [NO_STORAGE, FULL_STORAGE], ids=["blocked", "full"])
def test_without_storage_one_page_works_as_long_as_it_is_open(baton, new_page, script):
    page = new_page()
    page.add_init_script(script)
    page.goto(baton.demo)
    visitor = Visitor(page).open()
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer()
    page.context.set_offline(True)
    visitor.say("Thank you")
    page.context.set_offline(False)
    expect(visitor.messages("visitor", "Thank you")).to_have_attribute("data-status", "sent")
    assert page.problems == []


@pytest.mark.parametrize("hours", [-1, 1])
def test_with_a_clock_that_is_an_hour_off_times_are_right_all_the_same(baton, new_page, hours):
    page = new_page()
    page.add_init_script("""
      const off = %d * 3_600_000;
      const Real = Date;
      window.Date = class extends Real {
        constructor(...values) { values.length ? super(...values) : super(Real.now() + off); }
        static now() { return Real.now() + off; }
      };
    """ % hours)
    page.goto(baton.demo)
    visitor = Visitor(page).open()
    visitor.say("What time is it there?")
    mine = visitor.messages("visitor").first
    expect(mine).to_have_attribute("data-status", "sent")
    expect(mine.locator("time")).to_have_text("now")
    visitor.expect_waiting()
    expect(visitor.at("waiting-card")).to_contain_text("Waiting for less than a minute")


def test_where_the_system_chooses_the_colours_edges_stay(baton, new_page):
    page = new_page(forced_colors="active")
    page.goto(baton.demo)
    visitor = Visitor(page).open()
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer()
    edge = "element => getComputedStyle(element).borderTopWidth"
    for name in ("panel", "send", "citation"):
        assert visitor.at(name).first.evaluate(edge) != "0px", name
    assert visitor.messages("visitor").first.locator(".bubble").evaluate(edge) != "0px"


def test_who_wants_no_motion_gets_none(baton, new_page):
    page = new_page(reduced_motion="reduce")
    page.goto(baton.demo)
    visitor = Visitor(page).open()
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer()
    moving = page.evaluate("""() => document.querySelector("baton-widget").shadowRoot.getAnimations()
      .filter((animation) => animation.effect.getComputedTiming().duration > 0).length""")
    assert moving == 0


@pytest.fixture(scope="module")
def long_one(tmp_path_factory):
    """(server, token, conversation): a visitor and a person who wrote a thousand messages."""
    server = Baton(tmp_path_factory.mktemp("long"))
    try:
        server.start()
        with server.visitor() as visitor, server.team(server.administrator()) as ada:
            token = visitor.welcome["token"]
            conversation = visitor.begin()
            visitor.ask(conversation, "Where is my parcel?")
            visitor.act("person", conversation)
            ada.resume(conversation)
            ada.act("accept", conversation)
            ada.act("send", conversation, id=new_id(), text="I look.")
        server.stop()
        with Store(server) as store:
            store.lengthen(conversation, long_messages)
        yield server.restart(), token, conversation
    finally:
        finish([server])


@pytest.mark.one_storage(reason="the speed of a page, over rows that are written in SQL")
def test_a_conversation_of_a_thousand_messages_opens_in_short_steps(browser, long_one, new_page, tmp_path):
    server, token, conversation = long_one
    page = new_page(f"{server.origin}/help")
    expect(page.get_by_test_id("launcher")).to_be_visible()
    prefix = f"baton {server.origin}/ "
    known = {f"{prefix}token": token, f"{prefix}conversation": conversation}
    page.evaluate("known => { for (const name in known) localStorage.setItem(name, known[name]); }", known)
    with Trace(browser, page, tmp_path / "trace.json") as trace:
        page.reload()
        page.get_by_test_id("launcher").click()
        visitor = Visitor(page)
        expect(visitor.messages(None, f"Message {long_messages} of")).to_be_visible()
    longest = trace.tasks_ms()[0]
    print(f"the longest task: {longest:.0f} ms")
    assert not holds_goals or longest < task_ms_max
    assert visitor.messages().count() <= 100
    first = visitor.messages().first.inner_text()
    visitor.at("older").click()
    expect(visitor.messages()).to_have_count(200)
    assert visitor.messages().nth(100).inner_text() == first
    assert page.problems == []
