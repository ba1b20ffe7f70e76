"""An article: read without a script, led through by its contents, asked about, and told apart by its language."""

import gzip
import re
import urllib.request

import pytest
from conftest import ANSWERED_QUESTION
from path.people import Visitor
from playwright.sync_api import expect


def helped(page, name):
    return page.get_by_test_id(f"helped-{name}")


def stored(server):
    """The answers in the log of a server that has stopped."""
    return server.rows(
        "SELECT e.stream, e.seq, e.body FROM event e WHERE e.type = 'helped_by_article' ORDER BY e.position")


def test_everything_can_be_read_without_a_script(baton, new_page):
    page = new_page(f"{baton.help}/embed-widget", java_script_enabled=False)
    expect(page.locator("h1")).to_have_text("Put the chat widget on your page")
    expect(page.locator("nav.contents a").first).to_be_visible()
    expect(page.get_by_test_id("helped")).to_be_hidden()
    page.locator("nav.contents a").nth(2).click()
    assert page.url.endswith("#change-the-colour-of-the-widget")


def test_the_contents_stay_beside_the_text_and_are_folded_on_a_phone(baton, new_page):
    page = new_page(f"{baton.help}/embed-widget", viewport={"width": 1440, "height": 900})
    page.mouse.wheel(0, 1200)
    contents = page.locator("nav.contents")
    expect(contents).to_be_in_viewport()
    phone = new_page(f"{baton.help}/embed-widget", viewport={"width": 390, "height": 844})
    expect(phone.locator("nav.contents")).to_be_hidden()
    expect(phone.locator(".contents-folded a").first).to_be_hidden()
    phone.locator(".contents-folded summary").click()
    phone.locator(".contents-folded a").nth(1).click()
    expect(phone.locator("#allow-one-or-several-websites")).to_be_in_viewport()


def test_an_answer_is_stored_once_and_survives_a_restart(own_baton, new_page):
    page = new_page(f"{own_baton.help}/install")
    for choice in ("yes", "yes", "no"):
        with page.expect_response("**/api/help/helped") as answered:
            helped(page, choice).click()
        assert answered.value.status == 204
    expect(helped(page, "no")).to_have_attribute("aria-pressed", "true")
    expect(helped(page, "yes")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_test_id("helped-said")).to_contain_text("Thank you")
    own_baton.stop()
    own_baton.restart()
    page.reload()
    with page.expect_response("**/api/help/helped"):
        helped(page, "no").click()
    own_baton.stop()
    rows = stored(own_baton)
    assert [(stream, seq) for stream, seq, _ in rows] == [("article:install", "1"), ("article:install", "2")]
    assert '"helped":true' in rows[0][2] and '"helped":false' in rows[1][2]


def test_no_leads_to_the_chat_by_the_keyboard_and_without_storage(baton, new_page):
    page = new_page()
    page.add_init_script("""
        for (const name of ["sessionStorage", "localStorage"]) {
          Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
        }
    """)
    page.goto(f"{baton.help}/install")
    expect(page.get_by_test_id("launcher")).to_be_visible()
    helped(page, "no").focus()
    with page.expect_response("**/api/help/helped") as answered:
        page.keyboard.press("Enter")
    assert answered.value.status == 204
    page.get_by_test_id("helped-ask").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("panel")).to_be_visible()


def test_an_answer_that_does_not_arrive_is_not_shown_as_given(baton, new_page):
    page = new_page()
    page.route("**/api/help/helped", lambda route: route.abort())
    page.goto(f"{baton.help}/install")
    helped(page, "yes").click()
    expect(page.get_by_test_id("helped-said")).to_contain_text("did not reach us")
    expect(helped(page, "yes")).to_have_attribute("aria-pressed", "false")


def test_a_question_from_an_article_knows_the_article(baton, new_page):
    page = new_page()
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto(f"{baton.help}/embed-widget")
    visitor = Visitor(page).open()
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer()
    frame = next(frame for frame in sent if '"send"' in frame)
    assert '"area":"widget"' in frame and '"article":"embed-widget"' in frame
    assert "Put the chat widget on your page" in frame


def test_code_is_copied_and_headings_can_be_linked_to(baton, new_page):
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=baton.origin)
    page.goto(f"{baton.help}/embed-widget")
    page.locator(".code").first.hover()
    page.get_by_test_id("copy").first.click()
    expect(page.get_by_test_id("copy").first).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("<script ")
    page.locator("h2 .anchor").first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#embed-the-widget-the-script-tag")


def test_articles_are_grouped_by_language_and_run_in_its_direction(garden, new_page):
    page = new_page(garden.help)
    for name, direction in (("English", "ltr"), ("Deutsch", "ltr"), ("עברית", "rtl")):
        section = page.locator("section.language").filter(has=page.get_by_role("heading", name=name, exact=True))
        expect(section).to_have_attribute("dir", direction)
    page.get_by_role("link", name="השקיית הגינה").click()
    expect(page.locator("article.content")).to_have_attribute("dir", "rtl")
    expect(page.locator("article.content")).to_have_attribute("lang", "he")


def test_search_engines_find_their_way(baton, new_page):
    page = new_page(f"{baton.help}/install")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical == f"{baton.help}/install"
    assert page.locator("meta[property='og:title']").get_attribute("content") == "Install Baton"
    status, headers, text = baton.get("/sitemap.xml")
    assert status == 200 and "xml" in headers["Content-Type"]
    places = re.findall(r"<loc>(.*?)</loc><lastmod>(\d{4}-\d\d-\d\dT[\d:]+Z)</lastmod>", text)
    assert canonical in dict(places) and len(places) >= 13
    for address in dict(places):
        assert baton.get(address.removeprefix(baton.origin))[0] == 200
    assert f"Sitemap: {baton.origin}/sitemap.xml" in baton.get("/robots.txt")[2]


@pytest.mark.parametrize("path", ["/help", "/help/install", "/assets/help/search.js", "/widget.js", "/demo"])
def test_what_is_packed_unpacks_to_the_same(baton, path):
    plain = baton.get(path)[2]
    asked = urllib.request.Request(baton.origin + path, headers={"Accept-Encoding": "gzip"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(asked) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        packed = response.read()
    assert gzip.decompress(packed).decode() == plain
    assert len(packed) < len(plain) / 2


def test_unknown_and_removed_articles_say_so_and_offer_a_search(baton, new_page):
    page = new_page()
    assert page.goto(f"{baton.help}/embed-widgt").status == 404
    page.get_by_role("link", name="Put the chat widget on your page").click()
    page.wait_for_url("**/help/embed-widget")
