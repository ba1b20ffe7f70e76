"""The settings page with the real server: every kind of field, saving, two people at once, refusals, trying a model."""

import json
import re

import pytest
from conftest import REPOSITORY
from playwright.sync_api import expect

from console.modules import run
from console.pages import LOOKS, PAYLOADS, come, expect_fits, expect_harmless, look_options, tried, violations

pytestmark = pytest.mark.one_storage(
    reason="how settings are stored, the tests of the server try on both")


GROUPS = ["appearance", "hours", "answers", "model", "mail"]


@pytest.fixture
def settings(own_baton, page):
    return own_baton, come_to_settings(page, own_baton)


def come_to_settings(page, server):
    come(page, server, server.administrator(), "settings")
    expect(page.locator("#setting-greeting")).to_be_visible()
    return page


def stored(server):
    status, _, text = server.get("/api/settings", {"Cookie": server.administrator()})
    assert status == 200, text
    page = json.loads(text)
    return {line["key"]: line for line in page["settings"]}, page["version"]


def change(server, **values):
    """Somebody else's change."""
    _, version = stored(server)
    status, _, text = server.post("/api/settings", {"version": version, "values": values}, server.administrator())
    assert status == 200, text


def save(page):
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("said")).to_contain_text("Saved")
    expect(page.get_by_test_id("save")).to_be_hidden()


# Saving


def test_the_bar_names_what_changed_and_saving_is_in_force_at_once(settings, new_page):
    server, page = settings
    expect(page.get_by_test_id("save")).to_be_hidden()
    page.locator("#setting-greeting").fill("Good day. How can we help?")
    page.locator("#setting-assistant_name").fill("Robin")
    expect(page.locator(".bar-text")).to_have_text("Assistant's name and Greeting changed")
    save(page)
    lines, _ = stored(server)
    assert lines["greeting"]["value"] == "Good day. How can we help?"
    assert lines["assistant_name"]["source"] == "console"
    visitor = new_page(server.demo)
    visitor.get_by_test_id("launcher").click()
    expect(visitor.get_by_test_id("panel")).to_contain_text("Good day. How can we help?")


def test_back_to_the_standard(settings):
    server, page = settings
    change(server, greeting="Something else")
    page.reload()
    row = page.get_by_test_id("setting-greeting")
    expect(row).to_contain_text("Standard: Hello.")
    row.get_by_role("button", name="Use the standard").click()
    save(page)
    lines, _ = stored(server)
    assert lines["greeting"]["source"] == "standard"
    expect(row.get_by_role("button", name="Use the standard")).to_have_count(0)


