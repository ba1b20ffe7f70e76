"""One's own account: name, password, the second step, sessions, keys; and signing in with a code."""

import re

import pytest
from conftest import PASSWORD
from playwright.sync_api import expect

from console.pages import (
    LOOKS, PAYLOADS, code_of, come, expect_fits, expect_harmless, look_options, sign_in, violations,
)

pytestmark = pytest.mark.one_storage(
    reason="how factors and sessions are stored, the storage's contract tries on both")


@pytest.fixture
def account(own_baton, page):
    return own_baton, come(page, own_baton, own_baton.administrator(), "account")


def set_up_totp(page):
    """Switches the second step on and returns (secret, recovery codes)."""
    page.get_by_test_id("totp-begin").click()
    page.get_by_test_id("totp-password").fill(PASSWORD)
    page.get_by_test_id("totp-next").click()
    expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    secret = page.get_by_test_id("totp-secret").inner_text().replace(" ", "")
    page.get_by_test_id("totp-code").fill(code_of(secret))
    page.get_by_test_id("totp-confirm").click()
    codes = page.get_by_test_id("recovery-codes").locator("code")
    expect(codes).to_have_count(10)
    return secret, codes.all_inner_texts()


def test_the_name_is_changed(account):
    _, page = account
    page.get_by_test_id("account-name").fill("")
    page.get_by_test_id("name-save").click()
    expect(page.locator("#account-name-error")).to_have_text("Write a name.")
    page.get_by_test_id("account-name").fill("Ada Lovelace")
    page.get_by_test_id("name-save").click()
    expect(page.get_by_test_id("said")).to_contain_text("Your name is saved")
    page.reload()
    expect(page.get_by_test_id("account-name")).to_have_value("Ada Lovelace")


def test_the_password_is_changed_and_the_other_sessions_end(account, new_page):
    server, page = account
    other = new_page()
    sign_in(other, server)
    expect(other.get_by_test_id("place-account")).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("session")).to_have_count(2)

    page.get_by_test_id("password-new").fill("short")
    expect(page.locator("#account-fresh-state")).to_have_text("5 more characters are needed.")
    page.get_by_test_id("password-current").fill("not the password")
    page.get_by_test_id("password-new").fill("another violet lantern")
    expect(page.locator("#account-fresh-state")).to_have_text("Long enough.")
    page.get_by_test_id("password-save").click()
    expect(page.get_by_test_id("password-save-error")).to_contain_text("not your present password")
    expect(page.get_by_test_id("password-new")).to_have_value("another violet lantern")
    page.get_by_test_id("password-current").fill(PASSWORD)
    page.get_by_test_id("password-save").click()
    expect(page.get_by_test_id("said")).to_contain_text("Your password is changed")
    expect(page.get_by_test_id("session")).to_have_count(1)
    expect(other.get_by_test_id("signin-form")).to_be_visible()
    sign_in(other, server, password="another violet lantern")
    expect(other.get_by_test_id("place-account")).to_be_visible()


def test_the_second_step_is_set_up_asked_for_and_removed(account, new_page):
    server, page = account
    page.get_by_test_id("totp-begin").click()
    page.get_by_test_id("totp-password").fill("not the password")
    page.get_by_test_id("totp-next").click()
    expect(page.get_by_test_id("form-error")).to_contain_text("not your present password")
    page.keyboard.press("Escape")

    _, recovery = set_up_totp(page)
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Download").click()
    kept = downloaded.value.path().read_text()
    assert all(code in kept for code in recovery) and "ada@example.com" in kept
    page.get_by_test_id("recovery-done").click()
    expect(page.get_by_test_id("totp")).to_contain_text("On: signing in asks for a code")
    expect(page.get_by_test_id("totp-remove")).to_be_focused()

    other = new_page()
    sign_in(other, server)
    expect(other.get_by_test_id("signin-code")).to_be_focused()
    assert other.get_by_test_id("signin-code").get_attribute("autocomplete") == "one-time-code"
    other.get_by_test_id("signin-code").fill("000000")
    other.get_by_test_id("code-submit").click()
    expect(other.get_by_test_id("form-error")).to_be_visible()
    other.get_by_test_id("signin-code").fill(recovery[0])
    other.get_by_test_id("code-submit").click()
    expect(other.get_by_test_id("place-account")).to_be_visible()

    page.get_by_test_id("totp-remove").click()
    page.get_by_test_id("totp-password").fill(PASSWORD)
    # Each recovery code works once.
    page.get_by_test_id("totp-code").fill(recovery[0])
    page.get_by_test_id("totp-remove-confirm").click()
    expect(page.get_by_test_id("form-error")).to_be_visible()
    page.get_by_test_id("totp-code").fill(recovery[1])
    page.get_by_test_id("totp-remove-confirm").click()
    expect(page.get_by_test_id("said")).to_contain_text("Two-step verification is off")
    sign_in(new := new_page(), server)
    expect(new.get_by_test_id("place-account")).to_be_visible()


