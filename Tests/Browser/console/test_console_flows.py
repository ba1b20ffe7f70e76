"""Flows that cross the console's rooms, each from end to end: mail, signed visitors, a model, what an agent is told."""

import base64
import hashlib
import hmac
import json
import re
import time

import pytest
from conftest import ANSWERED_QUESTION, REPOSITORY, UNKNOWN_QUESTION, poll
from endpoint import Endpoint
from playwright.sync_api import expect

from console.desk import arrive, open_by_id, waiting
from console.pages import LOOKS, PAYLOADS, come, expect_fits, expect_harmless, look_options, tried, violations
from mail.post import Post

SECRET = "a secret of the host product, long enough"
mail_seconds = 5
mail_ms_max = 40_000

# Stands in for what a browser without a screen or a loudspeaker cannot show.
HEARD = """
window.shown = [];
window.tones = 0;
window.Notification = class extends EventTarget {
  static permission = "granted";
  static requestPermission = async () => "granted";
  constructor(title, options) { super(); window.shown.push({ title, ...options, made: this }); }
  close() {}
};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
"""


def signed(claims, secret=SECRET):
    """A JSON web token with HS256 (RFC 7515), as the host product makes it."""
    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    head = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    body = head + b"." + part(json.dumps({"exp": int(time.time()) + 3600, **claims}).encode())
    return (body + b"." + part(hmac.new(secret.encode(), body, hashlib.sha256).digest())).decode()


@pytest.fixture
def post():
    server = Post(refuse={"nobody@home.test": ["550 5.1.1 no such user"] * 9})
    yield server
    server.stop()


def set_mail_up(page, server, url):
    """Through the settings page, as an administrator does."""
    come(page, server, server.administrator(), "settings")
    expect(page.locator("#setting-smtp_url")).to_be_visible()
    page.locator("#setting-smtp_url").fill(url)
    page.locator("#setting-mail_from").fill("Shop <support@shop.test>")
    page.locator("#setting-mail_after_seconds").fill(str(mail_seconds))


def leave_an_address(server, address):
    """(conversation): a visitor leaves an address and goes."""
    visitor, conversation = waiting(server)
    with visitor:
        visitor.act("contact", conversation, address=address)
    return conversation


# Mail


def test_mail_is_set_up_tried_sent_and_refused_in_words(own_baton, new_page, post):
    server = own_baton
    agent = arrive(new_page, server)
    page = agent.page
    set_mail_up(page, server, post.url)
    page.locator("#try-mail-to").fill("ada@home.test")
    expect(tried(page, "mail").locator(".try-status")).to_contain_text("It works.")
    assert post.mails[0].rcpt_tos == ["ada@home.test"]
    page.locator("#try-mail-to").fill("nobody@home.test")
    panel = tried(page, "mail")
    expect(panel.locator(".try-status")).to_have_text("It does not work yet.")
    expect(panel.get_by_test_id("try-result")).to_contain_text("550")
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("said")).to_contain_text("Saved")

    reached = leave_an_address(server, "nora@home.test")
    open_by_id(agent, reached).accept().reply("It left the warehouse this morning.")
    expect(page.locator(".context-pane")).to_contain_text("Replies reach them by mail when they are away.")
    expect(page.locator(".divider", has_text="Replies went out by mail")).to_be_visible(timeout=mail_ms_max)
    assert post.mails[-1].rcpt_tos == ["nora@home.test"]

    lost = leave_an_address(server, "nobody@home.test")
    open_by_id(agent, lost).accept().reply("Are you there?")
    failed = page.locator(".divider.is-failed")
    expect(failed).to_contain_text("The mail did not go out: it was refused", timeout=mail_ms_max)
    expect(failed.get_by_role("link", name="Write it yourself")).to_have_attribute(
        "href", re.compile("^mailto:nobody%40home.test|^mailto:nobody@home.test"))
    assert page.problems == []


def test_without_mail_the_pane_says_so_and_offers_the_agents_own(baton, new_page):
    conversation = leave_an_address(baton, "nora@home.test")
    agent = open_by_id(arrive(new_page, baton), conversation)
    expect(agent.page.locator(".context-pane")).to_contain_text("Mail is not set up here")
    expect(agent.at("contact-address")).to_have_attribute("href", re.compile("^mailto:nora"))