def test_discarding_can_be_undone_and_escape_goes_back_step_by_step(settings):
    _, page = settings
    greeting = page.locator("#setting-greeting")
    before = greeting.input_value()
    greeting.fill("Typed")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("save")).to_be_focused()
    page.keyboard.press("Escape")
    expect(greeting).to_have_value(before)
    expect(page.get_by_test_id("save")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(greeting).to_have_value("Typed")


def test_leaving_with_changes_is_held_back_with_a_word(settings):
    _, page = settings
    page.locator("#setting-greeting").fill("Typed")
    page.get_by_test_id("place-users").click()
    expect(page.locator(".bar-problem")).to_contain_text("before you leave")
    expect(page.locator("#setting-greeting")).to_have_value("Typed")
    page.get_by_test_id("sign-out").click()
    expect(page.locator("#setting-greeting")).to_have_value("Typed")
    page.evaluate("location.hash = '#users'")
    expect(page.locator("#setting-greeting")).to_have_value("Typed")
    page.get_by_test_id("discard").click()
    page.get_by_test_id("place-users").click()
    expect(page.locator("baton-users h1")).to_be_visible()


def test_what_is_refused_is_said_at_its_field_which_takes_the_focus(settings):
    _, page = settings
    page.locator("#setting-accent").fill("nearly blue")
    page.locator("#setting-answer_seconds_max").fill("99999")
    page.get_by_test_id("save").click()
    for key in ("accent", "answer_seconds_max"):
        expect(page.locator(f"#setting-{key}-error")).to_be_visible()
        expect(page.locator(f"#setting-{key}")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#setting-accent")).to_be_focused()
    expect(page.locator(".bar-problem")).to_contain_text("2 values need another look")
    page.locator("#setting-accent").fill("#0a7")
    page.locator("#setting-answer_seconds_max").fill("30")
    save(page)
    expect(page.locator("#setting-accent")).to_have_value("#00aa77")


def test_without_a_server_nothing_is_lost(settings):
    _, page = settings
    page.locator("#setting-greeting").fill("Typed")
    page.route("**/api/settings", lambda route: route.abort())
    page.get_by_test_id("save").click()
    expect(page.locator(".bar-problem")).to_contain_text("Not saved.")
    expect(page.locator("#setting-greeting")).to_have_value("Typed")
    page.unroute("**/api/settings")
    save(page)


# Two people


def test_two_people_change_one_setting_and_one_of_them_chooses(settings):
    server, page = settings
    page.locator("#setting-greeting").fill("Mine")
    page.locator("#setting-assistant_name").fill("Robin")
    change(server, greeting="Theirs", contact_after_seconds=90)
    page.get_by_test_id("save").click()
    row = page.get_by_test_id("setting-greeting")
    expect(row.locator(".conflict")).to_contain_text("Theirs")
    expect(row.locator(".conflict")).to_contain_text("Mine")
    expect(page.get_by_test_id("theirs-greeting")).to_be_focused()
    expect(page.locator("#setting-contact_after_seconds")).to_have_value("90")
    expect(page.locator("#setting-assistant_name")).to_have_value("Robin")
    page.get_by_test_id("mine-greeting").click()
    save(page)
    lines, _ = stored(server)
    assert (lines["greeting"]["value"], lines["assistant_name"]["value"]) == ("Mine", "Robin")
    assert lines["contact_after_seconds"]["value"] == 90


def test_theirs_can_be_kept(settings):
    server, page = settings
    page.locator("#setting-greeting").fill("Mine")
    change(server, greeting="Theirs")
    page.get_by_test_id("save").click()
    page.get_by_test_id("theirs-greeting").click()
    expect(page.locator("#setting-greeting")).to_have_value("Theirs")
    expect(page.get_by_test_id("save")).to_be_hidden()


def test_two_people_with_different_settings_are_in_nobodys_way(settings):
    server, page = settings
    page.locator("#setting-greeting").fill("Mine")
    change(server, assistant_name="Robin")
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("save")).to_be_hidden()
    expect(page.locator("#setting-assistant_name")).to_have_value("Robin")
    lines, _ = stored(server)
    assert (lines["greeting"]["value"], lines["assistant_name"]["value"]) == ("Mine", "Robin")


# Fields


def test_the_accent_is_previewed_as_it_will_be_corrected(settings):
    _, page = settings
    page.locator("#setting-accent").fill("#ffee00")
    expect(page.get_by_test_id("contrast-light")).to_have_text(re.compile(r"Darkened to #[0-9a-f]{6}: 4\.[5-9]:1"))
    expect(page.get_by_test_id("contrast-dark")).to_contain_text("Used as it is")
    ground = page.locator(".pv-light .pv-launcher").evaluate("launcher => getComputedStyle(launcher).backgroundColor")
    assert ground != "rgb(255, 238, 0)"
    page.locator("#setting-greeting").fill("Seen in the preview")
    expect(page.locator(".pv-light .pv-bubble").first).to_have_text("Seen in the preview")


def test_opening_questions_are_a_list_of_four_at_most(settings):
    server, page = settings
    row = page.get_by_test_id("setting-opening_questions")
    add = row.get_by_role("button", name="Add a question")
    for number in range(4):
        add.click()
        expect(row.get_by_role("textbox").nth(number)).to_be_focused()
        page.keyboard.type(f"Question {number}?")
    expect(add).to_be_hidden()
    row.get_by_role("button", name="Move line 4 up").click()
    row.get_by_role("button", name="Remove line 1").click()
    expect(page.locator(".pv-light .pv-opening")).to_have_text(["Question 1?", "Question 3?", "Question 2?"])
    save(page)
    assert stored(server)[0]["opening_questions"]["value"] == ["Question 1?", "Question 3?", "Question 2?"]


def test_hours_are_a_week_that_writes_the_text_form(settings):
    server, page = settings
    editor = page.get_by_test_id("hours-editor")
    editor.get_by_label("These hours").check()
    monday = editor.locator("[data-day=Mon]")
    monday.get_by_label("Monday, from").fill("8")
    monday.get_by_label("Monday, to").fill("12:30")
    monday.get_by_role("button", name="Add hours on Monday").click()
    monday.get_by_label("Monday, from").nth(1).fill("1330")
    monday.get_by_label("Monday, to").nth(1).fill("17:00")
    monday.get_by_role("button", name="Copy Monday to Friday").click()
    editor.locator("[data-day=Sat]").get_by_label("Saturday", exact=True).check()
    editor.locator("[data-day=Sat]").get_by_label("Saturday, from").fill("22:00")
    editor.locator("[data-day=Sat]").get_by_label("Saturday, to").fill("02:00")
    expect(editor.locator("[data-day=Sat]")).to_contain_text("Ends on the next day")
    editor.get_by_label("Time zone").select_option("Europe/Berlin")
    expect(page.get_by_test_id("hours-state")).to_have_text(re.compile(r"^(Open now, closes|Closed now, opens) "))
    save(page)
    assert stored(server)[0]["hours"]["value"] == (
        "Mon-Fri 08:00-12:30; Mon-Fri 13:30-17:00; Sat 22:00-02:00 Europe/Berlin")
    page.reload()
    expect(editor.locator("[data-day=Wed]").get_by_label("Wednesday, to").nth(1)).to_have_value("17:00")
    editor.get_by_label("Always open").check()
    save(page)
    assert stored(server)[0]["hours"]["value"] == ""


def test_hours_that_cannot_be_are_not_sent(settings):
    _, page = settings
    editor = page.get_by_test_id("hours-editor")
    editor.get_by_label("These hours").check()
    editor.locator("[data-day=Mon]").get_by_label("Monday, to").fill("")
    expect(editor.locator("[data-day=Mon] .field-error")).to_have_text("Write both times.")
    page.get_by_test_id("save").click()
    expect(page.locator("#setting-hours-error")).to_be_visible()


def test_a_secret_is_set_replaced_and_removed_and_never_shown(settings):
    server, page = settings
    row = page.get_by_test_id("setting-model_key")
    expect(row).to_contain_text("Not set")
    row.get_by_role("button", name="Add").click()
    page.keyboard.type("sk-very-secret")
    save(page)
    expect(row.locator(".state")).to_have_text("Set")
    assert "sk-very-secret" not in page.content()
    assert stored(server)[0]["model_key"]["value"] == "set"
    row.get_by_role("button", name="Replace").click()
    row.get_by_role("button", name="Keep the old one").click()
    expect(page.get_by_test_id("save")).to_be_hidden()
    row.get_by_role("button", name="Remove").click()
    expect(row).to_contain_text("Will be removed when you save")
    save(page)
    expect(row).to_contain_text("Not set")
    assert stored(server)[0]["model_key"]["value"] == ""


def test_what_the_operator_gave_is_locked_and_says_where(start_baton, page):
    server = start_baton("--assistant-name", "Given")
    come_to_settings(page, server)
    expect(page.locator("#setting-assistant_name")).to_be_disabled()
    expect(page.get_by_test_id("setting-assistant_name")).to_contain_text("Set by the flag --assistant-name: change it there")


# A model


def test_a_model_that_is_not_there_is_named_in_words(start_baton, page):
    come_to_settings(page, start_baton("--prompts", str(REPOSITORY / "Prompts")))
    page.get_by_role("button", name="Ollama").click()
    expect(page.locator("#setting-model_url")).to_have_value("http://127.0.0.1:11434/v1")
    expect(page.locator("#setting-model_auth")).to_have_value("none")
    page.locator("#setting-model_url").fill("http://127.0.0.1:9/v1")
    panel = tried(page, "model")
    expect(panel.locator(".try-status")).to_have_text("It does not work yet.")
    expect(panel.get_by_test_id("try-result")).to_contain_text("refuses connections")


def test_without_rights_the_page_is_not_there(own_baton, page):
    server = own_baton
    server.administrator()
    come(page, server, server.agent(), "account")
    expect(page.get_by_test_id("place-settings")).to_have_count(0)
    page.goto(f"{server.console}#settings")
    expect(page.locator("baton-settings")).to_have_count(0)


# Harm


@pytest.mark.parametrize("payload", PAYLOADS, ids=["image", "script", "svg", "address", "frame"])
def test_texts_that_want_to_be_markup_stay_text(settings, new_page, payload):
    server, page = settings
    page.locator("#setting-greeting").fill(payload)
    page.locator("#setting-assistant_name").fill(payload)
    row = page.get_by_test_id("setting-opening_questions")
    row.get_by_role("button", name="Add a question").click()
    page.keyboard.type(payload)
    expect(page.locator(".pv-light .pv-name")).to_have_text(payload)
    save(page)
    expect_harmless(page)
    page.reload()
    expect(page.locator("#setting-greeting")).to_have_value(payload)
    expect_harmless(page)
    visitor = new_page(server.demo)
    visitor.get_by_test_id("launcher").click()
    expect(visitor.get_by_test_id("panel")).to_contain_text(payload[:20])
    assert visitor.evaluate("window.pwned") is None
    come(page, server, server.administrator(), "audit")
    expect(page.locator(".entry").first).to_be_visible()
    expect_harmless(page)
    assert page.problems == []


# Looks


@pytest.mark.one_storage(reason="what is seen, not what is stored")
@pytest.mark.parametrize("look", LOOKS, ids=["-".join(look) for look in LOOKS])
def test_axe_finds_nothing_in_any_group(own_baton, new_page, look):
    server = own_baton
    page = come_to_settings(new_page(**look_options(*look)), server)
    editor = page.get_by_test_id("hours-editor")
    editor.get_by_label("These hours").check()
    for group in GROUPS:
        page.locator(".section-list").get_by_role("link").nth(GROUPS.index(group)).click()
        expect(page.locator(f"#settings-{group}-title")).to_be_focused()
        assert violations(page) == []
    expect_fits(page)
    page.locator("#setting-greeting").fill("Mine")
    page.locator("#setting-accent").fill("nearly blue")
    page.get_by_test_id("save").click()
    expect(page.locator("#setting-accent-error")).to_be_visible()
    assert violations(page) == []
    page.locator("#setting-accent").fill("#0a7")
    change(server, greeting="Theirs")
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("mine-greeting")).to_be_visible()
    assert violations(page) == []
    expect(tried(page, "model").get_by_test_id("try-result")).not_to_be_empty()
    assert violations(page) == []
    expect_fits(page)


