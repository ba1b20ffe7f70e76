"""The people of the team: inviting, roles, links, disabling, and the last administrator."""

import pytest
from conftest import PASSWORD
from playwright.sync_api import expect

from console.pages import LOOKS, PAYLOADS, come, expect_fits, expect_harmless, look_options, sign_in, violations


@pytest.fixture
def users(own_baton, page):
    return own_baton, come(page, own_baton, own_baton.administrator(), "users")


def row(page, text):
    return page.get_by_test_id("user").filter(has_text=text)


def manage(page, text):
    row(page, text).get_by_test_id("manage").click()
    return page.get_by_test_id("user-dialog")


def invite(page, name, email, role="agent"):
    page.get_by_test_id("invite").click()
    page.get_by_test_id("invite-name").fill(name)
    page.get_by_test_id("invite-email").fill(email)
    page.locator(f"input[name=invite-role][value={role}]").check()
    page.get_by_test_id("invite-submit").click()
    expect(page.get_by_test_id("made-link")).to_be_visible()
    return page.get_by_test_id("made-link").input_value()


def test_alone_the_page_leads_on_and_the_last_administrator_is_safe(users):
    _, page = users
    expect(page.get_by_test_id("page-empty")).to_contain_text("Invite the people")
    dialog = manage(page, "Ada Admin")
    expect(dialog).to_contain_text("last administrator")
    expect(dialog.get_by_test_id("act-disable")).to_have_count(0)
    expect(dialog.locator("input[name=user-role]").first).to_be_disabled()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(row(page, "Ada Admin").get_by_test_id("manage")).to_be_focused()


def test_an_invitation_is_handed_over_by_link_and_opens_the_console(users, new_page):
    server, page = users
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = invite(page, "Grace Hall", "grace@example.com", "editor")
    assert link.startswith(f"{server.origin}/console#invitation=")
    expect(page.get_by_test_id("invite-dialog")).to_contain_text("Baton does not mail it")
    page.get_by_test_id("copy-link").click()
    expect(page.get_by_test_id("copy-link")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.get_by_test_id("link-done").click()
    expect(row(page, "Grace Hall")).to_contain_text("Invited")
    expect(row(page, "Grace Hall")).to_contain_text("Editor")

    other = new_page(link)
    other.get_by_test_id("setup-password").fill(PASSWORD)
    other.get_by_test_id("setup-submit").click()
    expect(other.get_by_test_id("place-account")).to_be_visible()
    # What only administrators see is not there for an editor.
    expect(other.get_by_test_id("place-users")).to_have_count(0)
    expect(other.get_by_test_id("place-settings")).to_have_count(0)
    page.reload()
    expect(row(page, "Grace Hall")).not_to_contain_text("Invited")
    expect(row(page, "Grace Hall")).to_contain_text("Active")


def test_what_an_invitation_lacks_is_said_at_its_field(users):
    _, page = users
    page.get_by_test_id("invite").click()
    expect(page.get_by_test_id("invite-name")).to_be_focused()
    page.get_by_test_id("invite-submit").click()
    expect(page.locator("#invite-name-error")).to_be_visible()
    expect(page.locator("#invite-email-error")).to_be_visible()
    expect(page.get_by_test_id("invite-name")).to_be_focused()
    page.get_by_test_id("invite-name").fill("Ada again")
    page.get_by_test_id("invite-email").fill("ada@example.com")
    page.get_by_test_id("invite-submit").click()
    expect(page.get_by_test_id("form-error")).to_contain_text("already")
    expect(page.get_by_test_id("invite-name")).to_have_value("Ada again")


def test_a_role_is_changed_and_disabling_ends_the_session_at_once(users, new_page):
    server, page = users
    other = come(new_page(), server, server.agent(), "account")
    page.reload()
    dialog = manage(page, "Grace Hall")
    dialog.locator("input[value=viewer]").check()
    dialog.get_by_test_id("role-save").click()
    expect(row(page, "Grace Hall")).to_contain_text("Viewer")
    expect(page.get_by_test_id("said")).to_contain_text("Grace Hall is now a viewer")

    dialog = manage(page, "Grace Hall")
    dialog.get_by_test_id("act-disable").click()
    expect(dialog.get_by_test_id("act-disable")).to_have_text("Press again to confirm")
    dialog.get_by_test_id("act-disable").click()
    expect(row(page, "Grace Hall")).to_contain_text("Disabled")
    expect(other.get_by_test_id("signin-form")).to_be_visible()

    manage(page, "Grace Hall").get_by_test_id("enable").click()
    expect(row(page, "Grace Hall")).not_to_contain_text("Disabled")
    sign_in(other, server, "grace@example.com")
    expect(other.get_by_test_id("place-account")).to_be_visible()


def test_a_link_for_a_new_password_and_signing_out_everywhere(users, new_page):
    server, page = users
    other = come(new_page(), server, server.agent(), "account")
    page.reload()
    dialog = manage(page, "Grace Hall")
    dialog.get_by_test_id("act-signOut").click()
    dialog.get_by_test_id("act-signOut").click()
    expect(page.get_by_test_id("said")).to_contain_text("signed out everywhere")
    expect(other.get_by_test_id("signin-form")).to_be_visible()

    manage(page, "Grace Hall").get_by_test_id("reset-link").click()
    link = page.get_by_test_id("made-link").input_value()
    other.goto(link)
    other.reload()
    other.get_by_test_id("setup-password").fill("another violet lantern")
    other.get_by_test_id("setup-submit").click()
    expect(other.get_by_test_id("place-account")).to_be_visible()


def test_when_the_list_cannot_be_loaded_the_page_says_so_and_tries_again(own_baton, page):
    page.route("**/api/users", lambda route: route.abort())
    come(page, own_baton, own_baton.administrator(), "users")
    expect(page.get_by_test_id("page-failure")).to_contain_text("cannot be reached")
    page.unroute("**/api/users")
    page.get_by_test_id("page-failure").get_by_role("button").click()
    expect(row(page, "Ada Admin")).to_be_visible()


def test_names_that_want_to_be_markup_stay_text(users):
    server, page = users
    for number, payload in enumerate(PAYLOADS):
        invite(page, payload[:80], f"p{number}@example.com")
        page.get_by_test_id("link-done").click()
        expect(row(page, f"p{number}@example.com")).to_contain_text(payload[:30])
    dialog = manage(page, "p0@example.com")
    expect(dialog.get_by_role("heading", level=2)).to_have_text(PAYLOADS[0])
    expect_harmless(page)
    page.keyboard.press("Escape")
    expect_fits(page)
    come(page, server, server.administrator(), "audit")
    expect_harmless(page)
    assert page.problems == []


@pytest.mark.one_storage(reason="what is seen, not what is stored")
@pytest.mark.parametrize("look", LOOKS, ids=["-".join(look) for look in LOOKS])
def test_axe_finds_nothing(own_baton, new_page, look):
    server = own_baton
    server.agent("grace@example.com", "Grace Hall")
    server.invite("edsger@example.com", "Edsger", "editor")
    page = come(new_page(**look_options(*look)), server, server.administrator(), "users")
    expect(row(page, "Edsger")).to_be_visible()
    assert violations(page) == []
    expect_fits(page)
    page.get_by_test_id("invite").click()
    assert violations(page) == []
    page.get_by_test_id("invite-submit").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    manage(page, "Ada Admin")
    assert violations(page) == []
    page.keyboard.press("Escape")
    manage(page, "Grace Hall")
    assert violations(page) == []
    page.get_by_test_id("reset-link").click()
    expect(page.get_by_test_id("made-link")).to_be_visible()
    assert violations(page) == []
