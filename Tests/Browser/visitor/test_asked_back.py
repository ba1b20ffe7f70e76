"""A question that two articles may mean: the Assistant asks back, once, and the choice is answered."""

import pytest
from axe import violations
from conftest import Baton, finish
from help.conftest import write
from playwright.sync_api import expect

from path.people import Agent

pytestmark = pytest.mark.one_storage(reason="what a page does with what it was sent")

QUESTION = "How do I change the address?"
INVOICES, PARCELS = "Invoices", "Parcels"
SIZES = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("addresses")
    articles = folder / "articles"
    articles.mkdir()
    write(articles, "invoice-address", INVOICES, "billing", "en",
          "To change the address on your invoices, open Billing and press Edit. The next invoice has it.")
    write(articles, "shipping-address", PARCELS, "orders", "en",
          "To change the address of a parcel, open Orders and press Edit before it leaves.")
    write(articles, "install", "Install Baton", "setup", "en",
          "To install Baton, clone the repository and run `script/run`. It takes minutes.")
    server = Baton(folder, "--knowledge-base", articles)
    try:
        yield server.start()
    finally:
        finish([server])


def asked(visitor):
    visitor.say(QUESTION)
    expect(visitor.at("choice")).to_have_count(3)
    return visitor.at("choice")


def test_a_choice_by_the_keyboard_leads_to_its_article(server, visitor_at, new_page):
    visitor = visitor_at(server.demo, bypass_csp=True, reduced_motion="reduce")
    choices = asked(visitor)
    assert set(choices.all_inner_texts()[:2]) == {INVOICES, PARCELS}
    expect(choices.last).to_have_text("Something else")
    group = visitor.page.get_by_role("group", name="Is this about")
    expect(group.get_by_role("button")).to_have_count(3)
    expect(visitor.at("helped-yes")).to_have_count(0)
    for size in SIZES:
        visitor.page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            visitor.page.emulate_media(color_scheme=scheme)
            assert violations(visitor.page) == [], (size, scheme)
    visitor.page.reload()
    expect(choices).to_have_count(3)
    choices.filter(has_text=PARCELS).focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.messages("visitor", PARCELS)).to_have_count(1)
    expect(visitor.expect_answer()).to_contain_text("open Orders")
    expect(visitor.at("choice")).to_have_count(0)
    expect(visitor.at("helped-yes")).to_be_visible()
    agent = Agent(new_page(), "Ada Admin").come_with(server.administrator(), server)
    agent.at("tab-all").click()
    agent.open("open Orders")
    decisions = agent.at("decision").locator("summary")
    expect(decisions.first).to_contain_text("Asked back: ")
    expect(decisions.first).to_contain_text(INVOICES)
    decisions.last.click()
    expect(agent.at("decision").last).to_contain_text("The visitor chose")


def test_whom_no_choice_fits_gets_a_person(server, visitor_at):
    visitor = visitor_at(server.demo)
    asked(visitor).last.click()
    visitor.expect_waiting()
    expect(visitor.at("choice")).to_have_count(0)


def test_something_of_ones_own_can_be_written_instead(server, visitor_at):
    visitor = visitor_at(server.demo, locale="he-IL")
    choices = asked(visitor)
    assert choices.first.evaluate("choice => getComputedStyle(choice.closest('.panel')).direction") == "rtl"
    assert choices.first.evaluate("choice => getComputedStyle(choice).direction") == "ltr"
    visitor.say("How do I install Baton?")
    expect(visitor.expect_answer()).to_contain_text("script/run")
    expect(visitor.at("choice")).to_have_count(0)
