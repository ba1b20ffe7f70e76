"""Whether a model may be trained with what a visitor writes: asked once, and theirs to change."""

import pytest
from axe import violations
from conftest import ANSWERED_QUESTION, UNKNOWN_QUESTION, Baton, finish
from playwright.sync_api import expect

pytestmark = pytest.mark.one_storage(reason="what a page does with what it was sent")

QUESTION = "May we use your conversations to train the Assistant?"
PASSED_ON = "Do you repair violins from the eighteenth century?"
PHONE = {"viewport": {"width": 390, "height": 844}, "bypass_csp": True, "reduced_motion": "reduce"}


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    server = Baton(tmp_path_factory.mktemp("asking"), "--training-export", "ask")
    try:
        yield server.start()
    finally:
        finish([server])


def expect_asked(visitor):
    expect(visitor.page.locator(".helped", has=visitor.at("consent-yes"))).to_contain_text(QUESTION)


def expect_not_asked(visitor):
    expect(visitor.at("consent-yes")).to_have_count(0)


def passed_on(visitor, question):
    """Nobody is there, so that an address is asked for first."""
    visitor.say(question)
    visitor.expect_waiting()
    visitor.at("contact-address").fill("ada@example.com")
    expect_not_asked(visitor)
    visitor.at("contact-send").click()
    expect_asked(visitor)


def answered(visitor):
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer()
    expect(visitor.at("helped-yes")).to_be_visible()


def test_it_is_asked_once_after_the_first_answer_and_never_beside_another_question(asking, visitor_at):
    visitor = visitor_at(asking.demo)
    expect_not_asked(visitor)
    answered(visitor)
    expect_not_asked(visitor)
    visitor.at("composer").fill("I am still wri")
    visitor.at("helped-yes").click()
    expect_asked(visitor)
    # What was being written stands as it was, and whoever writes on is not held up.
    expect(visitor.at("composer")).to_have_value("I am still wri")
    visitor.at("consent-yes").click()
    expect(visitor.page.get_by_text("You can change it under")).to_be_visible()
    expect_not_asked(visitor)
    visitor.page.reload()
    expect(visitor.page.get_by_text("Thanks, good to know.")).to_be_visible()
    expect_not_asked(visitor)
    expect(visitor.at("composer")).to_have_value("I am still wri")


def test_whoever_left_did_this_help_open_is_asked_with_the_second_answer(asking, visitor_at):
    visitor = visitor_at(asking.demo)
    answered(visitor)
    expect_not_asked(visitor)
    visitor.say("How do I install Baton?")
    expect_asked(visitor)
    expect(visitor.at("helped-yes")).to_have_count(0)
    # Once: the next answer asks again whether it helped.
    visitor.say(ANSWERED_QUESTION)
    expect(visitor.at("helped-yes")).to_be_visible()
    expect_not_asked(visitor)


def test_a_no_is_kept_and_is_changed_under_the_conversations_by_keyboard(asking, visitor_at):
    visitor = visitor_at(asking.demo)
    passed_on(visitor, UNKNOWN_QUESTION)
    visitor.at("consent-no").focus()
    visitor.page.keyboard.press("Enter")
    expect_not_asked(visitor)
    # The focus is not lost with the button.
    expect(visitor.page.locator(".helped:focus")).to_contain_text("You can change it under")
    visitor.at("back").click()
    # The keyboard reaches them once the list has come.
    expect(visitor.at("consent-true")).to_be_visible()
    expect(visitor.at("consent-false")).to_have_attribute("aria-pressed", "true")
    expect(visitor.at("consent-true")).to_have_attribute("aria-pressed", "false")
    visitor.at("consent-true").press("Space")
    expect(visitor.at("consent-true")).to_have_attribute("aria-pressed", "true")
    visitor.page.reload()
    visitor.at("back").click()
    expect(visitor.at("consent-true")).to_have_attribute("aria-pressed", "true")


def test_the_answer_holds_for_a_new_conversation_and_the_team_sees_it(asking, visitor_at, agent_at):
    visitor = visitor_at(asking.demo)
    passed_on(visitor, PASSED_ON)
    visitor.at("consent-no").click()
    agent = agent_at(asking)
    agent.open(PASSED_ON)
    expect(agent.at("training")).to_have_text("Their conversations may not be used to train a model.")
    visitor.at("back").click()
    visitor.at("new-conversation").click()
    answered(visitor)
    visitor.at("helped-yes").click()
    expect_not_asked(visitor)
    visitor.at("back").click()
    visitor.at("consent-true").click()
    expect(visitor.at("consent-true")).to_have_attribute("aria-pressed", "true")
    visitor.at("past").filter(has_text=PASSED_ON).click()
    expect(visitor.messages("visitor", PASSED_ON)).to_have_count(1)
    expect_not_asked(visitor)


def test_nobody_is_asked_where_the_setting_is_off(baton, visitor_at):
    visitor = visitor_at(baton.demo)
    answered(visitor)
    visitor.at("helped-yes").click()
    expect(visitor.page.get_by_text("Thanks, good to know.")).to_be_visible()
    expect_not_asked(visitor)
    visitor.at("back").click()
    expect(visitor.at("past")).to_have_count(1)
    expect(visitor.at("consent-true")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_axe_finds_nothing_and_the_answers_are_as_large_as_each_other(asking, visitor_at, scheme):
    visitor = visitor_at(asking.demo, color_scheme=scheme, **PHONE)
    answered(visitor)
    visitor.at("helped-yes").click()
    expect_asked(visitor)
    assert violations(visitor.page) == []
    boxes = [visitor.at(f"consent-{name}").bounding_box() for name in ("yes", "no")]
    assert boxes[0]["height"] == boxes[1]["height"] >= 44
    assert abs(boxes[0]["width"] - boxes[1]["width"]) <= 8
    visitor.at("consent-yes").click()
    visitor.at("back").click()
    expect(visitor.at("consent-true")).to_have_attribute("aria-pressed", "true")
    assert violations(visitor.page) == []
