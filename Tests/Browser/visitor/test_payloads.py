"""Whatever somebody can fill stays text on the visitor's side: nothing runs, and nothing loads from elsewhere."""

import json

import pytest
from conftest import Baton, finish
from help.conftest import PAYLOADS, write
from playwright.sync_api import expect

from path.people import Agent, Visitor
from visitor.host import before_the_page, boot

pytestmark = pytest.mark.one_storage(reason="what the page makes of texts; StorageContractTests keep them")

MORE = [
    "javascript:window.pwned='address'",
    "data:text/html,<script>parent.pwned='data'</script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.pwned='math'>",
    "<a href=\"https://evil.example\" ping=\"https://evil.example/ping\">x</a>",
    "<div style=\"background:url(https://evil.example/x.png)\">",
    "</script><script>window.pwned='closed'</script>",
    "${window.pwned='template'} #{7*7} {{7*7}}",
    "\\u003cimg src=x onerror=window.pwned='escaped'\\u003e",
    "[![x](https://evil.example/i.png)](https://evil.example/) <https://evil.example/auto>",
    "```html\n<script>window.pwned='fence'</script>\n```",
]
ALL = PAYLOADS + MORE
NAME = "<img src=x onerror=\"window.pwned='name'\">"
# A setting is one line; the longest that fits into each.
SETTING = "<img src=https://evil.example/x.png onerror=\"window.pwned='setting'\">"
INSIDE = "baton-widget :is(img, script, iframe, object, embed, link, base, form[action], [onerror], [onload])"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Every text of the operator and of the editor is a payload."""
    folder = tmp_path_factory.mktemp("payloads")
    articles = folder / "articles"
    articles.mkdir()
    for number, payload in enumerate(ALL):
        flat = payload.replace("\n", " ")
        text = f"Weeding number{number} is done so: {payload}\n\n## Weeds {flat}\n\n- {flat}\n"
        write(articles, f"weeds-{number}", f"Weeding number{number} {flat}", "garden", "en", text)
    server = Baton(
        folder, "--knowledge-base", articles, "--assistant-name", NAME, "--greeting", f"Hello {SETTING}",
        "--opening-questions", f"How about {SETTING}?")
    try:
        yield server.start()
    finally:
        finish([server])


@pytest.fixture
def guarded(server, new_page):
    """Opens pages that remember what was asked for from elsewhere."""

    def come(*calls, path="/demo"):
        page = new_page()
        page.elsewhere = []
        page.on("request", lambda request: request.url.startswith(("http://127.0.0.1", "http://localhost", "data:"))
                or page.elsewhere.append(request.url))
        page.on("dialog", lambda dialog: page.elsewhere.append(dialog.message) or dialog.dismiss())
        if calls:
            before_the_page(page, *calls)
        page.goto(server.origin + path)
        return page

    return come


def expect_harmless(page):
    assert page.evaluate("window.pwned") is None
    assert page.elsewhere == []
    expect(page.locator(INSIDE)).to_have_count(0)
    links = page.locator("baton-widget a").evaluate_all("links => links.map((link) => link.href)")
    assert not [link for link in links if not link.startswith(("http://", "https://"))]
    refused = [problem for problem in page.problems if "Content Security Policy" not in problem]
    assert refused == []
    assert page.problems == []


def test_what_the_operator_set_stays_text(server, guarded):
    visitor = Visitor(guarded()).open()
    expect(visitor.at("header-name")).to_have_text(NAME)
    expect(visitor.at("greeting")).to_contain_text(SETTING)
    expect(visitor.at("opening")).to_have_text(f"How about {SETTING}?")
    visitor.at("opening").click()
    expect(visitor.messages("visitor")).to_have_count(1)
    expect_harmless(visitor.page)


def test_articles_that_are_quoted_and_opened_stay_text(server, guarded):
    visitor = Visitor(guarded()).open()
    answered = 0
    for number in range(0, len(ALL), 4):
        visitor.at("composer").fill(f"How is weeding number{number} done?")
        visitor.at("composer").press("Enter")
        expect(visitor.messages("visitor", f"number{number}")).to_have_attribute("data-status", "sent")
        visitor.messages("assistant").nth(answered).or_(visitor.at("waiting-card")).first.wait_for()
        if visitor.at("waiting-card").is_visible():
            break
        answered += 1
        visitor.messages("assistant").last.get_by_test_id("citation").click()
        expect(visitor.messages("assistant").last.get_by_test_id("citation-card")).to_be_visible()
    assert answered > 2
    expect_harmless(visitor.page)


def test_what_both_sides_write_and_are_called_stays_text(server, guarded, new_page):
    page = guarded(boot(name=NAME, email="ada@home.test", attributes={"plan": NAME, NAME: "x"}))
    page.evaluate("title => { document.title = title; }", ALL[1])
    page.evaluate("history.replaceState(null, '', '/demo?x=%22%3E%3Cscript%3Ewindow.pwned=1%3C/script%3E')")
    visitor = Visitor(page).open()
    agent = Agent(new_page(), "Eve").come_with(server.agent("eve@example.com", NAME), server)
    visitor.say("I want to talk about something that is not weeding.")
    visitor.at("talk-to-person").or_(visitor.at("waiting-card")).first.wait_for()
    if visitor.at("talk-to-person").is_visible():
        visitor.at("talk-to-person").click()
    visitor.expect_waiting()
    agent.open("not weeding").accept()
    for payload in ALL:
        visitor.say(payload)
        agent.reply(payload)
    expect(visitor.messages("agent")).to_have_count(len(ALL))
    expect(visitor.messages("visitor")).to_have_count(len(ALL) + 1)
    assert [text.strip() for text in visitor.texts("agent")] == [payload.strip() for payload in ALL]
    expect(visitor.at("header-name")).to_have_text(NAME)
    visitor.at("back").click()
    expect(visitor.at("past").first).to_be_visible()
    expect_harmless(page)
    assert agent.page.evaluate("window.pwned") is None


def test_calls_of_the_host_with_rubbish_break_nothing(server, guarded):
    page = guarded(
        boot(accent="red;background:url(https://evil.example/x.png)", position="</style>", language="../../etc",
             attributes="{not json", name={"a": 1}, hideLauncher="maybe"),
        "Baton(); Baton(null); Baton('noSuchCall', 1); Baton('onUnread', () => {});",
        f"Baton('showNewMessage', {json.dumps(ALL[1])});",
    )
    visitor = Visitor(page)
    expect(visitor.at("composer")).to_have_value(ALL[1])
    visitor.at("composer").press("Enter")
    expect(visitor.messages("visitor").first).to_have_attribute("data-status", "sent")
    expect_harmless(page)
