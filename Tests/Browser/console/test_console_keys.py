"""Everything by the keyboard: single keys, places, the palette, the list of keys, and all of it switched off."""

import re

import pytest
from playwright.sync_api import expect

from console.desk import arrive, open_by_id, waiting

pytestmark = pytest.mark.one_storage(reason="keys of a page")


def test_a_conversation_from_accept_to_resolved_without_a_mouse(baton, new_page):
    visitor, conversation = waiting(baton, "Where is my parcel from Turku, please?")
    agent = arrive(new_page, baton)
    keys = agent.page.keyboard
    row = agent.page.locator(f'[data-conversation="{conversation}"]')
    expect(row).to_be_visible()
    for _ in range(20):
        keys.press("j")
        if row.evaluate("row => row === document.activeElement"):
            break
    keys.press("Enter")
    expect(agent.page.locator(".work-who")).to_be_focused()
    keys.press("a")
    expect(agent.at("reply")).to_be_focused()
    keys.type("On its way: arrives.")
    keys.press("Shift+Enter")
    keys.type("Tomorrow.")
    keys.press("Enter")
    expect(agent.messages("agent").locator(".text")).to_have_text(["On its way: arrives.\nTomorrow."])
    keys.press("Escape")
    keys.press("r")
    expect(agent.at("notice-text")).to_have_text("Press R again to resolve the conversation.")
    expect(agent.at("resolve")).to_be_visible()
    keys.press("r")
    expect(agent.page.locator(".work-standing")).to_contain_text("Resolved")
    keys.press("Escape")
    expect(agent.page.get_by_text("Choose a conversation")).to_be_visible()
    visitor.close()


def test_b_gives_back(baton, new_page):
    visitor, conversation = waiting(baton)
    agent = open_by_id(arrive(new_page, baton), conversation).accept()
    agent.page.keyboard.press("Escape")
    agent.page.keyboard.press("b")
    expect(agent.page.locator(".work-standing")).to_contain_text("The Assistant is answering")
    visitor.close()


def test_letters_in_a_field_are_letters(baton, new_page):
    visitor, conversation = waiting(baton)
    agent = open_by_id(arrive(new_page, baton), conversation).accept()
    agent.at("reply").press_sequentially("rrnjkb/?g i")
    expect(agent.at("reply")).to_have_value("rrnjkb/?g i")
    expect(agent.at("resolve")).to_be_visible()
    expect(agent.page.locator("dialog[open]")).to_have_count(0)
    visitor.close()


def test_single_keys_can_be_switched_off(baton, new_page):
    agent = arrive(new_page, baton)
    agent.page.evaluate("localStorage.setItem('baton.keys', 'off')")
    agent.page.reload()
    expect(agent.at("tab-waiting")).to_be_visible()
    agent.page.keyboard.press("?")
    agent.page.keyboard.press("/")
    expect(agent.page.locator("dialog[open]")).to_have_count(0)
    agent.page.keyboard.press("Control+k")
    expect(agent.at("palette")).to_be_visible()
    agent.at("palette-field").fill("keys")
    agent.page.keyboard.press("Enter")
    expect(agent.at("keys")).to_contain_text("Single keys are switched off")


def test_the_palette_finds_commands_and_conversations_and_gives_the_focus_back(baton, new_page):
    visitor, conversation = waiting(baton, "The harpsichord arrived without its pedals.")
    agent = arrive(new_page, baton)
    agent.at("tab-all").focus()
    agent.page.keyboard.press("Control+k")
    field = agent.at("palette-field")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-activedescendant", "palette-option-0")
    agent.page.keyboard.press("Escape")
    expect(agent.at("tab-all")).to_be_focused()
    agent.page.keyboard.press("/")
    field.press_sequentially("harpsichord")
    option = agent.at("palette-option").filter(has_text="harpsichord")
    expect(option).to_have_attribute("aria-selected", "true")
    agent.page.keyboard.press("Enter")
    expect(agent.page).to_have_url(re.compile(f"#c={conversation}$"))
    expect(agent.messages("visitor", "harpsichord")).to_have_count(1)
    agent.page.keyboard.press("Control+k")
    field.fill("acc")
    expect(agent.at("palette-option").first).to_contain_text("Accept")
    agent.page.keyboard.press("Enter")
    expect(agent.page.locator(".work-standing")).to_contain_text("You have it")
    agent.at("reply").press("Control+k")
    expect(field).to_be_focused()
    agent.page.keyboard.press("ArrowUp")
    expect(agent.at("palette-option").last).to_have_attribute("aria-selected", "true")
    agent.page.keyboard.press("Control+k")
    expect(agent.at("reply")).to_be_focused()
    visitor.close()


def test_nothing_found_is_said(baton, new_page):
    agent = arrive(new_page, baton)
    agent.page.keyboard.press("Control+k")
    agent.at("palette-field").fill("zzqqxy")
    expect(agent.page.locator(".palette-state")).to_have_text("Nothing found for “zzqqxy”")
    expect(agent.at("palette-field")).not_to_have_attribute("aria-activedescendant", re.compile("."))


PLACE = """() => {
  class Trial extends HTMLElement {
    connectedCallback() {
      const title = document.createElement("h1");
      title.textContent = `Trial of ${this.user.name}`;
      this.append(title);
    }
    mayLeave() { return this.dataset.stay !== "yes"; }
  }
  customElements.define("trial-place", Trial);
  return import("/assets/console/places.js").then(({ registerPlace }) => {
    for (const [id, roles] of [["trial", ["administrator"]], ["hidden", ["nobody"]]])
      registerPlace({ id, label: id, icon: "settings", roles, path: `#${id}`, element: "trial-place" });
  });
}"""


def test_a_place_has_an_address_a_heading_and_a_way_back(baton, new_page):
    agent = arrive(new_page, baton)
    page = agent.page
    page.evaluate(PLACE)
    # The rail is made once; a desk that is made now knows the new places.
    page.evaluate("""() => { const old = document.querySelector("baton-desk");
      const desk = Object.assign(document.createElement("baton-desk"), { api: old.api, user: old.user });
      old.remove(); document.body.append(desk); }""")
    expect(agent.at("place-hidden")).to_have_count(0)
    agent.at("place-trial").click()
    heading = page.get_by_role("heading", name="Trial of Ada Admin")
    expect(heading).to_be_focused()
    expect(agent.at("place-trial")).to_have_attribute("aria-current", "page")
    expect(agent.at("tab-waiting")).to_be_hidden()
    expect(page).to_have_title(re.compile("trial$"))
    page.go_back()
    expect(agent.at("tab-waiting")).to_be_visible()
    page.go_forward()
    expect(heading).to_be_visible()
    page.evaluate("document.querySelector('trial-place').dataset.stay = 'yes'")
    page.go_back()
    expect(heading).to_be_visible()
    expect(page).to_have_url(re.compile("#trial$"))
    page.evaluate("document.querySelector('trial-place').dataset.stay = 'no'")
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(agent.at("tab-waiting")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(heading).to_be_visible()
    assert page.problems == []
