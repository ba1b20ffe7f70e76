"""Who walks the path: a visitor at the widget and an agent at the console, each through the test ids of the pages."""

from conftest import PASSWORD
from playwright.sync_api import expect

# Longer than the longest backoff that a crash of seconds can lead to.
recovery_ms_max = 45_000


class Visitor:
    """The widget on one page."""

    def __init__(self, page):
        self.page = page

    def at(self, name):
        return self.page.get_by_test_id(name)

    def open(self):
        self.at("launcher").click()
        expect(self.at("panel")).to_be_visible()
        return self

    def say(self, text):
        self.at("composer").fill(text)
        self.at("composer").press("Enter")

    def messages(self, author=None, text=None):
        narrowed = f'[data-author="{author}"]' if author else ""
        return self.page.locator(f'[data-testid="message"]{narrowed}', has_text=text)

    def texts(self, author):
        """What this author said, as it stands on the screen."""
        return self.messages(author).locator(".bubble").all_inner_texts()

    def expect_answer(self):
        answer = self.messages("assistant").filter(has=self.at("citation")).last
        expect(answer).to_have_attribute("data-status", "sent")
        return answer

    def expect_waiting(self):
        expect(self.at("waiting-card")).to_be_visible()


class Agent:
    """The console on one page."""

    def __init__(self, page, name):
        self.page = page
        self.name = name

    def at(self, name):
        return self.page.get_by_test_id(name)

    def come_through(self, link, email=None):
        """Through a set-up link (which asks for the address too) or an invitation."""
        self.page.goto(link)
        if email:
            self.at("setup-name").fill(self.name)
            self.at("setup-email").fill(email)
        self.at("setup-password").fill(PASSWORD)
        self.at("setup-submit").click()
        expect(self.at("tab-waiting")).to_be_visible()
        return self

    def come_with(self, cookie, server):
        """With a session that was made elsewhere."""
        name, _, value = cookie.partition("=")
        self.page.context.add_cookies([{"name": name, "value": value, "url": server.origin}])
        self.page.goto(server.console)
        expect(self.at("tab-waiting")).to_be_visible()
        return self

    def row(self, text):
        return self.page.get_by_test_id("inbox-row").filter(has_text=text)

    def open(self, text):
        self.row(text).click()
        expect(self.at("conversation")).to_be_visible()
        return self

    def accept(self):
        self.at("accept").click()
        expect(self.at("reply")).to_be_visible()
        return self

    def reply(self, text):
        self.at("reply").fill(text)
        self.at("reply").press("Enter")

    def messages(self, author=None, text=None):
        narrowed = f'[data-author="{author}"]' if author else ""
        return self.page.locator(f'[data-testid="message"]{narrowed}', has_text=text)

    def texts(self, author):
        return self.messages(author).locator(".text").all_inner_texts()

    def expect_said(self, text):
        """A line of what happened, such as "Given back to the Assistant"."""
        expect(self.page.locator(".divider", has_text=text).last).to_be_visible()