@pytest.mark.parametrize("payload", PAYLOADS, ids=["image", "script", "svg", "address", "frame"])
def test_what_is_written_into_mail_and_model_stays_text(baton, new_page, payload):
    page = new_page()
    come(page, baton, baton.administrator(), "settings")
    for key in ("mail_from", "smtp_user", "smtp_url", "model", "model_url"):
        page.locator(f"#setting-{key}").fill(payload)
    expect(tried(page, "model").locator(".try-status")).to_have_text(re.compile("does not work|could not be tried"))
    page.get_by_test_id("save").click()
    expect(page.locator(".bar-problem:not(:empty), [data-testid=said]:not(:empty)").first).to_be_visible()
    expect_harmless(page)
    page.get_by_test_id("discard").click(timeout=3_000)
    assert [said for said in page.problems if "422" not in said] == []


@pytest.mark.parametrize("payload", PAYLOADS, ids=["image", "script", "svg", "address", "frame"])
def test_a_name_that_wants_to_be_markup_stays_text_wherever_it_stands(baton, new_page, payload):
    cookie = baton.agent(f"{abs(hash(payload))}@example.com", payload[:80])
    visitor, conversation = waiting(baton)
    with visitor:
        agent = open_by_id(arrive(new_page, baton, cookie, payload), conversation).accept()
        agent.reply("Here.")
        ada = arrive(new_page, baton)
        open_by_id(ada, conversation)
        expect(ada.at("viewers")).to_contain_text(payload[:20])
        for page in (agent.page, ada.page):
            expect_harmless(page)
    for place in ("users", "audit"):
        come(ada.page, baton, baton.administrator(), place)
        expect(ada.page.locator("main")).to_contain_text(payload[:20])
        expect_harmless(ada.page)
    assert ada.page.problems == []


# Who a visitor is


def test_a_signed_visitor_has_a_badge_and_an_unsigned_one_has_none(start_baton, new_page, tmp_path):
    secret = tmp_path / "identity"
    secret.write_text(SECRET)
    server = start_baton("--identity-secret-file", str(secret))
    claims = {"sub": "u-1", "name": "Nora Lind", "email": "nora@shop.test", "plan": "team"}
    states = {}
    for key, token in [("verified", signed(claims)), ("refused", signed(claims, "another secret, just as long as it"))]:
        visitor = server.visitor(hello=False)
        visitor.send("hello", v=2, identity=token)
        states[key] = visitor.next("welcome")["identity"]["state"]
        _, conversation = waiting(server, f"{UNKNOWN_QUESTION} I am {key}.", visitor)
        visitor.close()
    assert states == {"verified": "verified", "refused": "refused"}
    agent = arrive(new_page, server)
    expect(agent.row("I am verified").get_by_text(re.compile("Verified"))).to_have_count(1)
    expect(agent.row("I am verified")).to_contain_text("Nora Lind")
    agent.open("I am verified")
    expect(agent.at("verified")).to_be_visible()
    expect(agent.page.locator(".context-pane")).to_contain_text("nora@shop.test")
    agent.page.keyboard.press("Escape")
    expect(agent.row("I am refused")).not_to_contain_text("Nora Lind")
    agent.open("I am refused")
    expect(agent.at("verified")).to_have_count(0)
    expect(agent.page.locator(".context-pane")).not_to_contain_text("nora@shop.test")


# A model


def test_a_model_without_its_prompt_is_not_said_to_work(baton, new_page):
    page = new_page()
    come(page, baton, baton.administrator(), "settings")
    page.locator("#setting-model_url").fill("http://127.0.0.1:9/v1")
    page.locator("#setting-model").fill("scripted")
    expect(tried(page, "model").get_by_test_id("try-result")).to_contain_text("Prompts/answer.md")


def test_a_model_that_answers_is_tried_saved_and_asked(start_baton, new_page):
    server = start_baton("--prompts", str(REPOSITORY / "Prompts"))
    endpoint = Endpoint("It works.")
    page = new_page()
    try:
        come(page, server, server.administrator(), "settings")
        page.locator("#setting-model_url").fill(endpoint.url)
        page.locator("#setting-model").fill("scripted")
        expect(tried(page, "model").locator(".try-status")).to_contain_text("It works.")
        assert endpoint.requests[0]["model"] == "scripted"
        page.get_by_test_id("save").click()
        expect(page.get_by_test_id("said")).to_contain_text("Saved")
        asked = len(endpoint.requests)
        with server.visitor() as visitor:
            conversation = visitor.begin()
            visitor.ask(conversation, ANSWERED_QUESTION)
            poll(lambda: len(endpoint.requests) > asked, "a question to the model", 20)
        assert ANSWERED_QUESTION in endpoint.prompt
    finally:
        endpoint.stop()


