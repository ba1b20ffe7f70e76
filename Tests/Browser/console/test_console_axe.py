"""What axe finds on every screen of the desk: nothing, in light and dark, on a desk and on a phone."""

import pytest
from axe import violations
from conftest import ANSWERED_QUESTION
from playwright.sync_api import expect

from console.desk import arrive, open_by_id, waiting

pytestmark = pytest.mark.one_storage(reason="what is seen, not what is stored")

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in SIZES]


@pytest.fixture(params=LOOKS, ids=["-".join(look) for look in LOOKS])
def look(request):
    scheme, size = request.param
    # The checker is a script of its own, which the pages' policy would refuse.
    return {"viewport": SIZES[size], "color_scheme": scheme, "bypass_csp": True, "reduced_motion": "reduce"}


def expect_none(page, what):
    assert violations(page) == [], what


def test_the_desk(own_baton, new_page, look):
    page = new_page(own_baton.console, **look)
    expect(page.get_by_test_id("signin-form")).to_be_visible()
    expect_none(page, "sign-in")
    agent = arrive(new_page, own_baton, **look)
    expect(agent.page.get_by_text("Nobody is waiting")).to_be_visible()
    expect_none(agent.page, "empty inbox")
    with own_baton.visitor() as visitor:
        for number in range(14):
            _, conversation = waiting(own_baton, f"Parcel {number} from Trondheim never came.", visitor)
        expect(agent.row("Parcel 13")).to_have_count(1)
        expect_none(agent.page, "full inbox")
        answered = visitor.begin()
        visitor.ask(answered, ANSWERED_QUESTION)
        visitor.until(lambda frame: frame.get("event", {}).get("citations"), "the answer")
        open_by_id(agent, answered)
        agent.at("report").click()
        expect_none(agent.page, "report")
        agent.page.keyboard.press("Escape")
        open_by_id(agent, conversation).accept().reply("On its way.")
        expect(agent.at("article-chip").first).to_be_visible()
        expect_none(agent.page, "conversation")
        agent.at("kind-note").check(force=True)
        agent.reply("A regular.")
        expect(agent.at("note")).to_have_attribute("data-status", "sent")
        expect_none(agent.page, "note")
        agent.page.keyboard.press("Control+k")
        agent.at("palette-field").fill("parcel")
        expect(agent.at("palette-option").first).to_be_visible()
        expect_none(agent.page, "palette")
        agent.page.keyboard.press("Escape")
        agent.page.keyboard.press("Escape")
        agent.page.keyboard.press("?")
        expect(agent.at("keys")).to_be_visible()
        expect_none(agent.page, "keys")
        agent.page.keyboard.press("Escape")
        agent.page.evaluate("document.querySelector('baton-desk').openAlerts()")
        expect(agent.at("alerts")).to_be_visible()
        expect_none(agent.page, "notifications")
