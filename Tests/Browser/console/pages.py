"""What the tests of the pages beside the inbox share: looks, axe, payloads, codes of the second step."""

import base64
import hashlib
import hmac
import struct
import time

from axe import SETTLED, violations  # noqa: F401
from conftest import PASSWORD
from playwright.sync_api import expect

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in SIZES]
PAYLOADS = [
    "<img src=x onerror=\"window.pwned = 'image'\">",
    "<script>window.pwned = 'script'</script>",
    "\"><svg onload=\"window.pwned='svg'\">",
    "javascript:window.pwned='link'",
    "</textarea></style></title><iframe srcdoc='<script>parent.pwned=1</script>'>",
]
MARKUP = "img[src='x'], svg[onload], script:not([src]), [onerror], a[href^='javascript'], iframe"

code_seconds = 30


def look_options(scheme, size):
    # The checker is a script of its own, which the pages' policy would refuse.
    return {
        "viewport": SIZES[size], "color_scheme": scheme, "bypass_csp": True, "reduced_motion": "reduce",
    }


def expect_harmless(page):
    assert page.evaluate("window.pwned") is None
    expect(page.locator(f":is({MARKUP})")).to_have_count(0)


def expect_fits(page):
    """Nothing makes the page wider than its window."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    pane = page.locator(".place-pane")
    if pane.count():
        assert pane.evaluate("element => element.scrollWidth <= element.clientWidth")


def come(page, server, cookie, place):
    """Opens a place of the console with a session that was made elsewhere."""
    name, _, value = cookie.partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": server.origin}])
    page.goto(f"{server.console}#{place}")
    expect(page.locator(f"baton-{place} h1")).to_be_visible()
    return page


def tried(page, kind):
    """Presses the button that tries a model or mail; returns the part of the page that says what came of it."""
    panel = page.get_by_test_id(f"settings-{kind}")
    panel.get_by_test_id(f"try-{kind}").click()
    return panel.locator(".try-panel")


def sign_in(page, server, email="ada@example.com", password=PASSWORD):
    page.goto(server.console)
    page.get_by_test_id("signin-email").fill(email)
    page.get_by_test_id("signin-password").fill(password)
    page.get_by_test_id("signin-submit").click()


def code_of(secret, steps_ahead=0):
    """RFC 6238 with SHA-1, six digits, 30 s: what an authenticator app shows."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    step = int(time.time()) // code_seconds + steps_ahead
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def expect_good_looks(page, what):
    """In each scheme and size nothing is wrong for those who read with a program, and all of it fits."""
    for scheme, size in LOOKS:
        page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)
        assert violations(page) == [], (what, scheme, size)
        expect_fits(page)
    page.set_viewport_size(SIZES["desk"])
