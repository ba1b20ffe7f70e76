"""The doors of the console: what is refused is said, and what was typed stays."""

import pytest
from conftest import PASSWORD
from playwright.sync_api import expect

from path.people import Agent


@pytest.fixture
def door(new_page):
    return Agent(new_page(), "Ada Admin")


def sign_in(agent, email, password):
    agent.at("signin-email").fill(email)
    agent.at("signin-password").fill(password)
    agent.at("signin-submit").click()


def test_a_wrong_password_is_refused_in_words_and_the_address_stays(baton, door):
    baton.administrator()
    door.page.goto(baton.console)
    sign_in(door, "ada@example.com", "not the password")
    expect(door.at("form-error")).to_be_visible()
    assert door.at("form-error").inner_text().endswith(".")
    expect(door.at("signin-email")).to_have_value("ada@example.com")
    expect(door.at("signin-password")).to_have_value("not the password")
    sign_in(door, "ada@example.com", PASSWORD)
    expect(door.at("tab-waiting")).to_be_visible()


def test_an_unknown_address_is_refused_in_the_same_words(baton, door):
    baton.administrator()
    door.page.goto(baton.console)
    sign_in(door, "ada@example.com", "not the password")
    expect(door.at("form-error")).to_be_visible()
    known = door.at("form-error").inner_text()
    sign_in(door, "nobody@example.com", "not the password")
    expect(door.at("signin-submit")).to_have_attribute("aria-disabled", "true")
    expect(door.at("form-error")).to_be_visible()
    assert door.at("form-error").inner_text() == known


def test_a_short_password_is_refused_in_words_and_what_was_typed_stays(own_baton, door):
    door.page.goto(own_baton.set_up_link)
    door.at("setup-name").fill("Ada Admin")
    door.at("setup-email").fill("ada@example.com")
    door.at("setup-password").fill("short")
    door.at("setup-submit").click()
    expect(door.at("form-error")).to_contain_text("10")
    expect(door.at("setup-name")).to_have_value("Ada Admin")
    expect(door.at("setup-email")).to_have_value("ada@example.com")
    door.at("setup-password").fill(PASSWORD)
    door.at("setup-submit").click()
    expect(door.at("tab-waiting")).to_be_visible()


def test_a_link_that_was_used_says_so_and_leads_to_the_sign_in(own_baton, door):
    link = own_baton.set_up_link
    own_baton.administrator()
    door.page.goto(link)
    expect(door.at("form-error")).to_be_visible()
    assert "#" not in door.page.url
    door.page.get_by_role("button").click()
    expect(door.at("signin-form")).to_be_visible()


def test_the_token_of_a_link_leaves_the_address_bar_and_survives_a_reload(own_baton, door):
    door.page.goto(own_baton.set_up_link)
    expect(door.at("setup-form")).to_be_visible()
    assert "#" not in door.page.url
    door.page.reload()
    expect(door.at("setup-form")).to_be_visible()


def test_whoever_signs_out_is_out_and_the_way_back_does_not_open_the_inbox(baton, agent_at):
    agent = agent_at(baton, baton.agent("olga@example.com", "Olga Out"), "Olga Out")
    agent.at("sign-out").click()
    expect(agent.at("signin-form")).to_be_visible()
    agent.page.reload()
    expect(agent.at("signin-form")).to_be_visible()


def test_one_who_was_disabled_is_shown_the_door_and_told(baton, agent_at):
    agent = agent_at(baton, baton.agent("dora@example.com", "Dora Done"), "Dora Done")
    baton.command("user", "disable", "dora@example.com")
    # A tab that comes back to the front asks at once whether it may stay.
    agent.page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    expect(agent.at("signin-form")).to_be_visible()
    sign_in(agent, "dora@example.com", PASSWORD)
    expect(agent.at("form-error")).to_be_visible()
