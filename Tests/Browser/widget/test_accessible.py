"""What axe finds in every state of the widget: nothing, light and dark, on a desk and on a phone."""

import pytest
from axe import violations
from conftest import ANSWERED_QUESTION, UNKNOWN_QUESTION
from playwright.sync_api import expect

pytestmark = pytest.mark.one_storage(reason="what is seen, not what is stored")

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in SIZES]

state_ms_max = 15_000


@pytest.fixture(params=LOOKS, ids=["-".join(look) for look in LOOKS])
def arrive(request, baton, new_page):
    scheme, size = request.param

    def come(**options):
        look = {"viewport": SIZES[size], "color_scheme": scheme, "reduced_motion": "reduce"}
        page = new_page(baton.demo, bypass_csp=True, **look, **options)
        expect(page.get_by_test_id("launcher")).to_be_visible()
        return page

    return come


def expect_clean(page):
    assert violations(page) == []


def say(page, text):
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("composer").press("Enter")


def test_closed_empty_cited_waiting_and_the_form_for_an_address(arrive):
    page = arrive()
    expect_clean(page)
    page.get_by_test_id("launcher").click()
    expect(page.get_by_test_id("greeting")).to_be_visible()
    expect_clean(page)
    say(page, ANSWERED_QUESTION)
    page.get_by_test_id("citation").first.click(timeout=state_ms_max)
    expect(page.get_by_test_id("citation-card")).to_be_visible()
    expect_clean(page)
    say(page, UNKNOWN_QUESTION)
    expect(page.get_by_test_id("contact-form")).to_be_visible(timeout=state_ms_max)
    expect_clean(page)


def test_from_right_to_left_with_the_server_gone(arrive):
    page = arrive(locale="he-IL")
    page.get_by_test_id("launcher").click()
    expect(page.get_by_test_id("greeting")).to_be_visible()
    assert page.get_by_test_id("panel").evaluate("panel => getComputedStyle(panel).direction") == "rtl"
    page.context.set_offline(True)
    say(page, "שלום, איך מתקינים?")
    expect(page.locator('[data-status="sending"], [data-status="sent"]').first).to_be_visible()
    expect_clean(page)
