"""What is offered under the messages, one thing at a time; and what the header says of the team."""

from datetime import datetime, timedelta, timezone

import pytest
from conftest import ANSWERED_QUESTION, UNKNOWN_QUESTION, Baton, finish, poll
from playwright.sync_api import expect

pytestmark = pytest.mark.one_storage(reason="what a page does with what it was sent")

OPENINGS = ["How do I install it?", ANSWERED_QUESTION]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Closed today, and with two questions to begin with."""
    today = datetime.now(timezone.utc)
    opens = DAYS[(today + timedelta(days=2)).weekday()]
    server = Baton(
        tmp_path_factory.mktemp("closed"), "--opening-questions", ",".join(OPENINGS),
        "--hours", f"{opens} 09:00-17:00", "--contact-after-seconds", "1")
    server.opens = opens
    try:
        yield server.start()
    finally:
        finish([server])


def offered(visitor):
    """The names of what can be chosen now."""
    names = visitor.page.locator(".helped:not([hidden]) button").evaluate_all(
        "buttons => buttons.map((button) => button.dataset.testid)")
    return sorted(set(names))


def test_only_one_set_of_quick_replies_shows_at_a_time(server, visitor_at):
    visitor = visitor_at(server.demo)
    expect(visitor.at("opening")).to_have_text(OPENINGS)
    assert offered(visitor) == ["opening"]
    visitor.at("opening").last.click()
    expect(visitor.messages("visitor", ANSWERED_QUESTION)).to_have_count(1)
    expect(visitor.at("opening")).to_have_count(0)
    visitor.expect_answer()
    expect(visitor.at("helped-yes")).to_be_visible()
    assert offered(visitor) == ["helped-no", "helped-yes"]
    visitor.at("helped-no").click()
    expect(visitor.at("helped-person")).to_be_visible()
    poll(lambda: offered(visitor) == ["helped-person"], "one choice in the place of two")
    visitor.at("helped-person").click()
    visitor.expect_waiting()
    assert offered(visitor) == []
    expect(visitor.at("talk-to-person")).to_be_hidden()


def test_a_yes_is_thanked_for_and_survives_a_reload(server, visitor_at):
    visitor = visitor_at(server.demo)
    visitor.say(ANSWERED_QUESTION)
    visitor.at("helped-yes").click()
    expect(visitor.page.locator(".helped")).to_have_text("Thanks, good to know.")
    visitor.page.reload()
    expect(visitor.page.locator(".helped")).to_have_text("Thanks, good to know.")
    assert offered(visitor) == []


def test_outside_the_hours_it_says_when_the_team_is_back(server, visitor_at):
    visitor = visitor_at(server.demo, timezone_id="UTC")
    weekday = {"Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Fri": "Friday",
               "Sat": "Saturday", "Sun": "Sunday"}[server.opens]
    expect(visitor.page.locator(".more")).to_contain_text(f"The team is back {weekday}")
    expect(visitor.page.locator(".more")).to_contain_text("09:00")
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    expect(visitor.at("waiting-card")).to_contain_text(f"The team is back {weekday}")


def test_without_mail_the_form_promises_no_mail(server, visitor_at):
    visitor = visitor_at(server.demo)
    visitor.say(UNKNOWN_QUESTION)
    expect(visitor.at("contact-form")).to_be_visible()
    expect(visitor.at("waiting-card")).to_contain_text(
        "Leave an address for the team. The answer comes here.")
    visitor.at("contact-address").fill("nobody")
    visitor.at("contact-send").click()
    expect(visitor.page.locator("#contact-problem")).to_have_text("This does not look like an e-mail address.")
    visitor.at("contact-address").fill("ada@home.test")
    visitor.at("contact-send").click()
    expect(visitor.at("waiting-card")).to_contain_text("The team has your address, ada@home.test.")


def test_with_mail_the_form_says_that_it_writes(start_baton, new_post, visitor_at):
    post = new_post()
    server = start_baton(
        "--smtp-url", post.url, "--mail-from", "shop@shop.test", "--contact-after-seconds", "1")
    visitor = visitor_at(server.demo)
    visitor.say(UNKNOWN_QUESTION)
    expect(visitor.at("contact-form")).to_be_visible()
    expect(visitor.at("waiting-card")).to_contain_text("Leave an address and we write to you.")
    visitor.at("contact-address").fill("ada@home.test")
    visitor.at("contact-send").click()
    expect(visitor.at("waiting-card")).to_contain_text("We will write to ada@home.test.")


def test_with_somebody_there_it_says_how_many_and_then_how_long(own_baton, visitor_at):
    with own_baton.team(own_baton.administrator()) as ada:
        first = visitor_at(own_baton.demo)
        expect(first.page.locator(".more")).to_have_text("1 person is here too")
        for _ in range(5):
            with own_baton.visitor() as visitor:
                conversation = visitor.begin()
                visitor.act("person", conversation)
                ada.act("accept", conversation)
        # What was looked up for the first visitor is kept for a while, so another server start asks anew.
        ada.close()
    own_baton.stop()
    own_baton.restart()
    with own_baton.team(own_baton.administrator()):
        later = visitor_at(own_baton.demo)
        expect(later.page.locator(".more")).to_have_text("People answer in about 1 min")


def test_the_assistant_has_one_name_the_operators_or_else_the_languages(baton, start_baton, visitor_at):
    named = start_baton("--assistant-name", "Robo")
    for address, locale, name in ((named.demo, "en-GB", "Robo"), (baton.demo, "he-IL", "עוזר")):
        visitor = visitor_at(address, locale=locale)
        expect(visitor.at("header-name")).to_have_text(name)
        visitor.say(ANSWERED_QUESTION)
        expect(visitor.expect_answer().locator(".who")).to_have_text(name)
        expect(visitor.at("greeting").locator(".who")).to_have_text(name)
