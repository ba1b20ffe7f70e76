"""The search of the help centre: as somebody types, by the keyboard alone, and without a script."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_storage(reason="the index is in memory, whatever it was loaded from")


def field(page):
    return page.get_by_test_id("search")


def results(page):
    return page.get_by_test_id("result")


def test_results_come_while_somebody_types_and_the_keyboard_leads_to_one(baton, new_page):
    page = new_page(baton.help)
    field(page).press_sequentially("how do I inst", delay=20)
    expect(results(page).first).to_contain_text("Install Baton")
    expect(results(page).first.locator("mark").first).to_have_text("Install")
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    active = field(page).get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowUp")
    assert field(page).get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/install")
    expect(page.locator("h1")).to_have_text("Install Baton")
    assert page.problems == []


def test_escape_closes_and_leaves_the_words(baton, new_page):
    page = new_page(baton.help)
    field(page).fill("backup")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("results")).to_be_hidden()
    expect(field(page)).to_have_value("backup")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(results(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("results")).to_be_hidden()


def test_the_count_is_said_once_for_those_who_hear_it(baton, new_page):
    page = new_page(baton.help)
    field(page).fill("Caddyfile")
    expect(page.locator(".search [role=status]")).to_have_text("One article found.")
    field(page).fill("zzzqqq xylophone")
    expect(page.locator(".search [role=status]")).to_contain_text("Nothing found.")
    expect(page.get_by_test_id("results")).to_contain_text("Nothing found.")
    assert results(page).count() == 0


def test_enter_without_a_choice_and_a_page_without_a_script_lead_to_the_page_of_results(baton, new_page):
    for options in ({}, {"java_script_enabled": False}):
        page = new_page(baton.help, **options)
        field(page).fill("reset password")
        field(page).press("Enter")
        page.wait_for_url("**/help/search?**")
        expect(page.locator("h1")).to_contain_text("“reset password”")
        expect(page.locator(".found a").first).to_have_text("Add people and reset passwords")
        expect(field(page)).to_have_value("reset password")
        page.locator(".found a").first.click()
        page.wait_for_url("**/help/people")


def test_only_the_newest_words_are_answered_and_the_requests_before_are_given_up(baton, new_page):
    page = new_page()
    # Never answered: it stays under way until the page gives it up.
    page.route("**/api/help/search?q=colour*", lambda route: None)
    gone = []
    page.on("requestfailed", lambda request: gone.append(request.url))
    page.goto(baton.help)
    with page.expect_request("**/api/help/search?q=colour*"):
        field(page).fill("colour")
    expect(page.locator(".results-skeleton").first).to_be_visible()
    field(page).fill("backup")
    expect(results(page).first).to_contain_text("back it up")
    assert any("q=colour" in address for address in gone)


def test_few_requests_are_made_for_many_letters(baton, new_page):
    page = new_page(baton.help)
    asked = []
    page.on("request", lambda request: "/api/help/search" in request.url and asked.append(request.url))
    field(page).press_sequentially("reset password", delay=15)
    expect(results(page).first).to_contain_text("reset passwords")
    assert 1 <= len(asked) <= 4, asked


@pytest.mark.parametrize("status", [429, 500, None])
def test_a_search_that_fails_says_what_to_do(baton, new_page, status):
    page = new_page()
    answer = (lambda route: route.fulfill(status=status, body="{}")) if status else (lambda route: route.abort())
    page.route("**/api/help/search?*", answer)
    page.goto(baton.help)
    field(page).fill("backup")
    said = "Too many searches" if status == 429 else "Press Enter"
    expect(page.get_by_test_id("results")).to_contain_text(said)
    page.unroute("**/api/help/search?*")
    field(page).fill("backups")
    expect(results(page).first).to_contain_text("back it up")


def test_an_article_in_another_language_is_searched_in_its_own(garden, new_page):
    page = new_page(f"{garden.help}/garten")
    field(page).fill("Hahn")
    expect(results(page).first).to_contain_text("Den Garten gießen")
    expect(results(page).first).to_have_attribute("lang", "de")