def test_a_code_of_the_app_signs_in(account, new_page):
    server, page = account
    secret, _ = set_up_totp(page)
    other = new_page()
    sign_in(other, server)
    # The code of this step was used to switch it on; one step ahead is tolerated.
    code = code_of(secret, steps_ahead=1)
    other.get_by_test_id("signin-code").fill(f"{code[:3]} {code[3:]}")
    other.get_by_test_id("code-submit").click()
    expect(other.get_by_test_id("place-account")).to_be_visible()


def test_an_administrator_switches_a_lost_second_step_off(account, new_page):
    server, page = account
    other = come(new_page(), server, server.agent(), "account")
    set_up_totp(other)
    come(page, server, server.administrator(), "users")
    page.reload()
    grace = page.get_by_test_id("user").filter(has_text="Grace Hall")
    expect(grace).to_contain_text("Two-step")
    grace.get_by_test_id("manage").click()
    page.get_by_test_id("act-totpOff").click()
    page.get_by_test_id("act-totpOff").click()
    expect(grace).not_to_contain_text("Two-step")
    fresh = new_page()
    sign_in(fresh, server, "grace@example.com")
    expect(fresh.get_by_test_id("place-account")).to_be_visible()


def test_sessions_are_ended_one_and_all(account, new_page):
    server, page = account
    others = [new_page(), new_page()]
    for other in others:
        sign_in(other, server)
        expect(other.get_by_test_id("place-account")).to_be_visible()
    page.reload()
    sessions = page.get_by_test_id("session")
    expect(sessions).to_have_count(3)
    expect(sessions.first).to_contain_text("This one")
    expect(sessions.first.get_by_test_id("end-session")).to_have_count(0)
    sessions.nth(1).get_by_test_id("end-session").click()
    expect(sessions).to_have_count(2)
    page.get_by_test_id("end-all").click()
    expect(sessions).to_have_count(1)
    expect(page.get_by_test_id("sessions")).to_contain_text("signed in nowhere else")
    for other in others:
        expect(other.get_by_test_id("signin-form")).to_be_visible()


def test_single_keys_are_switched_off_in_this_browser(account):
    _, page = account
    page.get_by_test_id("keys-switch").uncheck()
    assert page.evaluate("localStorage.getItem('baton.keys')") == "off"
    page.reload()
    expect(page.get_by_test_id("keys-switch")).not_to_be_checked()
    page.get_by_test_id("keys-switch").check()
    assert page.evaluate("localStorage.getItem('baton.keys')") != "off"


def test_too_many_attempts_say_how_long_to_wait(own_baton, page):
    own_baton.administrator()
    page.goto(own_baton.console)
    page.get_by_test_id("signin-email").fill("ada@example.com")
    error = page.get_by_test_id("form-error")
    for _ in range(40):
        page.get_by_test_id("signin-password").fill("not the password")
        page.get_by_test_id("signin-submit").click()
        expect(page.get_by_test_id("signin-submit")).to_have_text("Sign in")
        expect(error).to_be_visible()
        if "Too many" in error.inner_text():
            break
    expect(error).to_have_text(re.compile(r"Too many attempts\. Try again in \d+ (s|min)\."))


def test_a_name_that_wants_to_be_markup_stays_text(account, new_page):
    server, page = account
    for payload in PAYLOADS:
        page.get_by_test_id("account-name").fill(payload[:80])
        page.get_by_test_id("name-save").click()
        expect(page.get_by_test_id("said")).to_contain_text("saved")
        page.reload()
        expect(page.get_by_test_id("account-name")).to_have_value(payload[:80])
        expect_harmless(page)
    sign_in(other := new_page(user_agent=PAYLOADS[0]), server)
    expect(other.get_by_test_id("place-account")).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("session")).to_have_count(2)
    expect_harmless(page)
    assert page.problems == []


@pytest.mark.one_storage(reason="what is seen, not what is stored")
@pytest.mark.parametrize("look", LOOKS, ids=["-".join(look) for look in LOOKS])
def test_axe_finds_nothing(own_baton, new_page, look):
    server = own_baton
    page = come(new_page(**look_options(*look)), server, server.administrator(), "account")
    expect(page.get_by_test_id("session")).to_have_count(1)
    assert violations(page) == []
    expect_fits(page)
    page.get_by_test_id("totp-begin").click()
    assert violations(page) == []
    page.get_by_test_id("totp-password").fill(PASSWORD)
    page.get_by_test_id("totp-next").click()
    expect(page.get_by_test_id("totp-secret")).to_be_visible()
    assert violations(page) == []
    secret = page.get_by_test_id("totp-secret").inner_text().replace(" ", "")
    page.get_by_test_id("totp-code").fill(code_of(secret))
    page.get_by_test_id("totp-confirm").click()
    expect(page.get_by_test_id("recovery-codes")).to_be_visible()
    assert violations(page) == []
    page.get_by_test_id("recovery-done").click()
    page.get_by_test_id("account-sign-out").click()
    sign_in(page, server)
    expect(page.get_by_test_id("signin-code")).to_be_visible()
    assert violations(page) == []
