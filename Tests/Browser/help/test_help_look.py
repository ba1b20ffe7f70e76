"""What axe finds on the pages of the help centre and the shop, and what moves while they load: nothing."""

import pytest
from axe import violations
from playwright.sync_api import expect

pytestmark = pytest.mark.one_storage(reason="what is seen, not what is stored")

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in SIZES]
PAGES = [
    "/help", "/help/embed-widget", "/help/search?q=install", "/help/search?q=zzzqqq", "/help/search?q=",
    "/help/there-is-none", "/demo", "/demo/how", "/demo/plans", "/demo/account",
]
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


@pytest.fixture(params=LOOKS, ids=["-".join(look) for look in LOOKS])
def look(request):
    scheme, size = request.param
    return {
        "viewport": SIZES[size], "color_scheme": scheme, "bypass_csp": True, "reduced_motion": "reduce",
    }


def test_axe_finds_nothing_and_nothing_moves(baton, new_page, look):
    page = new_page(**look)
    for path in PAGES:
        page.goto(baton.origin + path)
        expect(page.get_by_test_id("launcher")).to_be_visible()
        assert page.evaluate(SHIFTS) == 0, path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert violations(page) == [], path


def test_axe_finds_nothing_in_what_opens(baton, garden, new_page, look):
    page = new_page(baton.help, **look)
    page.get_by_test_id("search").fill("reset password")
    expect(page.get_by_test_id("result").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    page.get_by_test_id("search").fill("zzzqqq")
    expect(page.get_by_test_id("results")).to_contain_text("Nothing found")
    assert violations(page) == []
    page.goto(f"{baton.help}/embed-widget")
    page.get_by_test_id("helped-no").click()
    expect(page.get_by_test_id("helped-ask")).to_be_visible()
    assert violations(page) == []
    page.goto(f"{garden.help}/gina")
    assert violations(page) == []
    page.goto(f"{baton.origin}/demo")
    page.locator("details.try summary").click()
    assert violations(page) == []