# What an agent is told


def test_a_visitor_who_begins_to_wait_sounds_shows_and_counts(own_baton, new_page):
    page = new_page()
    page.add_init_script(HEARD)
    page.add_init_script("""localStorage.setItem("baton.notifications",
        JSON.stringify({ sound: true, desktop: true, onlyHidden: false, volume: 0.5, after_s: 0 }))""")
    name, _, value = own_baton.administrator().partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": own_baton.origin}])
    page.goto(own_baton.console)
    expect(page.get_by_text("Nobody is waiting")).to_be_visible()
    expect(page).to_have_title("Inbox")
    visitor, conversation = waiting(own_baton, "My parcel from Trondheim never came.")
    with visitor:
        expect(page).to_have_title("(1) Inbox")
        expect(page.locator(".badge")).to_have_text("1")
        # Not wait_for_function: what it asks a second time the page's policy refuses.
        poll(lambda: page.evaluate("shown.length === 1 && tones === 2"), "the sound and the notification")
        shown = page.evaluate("({ title: shown[0].title, body: shown[0].body })")
        assert shown["title"].endswith("is waiting") and "Trondheim" in shown["body"]
        page.evaluate("window.shown[0].made.dispatchEvent(new Event('click'))")
        expect(page).to_have_url(re.compile(f"#c={conversation}$"))
        page.get_by_test_id("accept").click()
        expect(page).to_have_title("Inbox")
        expect(page.locator(".badge")).to_be_hidden()


# A phone's bar


@pytest.mark.parametrize("look", LOOKS, ids=["-".join(look) for look in LOOKS])
def test_all_places_are_in_reach(baton, new_page, look):
    agent = arrive(new_page, baton, **look_options(*look))
    page = agent.page
    is_phone = look[1] == "phone"
    expect(agent.at("more")).to_be_visible(visible=is_phone)
    if is_phone:
        assert page.locator(".rail").evaluate("rail => rail.scrollWidth <= rail.clientWidth")
        assert page.locator(".rail > .rail-entry:visible, .rail-foot > .rail-entry:visible").count() == 7
        expect(agent.at("sign-out")).to_be_hidden()
        agent.at("more").click()
        expect(agent.at("more")).to_have_attribute("aria-expanded", "true")
    expect(agent.at("sign-out")).to_be_in_viewport(ratio=1)
    assert violations(page) == []
    if is_phone:
        page.keyboard.press("Escape")
        expect(agent.at("sign-out")).to_be_hidden()
        expect(agent.at("more")).to_be_focused()
        agent.at("more").click()
    agent.at("place-users").click()
    expect(page.locator("baton-users h1")).to_be_visible()
    expect(agent.at("sign-out")).to_be_visible(visible=not is_phone)
    expect_fits(page)
    agent.at("open-palette").click()
    expect(agent.at("palette-field")).to_be_focused()


def test_a_role_without_places_of_its_own_signs_out_beside_its_account(baton, new_page):
    cookie = baton.agent("phone@example.com", "Penny Phone")
    agent = arrive(new_page, baton, cookie, "Penny Phone", viewport={"width": 390, "height": 844})
    agent.at("more").click()
    expect(agent.at("place-account")).to_be_in_viewport(ratio=1)
    agent.at("sign-out").click()
    expect(agent.at("signin-form")).to_be_visible()


def test_the_question_for_an_article_can_be_put_off(baton, new_page):
    visitor, conversation = waiting(baton)
    with visitor:
        agent = open_by_id(arrive(new_page, baton), conversation).accept()
        agent.reply("We do not sell boots.")
        expect(agent.at("article-none")).to_be_visible()
        agent.at("article-later").click()
        expect(agent.at("article-none")).to_have_count(0)
        visitor.ask(conversation, "Thank you.")
        expect(agent.messages("visitor", "Thank you.")).to_have_count(1)
        expect(agent.at("article-none")).to_have_count(0)
        agent.page.get_by_role("button", name="Which article answers this?").click()
        expect(agent.at("article-none")).to_be_visible()
