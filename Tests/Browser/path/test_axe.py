"""What axe finds on every screen of the path: nothing, in light and dark, on a desk and on a phone."""

import pytest
from axe import violations
from conftest import ANSWERED_QUESTION, UNKNOWN_QUESTION
from playwright.sync_api import expect

pytestmark = pytest.mark.one_storage(reason="what is seen, not what is stored")

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in SIZES]


@pytest.fixture(params=LOOKS, ids=["-".join(look) for look in LOOKS])
def look(request):
    scheme, size = request.param
    # The checker is a script of its own, which the pages' policy would refuse. Colours that are on their way from
    # one to the other are nobody's fault: motion is off.
    return {
        "viewport": SIZES[size], "color_scheme": scheme, "bypass_csp": True, "reduced_motion": "reduce",
    }


def test_reading(baton, new_page, look):
    page = new_page(baton.help, **look)
    assert violations(page) == []
    page.locator('main a[href*="/help/"]').first.click()
    expect(page.get_by_test_id("launcher")).to_be_visible()
    assert violations(page) == []
    page.goto(baton.demo)
    expect(page.get_by_test_id("launcher")).to_be_visible()
    assert violations(page) == []
    page.goto(f"{baton.help}/there-is-no-such-article")
    assert violations(page) == []


def test_the_chat_with_an_answer_and_its_source_and_the_wait(baton, visitor_at, look):
    visitor = visitor_at(baton.demo, **look)
    assert violations(visitor.page) == []
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer().get_by_test_id("citation").first.click()
    expect(visitor.at("citation-card")).to_be_visible()
    assert violations(visitor.page) == []
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    assert violations(visitor.page) == []


def test_the_doors_of_the_console(own_baton, new_page, look):
    page = new_page(own_baton.console, **look)
    expect(page.get_by_test_id("signin-form")).to_be_visible()
    assert violations(page) == []
    page.goto(own_baton.set_up_link)
    expect(page.get_by_test_id("setup-form")).to_be_visible()
    assert violations(page) == []


def test_the_console_with_a_conversation(own_baton, visitor_at, agent_at, look):
    visitor = visitor_at(own_baton.demo)
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer()
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    agent = agent_at(own_baton, **look)
    expect(agent.row(UNKNOWN_QUESTION)).to_be_visible()
    assert violations(agent.page) == []
    agent.open(UNKNOWN_QUESTION)
    expect(agent.at("brief")).to_be_visible()
    agent.at("decision").first.locator("summary").click()
    assert violations(agent.page) == []
    agent.accept().reply("Sturdy ones.")
    expect(visitor.messages("agent", "Sturdy ones.")).to_have_count(1)
    assert violations(agent.page) == []
    agent.at("resolve").click()
    visitor.at("rating-4").click()
    expect(agent.at("rating")).to_be_visible()
    assert violations(agent.page) == []
