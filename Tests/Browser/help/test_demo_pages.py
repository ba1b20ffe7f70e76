"""The shop of the demo page: pages that switch without a reload, under a strict policy, and the calls to the chat."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_storage(reason="files of the server")


def test_pages_switch_without_a_reload_and_go_back(baton, new_page):
    page = new_page(baton.demo)
    loads = []
    page.on("request", lambda request: request.is_navigation_request() and loads.append(request.url))
    page.get_by_role("navigation").get_by_role("link", name="Plans").click()
    expect(page.locator("h1:visible")).to_be_focused()
    assert page.url.endswith("/demo/plans") and page.title() == "Plans · Fieldnote"
    page.get_by_role("link", name="Your invoices").click()
    expect(page.get_by_text("Hotel Seeblick")).to_be_visible()
    page.go_back()
    expect(page.locator("h1:visible")).to_have_text("Three plans, the same invoices")
    assert loads == []
    page.reload()
    expect(page.locator("h1:visible")).to_have_text("Three plans, the same invoices")
    assert page.problems == []


def test_without_a_script_the_links_lead_to_the_same_pages(baton, new_page):
    page = new_page(baton.demo, java_script_enabled=False)
    for name, path in (("How it works", "how"), ("Plans", "plans"), ("Your invoices", "account")):
        page.get_by_role("navigation").get_by_role("link", name=name).click()
        page.wait_for_url(f"**/demo/{path}")
        expect(page.locator("h1:visible")).to_have_count(1)


@pytest.mark.parametrize("name, call", [
    ("show", ["show"]), ("hide", ["hide"]), ("accent", ["update", {"accent": "#1f7a5c"}]),
    ("new-message", ["showNewMessage", "Which plan suits two people?"]),
])
def test_the_panel_calls_what_it_shows(baton, new_page, name, call):
    page = new_page()
    # The widget stays away: its queue must hold the call.
    page.route("**/widget.js*", lambda route: route.abort())
    page.goto(baton.demo)
    page.locator("details.try summary").click()
    page.get_by_test_id(f"call-{name}").click()
    assert page.evaluate("Array.from(Baton.q, (given) => Array.from(given)).at(-1)") == call
    expect(page.get_by_test_id("call-said")).to_contain_text(f"Baton('{call[0]}'")


def test_a_change_of_page_is_told_to_the_chat(baton, new_page):
    page = new_page()
    page.route("**/widget.js*", lambda route: route.abort())
    page.goto(baton.demo)
    page.get_by_role("navigation").get_by_role("link", name="Plans").click()
    assert page.evaluate("Baton.q.at(-1)[0]") == "update"


def test_a_page_that_the_shop_does_not_have_leads_to_its_first(baton, new_page):
    page = new_page(f"{baton.demo}/nowhere")
    assert page.url == baton.demo