# By itself

HOURS = {"console/settings-hours.js": ["readHours", "writeHours", "stateAt", "readTyped"]}


@pytest.mark.parametrize("text, written", [
    ("Mon-Fri 09:00-17:00; Sat 10:00-14:00 Europe/Berlin", None),
    ("Mon,Wed 9:00-12:00,13:00-17:00 UTC",
     "Mon 09:00-12:00; Mon 13:00-17:00; Wed 09:00-12:00; Wed 13:00-17:00 UTC"),
    ("Sat-Mon 00:00-24:00", "Mon 00:00-24:00; Sat-Sun 00:00-24:00 UTC"),
    ("Fri 22:00-02:00 America/New_York", None),
])
def test_hours_are_read_and_written_alike(blank, text, written):
    assert run(blank, HOURS, "return writeHours(readHours(given))", text) == (written or text)


@pytest.mark.parametrize("text", ["Mon", "09:00-17:00", "Mon 25:00-26:00", "Someday 09:00-10:00", "Mon 09:00-10:00 Nowhere/Land"])
def test_hours_that_cannot_be_read_are_left_alone(blank, text):
    assert run(blank, HOURS, "return readHours(given) === undefined", text)


def test_the_next_opening_is_that_of_the_zone_also_where_clocks_change(blank):
    result = run(blank, HOURS, """
      const hours = readHours("Mon-Fri 09:00-17:00; Sat 22:00-02:00 Europe/Berlin");
      const at = (text) => {
        const { isOpen, next } = stateAt(hours, Date.parse(text));
        return [isOpen, new Date(next).toISOString()];
      };
      return [at("2026-01-05T08:30:00Z"), at("2026-01-05T06:00:00Z"), at("2026-03-29T05:00:00Z"), at("2026-01-10T23:30:00Z")];
    """)
    assert result == [
        [True, "2026-01-05T16:00:00.000Z"],
        [False, "2026-01-05T08:00:00.000Z"],
        # Berlin's clocks went forward that morning; the Monday after begins at 07:00 UTC.
        [False, "2026-03-30T07:00:00.000Z"],
        [True, "2026-01-11T01:00:00.000Z"],
    ]


def test_times_are_typed_in_any_usual_way(blank):
    typed = ["9", "0930", "930", "9.30", "9:30", "24:00", "25", "9:7", ""]
    assert run(blank, HOURS, "return given.map(readTyped)", typed) == [540, 570, 570, 570, 570, 1440, None, None, None]
