"""The link in a mail: it opens its conversation over the whole page, and nothing else of anybody."""

import email
import email.policy
import re

import pytest
from conftest import Baton, finish
from mail.post import Post
from playwright.sync_api import expect
from protocol.client import new_id

from path.people import Visitor, recovery_ms_max

after_seconds = 5
mail_seconds_max = 30


class Mailed:
    """A server whose agent answered somebody who had gone, and the link that came with the mail."""

    def __init__(self, folder):
        self.post = Post()
        self.server = Baton(
            folder, "--smtp-url", self.post.url, "--mail-from", "Shop <support@shop.test>",
            "--mail-after-seconds", str(after_seconds))

    def start(self):
        server = self.server.start()
        with server.visitor() as visitor:
            self.conversation = visitor.begin()
            visitor.ask(self.conversation, "When do you open the greenhouse?")
            visitor.act("person", self.conversation)
            visitor.act("contact", self.conversation, address="grace@home.test")
        with server.team(server.administrator()) as ada:
            ada.resume(self.conversation)
            ada.act("accept", self.conversation)
            ada.act("send", self.conversation, id=new_id(), text="At nine, also on Sundays.")
            ada.event("mailed", self.conversation, seconds_max=mail_seconds_max)
        mail = email.message_from_bytes(self.post.mails[0].content, policy=email.policy.default)
        plain = mail.get_body(("plain",)).get_content()
        self.link = re.search(rf"{server.origin}/conversation#\S+", plain)[0]
        return self


@pytest.fixture(scope="module")
def mailed(tmp_path_factory):
    mailed = Mailed(tmp_path_factory.mktemp("mailed"))
    try:
        yield mailed.start()
    finally:
        finish([mailed.server])
        mailed.post.stop()


def test_the_link_opens_the_conversation_over_the_whole_page(mailed, new_page):
    page = new_page(mailed.link)
    visitor = Visitor(page)
    expect(visitor.messages("agent", "At nine, also on Sundays.")).to_have_count(1)
    panel = visitor.at("panel").bounding_box()
    assert panel["y"] == 0 and panel["height"] == 800 and panel["width"] == 720
    assert page.url == f"{mailed.server.origin}/conversation"
    for name in ("launcher", "close", "back"):
        expect(visitor.at(name)).to_be_hidden()
    visitor.say("Thank you, I come at ten.")
    expect(visitor.messages("visitor", "at ten")).to_have_attribute("data-status", "sent")
    # A reload has no token in its address any more, and must not need one.
    page.reload()
    expect(visitor.messages("visitor", "at ten")).to_have_count(1)
    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.problems == []


def test_the_link_shows_nothing_of_what_this_browser_said_elsewhere(mailed, new_page):
    page = new_page(f"{mailed.server.origin}/help")
    visitor = Visitor(page).open()
    visitor.say("Where are my own tomatoes?")
    expect(visitor.messages("visitor", "tomatoes")).to_have_attribute("data-status", "sent")
    page.goto(mailed.link)
    expect(visitor.messages("agent", "At nine")).to_have_count(1)
    expect(visitor.messages("visitor", "tomatoes")).to_have_count(0)
    page.goto(f"{mailed.server.origin}/help")
    expect(visitor.messages("visitor", "tomatoes")).to_have_count(1)
    expect(visitor.messages("agent", "At nine")).to_have_count(0)


@pytest.mark.parametrize("change", ["tampered", "rubbish", "older"])
def test_a_link_that_leads_nowhere_says_so_and_offers_to_begin(mailed, new_page, change):
    token = mailed.link.partition("#")[2]
    broken = {"tampered": token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB"), "rubbish": "x",
              "older": re.sub(r"\d{6,}", "1000000000", token, count=1) + "0"}[change]
    page = new_page(f"{mailed.server.origin}/conversation#{broken}")
    visitor = Visitor(page)
    expect(visitor.at("status-line")).to_have_text("This link has expired. Write here to begin anew.")
    expect(visitor.messages()).to_have_count(0)
    visitor.say("Hello, where was I?")
    expect(visitor.messages("visitor", "where was I")).to_have_attribute("data-status", "sent")
    expect(visitor.at("status-line")).to_be_hidden()
    page.reload()
    expect(visitor.messages("agent", "At nine")).to_have_count(0)
    assert page.problems == []


def test_the_page_without_a_link_is_a_chat_like_any_other(mailed, new_page):
    page = new_page(f"{mailed.server.origin}/conversation")
    visitor = Visitor(page)
    expect(visitor.at("greeting")).to_be_visible()
    visitor.say("Hello")
    expect(visitor.messages("visitor", "Hello")).to_have_attribute("data-status", "sent")


def test_a_link_survives_a_crash_of_the_server(mailed, new_page):
    page = new_page(mailed.link)
    visitor = Visitor(page)
    expect(visitor.messages("agent", "At nine")).to_have_count(1)
    mailed.server.kill()
    visitor.say("Written while it was gone")
    mailed.server.restart()
    expect(visitor.messages("visitor", "while it was gone")).to_have_attribute(
        "data-status", "sent", timeout=recovery_ms_max)
    expect(visitor.messages("agent", "At nine")).to_have_count(1)
