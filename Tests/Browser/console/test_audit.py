"""The audit log: what people did, in words, by days, a page at a time."""

import re

import pytest
from playwright.sync_api import expect

from console.pages import LOOKS, come, expect_fits, look_options, sign_in, violations


def entry(page, text):
    return page.locator(".entry").filter(has_text=text)


def test_what_was_done_is_there_in_words_with_its_exact_time(own_baton, page, new_page):
    server = own_baton
    server.administrator()
    server.agent()
    sign_in(other := new_page(), server, password="not the password")
    expect(other.get_by_test_id("form-error")).to_be_visible()
    come(page, server, server.administrator(), "audit")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    expect(entry(page, "invited Grace Hall")).to_contain_text("The command line")
    expect(entry(page, "A sign-in failed for Ada Admin")).to_have_count(1)
    expect(page.locator(".entry time").first).to_have_attribute("title", re.compile(r"\d{4}.*:\d\d:\d\d"))


def test_person_and_action_narrow_the_list(own_baton, page):
    server = own_baton
    server.administrator()
    server.agent()
    come(page, server, server.administrator(), "audit")
    expect(entry(page, "invited Grace Hall")).to_be_visible()
    page.get_by_label("Person").select_option(label="The command line")
    expect(entry(page, "invited Grace Hall")).to_be_visible()
    expect(page.locator(".entry").filter(has_not_text="The command line")).to_have_count(0)
    page.get_by_label("Action").select_option(label="signed in")
    expect(page.get_by_test_id("audit")).to_contain_text("No entry among those loaded matches")


def test_older_entries_come_a_page_at_a_time(own_baton, page):
    server = own_baton
    cookie = server.administrator()
    for number in range(55):
        status, _, text = server.post("/api/me/name", {"name": f"Ada {number}"}, cookie)
        assert status == 200, text
    come(page, server, cookie, "audit")
    expect(page.locator(".entry")).to_have_count(50)
    page.get_by_test_id("older").click()
    expect(page.get_by_test_id("older")).to_have_count(0)
    assert page.locator(".entry").count() >= 55
    expect(page.locator(".audit-foot")).to_contain_text("beginning of the log")


@pytest.mark.one_storage(reason="what is seen, not what is stored")
@pytest.mark.parametrize("look", LOOKS, ids=["-".join(look) for look in LOOKS])
def test_axe_finds_nothing(own_baton, new_page, look):
    server = own_baton
    server.agent()
    page = come(new_page(**look_options(*look)), server, server.administrator(), "audit")
    expect(page.locator(".entry").first).to_be_visible()
    assert violations(page) == []
    expect_fits(page)
