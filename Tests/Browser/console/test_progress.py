"""Progress: a new installation, a publication of this minute, and months of them; the week's page on paper."""

import email
import email.policy
import json
import time

import pytest
from conftest import finish, poll
from help.conftest import write
from mail.post import Post
from playwright.sync_api import expect

from console.pages import come, expect_good_looks
from console.test_gaps import ARTICLES, REFUNDS, Baton, ask_all, at_place, gap_about, post

pytestmark = pytest.mark.one_storage("looks and axe; what is counted is tested on both by the server's tests")

day_ms = 86_400_000
week_ms = 7 * day_ms


@pytest.fixture(scope="module")
def post_office():
    made = Post()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory, post_office):
    folder = tmp_path_factory.mktemp("progress")
    articles = folder / "articles"
    articles.mkdir()
    for name, (title, area, text) in ARTICLES.items():
        write(articles, name, title, area, "en", text)
    server = Baton(folder, "--knowledge-base", articles, "--smtp-url", post_office.url, "--mail-from", "support@shop.test",
                   "--gap-mail-to", "editors@shop.test")
    try:
        server.start()
        yield server
    finally:
        finish([server])


def gap(number, name, state="published", **fields):
    weeks = [3, 4, 2, 5, 3, 4, 6, 1, 0, 1, 0, 0]
    verdict = {"word": "proves", "of": 31, "checked": 30, "found": 30, "found_before": 0, "before": 0, "after": 29, "broken": 0, "tried": 120, "at": 0}
    return {
        "id": f"g{number}", "name": name, "is_named": True, "question": None, "state": state, "kind": "missing_article",
        "kind_is_given": False, "questions": sum(weeks), "conversations": 24, "first_at": 0, "last_at": 0,
        "areas": ["billing"], "weeks": weeks, "dismissal": None, "merged_into": None, "article": "refunds", "revision": 1,
        "cost": {"volume": 4, "trend": 0.7, "failure_rate": 0.4, "minutes": 6, "is_timed": True, "score": 6.7},
        "verdict": verdict if state == "published" else None, **fields,
    }


def prevented(**fields):
    weeks = [{"week": week, "observed": 5 if week < 0 else 1, "expected": 5.2} for week in range(-12, 9)]
    return {
        "is_distinguishable": True, "missing": None, "count": 37.8, "low": 21.4, "high": 44.9, "expected": 46.8, "observed": 9,
        "weeks": 9, "weeks_needed": 4, "questions_before": 130, "control_questions": 1190, "control_questions_needed": 0,
        "placebos": 34, "placebos_found": 1, "by_week": weeks, **fields,
    }


def months(now):
    """What the server says after half a year of work."""
    live = {"answered": 33, "of": 40, "low": 0.68, "high": 0.913, "live_at": now - 8 * week_ms}
    pace = {"median": 9.4, "low": 6.1, "high": 15.0, "ended": 12, "open": 8}
    curve = [
        {"days": 2.0 + 2 * step, "share": 0.07 * step, "low": 0.04 * step, "high": min(1, 0.1 * step), "at_risk": 20 - step, "live": 1}
        for step in range(1, 10)
    ]
    names = ["Refund a split payment to both cards", "Move a subscription to another company",
             "Export invoices of several years at once", "Why was my parcel sent back to you"]
    gaps = [gap(number, name) for number, name in enumerate(names)]
    gaps.append(gap(8, "Sign in after the telephone was lost", "open"))
    young = prevented(is_distinguishable=False, missing="weeks", count=None, low=None, high=None, expected=None, observed=None, weeks=2)
    few = prevented(is_distinguishable=False, missing="controls", control_questions_needed=112)
    unclear = prevented(is_distinguishable=False, missing="evidence", count=4.2, low=-8.0, high=12.4)
    rows = [{"gap": f"g{number}", "published_at": now - (number + 2) * week_ms, "live": live, "prevented": one}
            for number, one in enumerate([young, few, unclear, prevented()])]
    rows[0]["live"] = {"answered": 0, "of": 0, "low": None, "high": None, "live_at": None}
    courses = [{"gap": one["id"], "seen_at": now - 90 * day_ms, "opened_at": now - 88 * day_ms,
                "published_at": now - 80 * day_ms if one["state"] == "published" else None,
                "proven_at": now - 80 * day_ms if one["state"] == "published" else None,
                "live_at": None if one["state"] == "open" else now - 75 * day_ms} for one in gaps]
    phases = [{"phase": phase, "pace": pace} for phase in ("opened", "drafted", "published", "proven", "live")]
    phases[3] = {"phase": "proven", "pace": {**pace, "median": 0.2, "high": None}}
    phases[4] = {"phase": "live", "pace": {"median": None, "low": None, "high": None, "ended": 2, "open": 9}}
    return {
        "at": now, "live": live, "answered": rows, "courses": courses, "gaps": {one["id"]: one for one in gaps},
        "prevented": {"is_distinguishable": True, "measured": 2, "of": 4, "count": 42.0, "low": 13.4, "high": 57.3,
                      "placebos": 34, "placebos_found": 1, "weeks_needed": 4},
        "velocity": {"days": 180, "questions_min": 3, "whole": pace, "phases": phases, "curve": curve},
        "weeks": [{"week": week, "observed": 9 + week % 3 if week < 0 else 2, "expected": 9.5 + week % 2, "gaps": 2}
                  for week in range(-12, 9)],
        "verdicts": {"proves": 3, "partly": 1, "no_effect": 0, "breaks": 0},
        "digest": {"from": now - week_ms, "to": now, "opened": ["g8"], "growing": ["g8"], "published": ["g0", "g1"],
                   "opened_count": 1, "growing_count": 1, "published_count": 2, "open_count": 7},
    }


def with_months(page, named_max=0):
    """`named_max`: so many gaps are named of each kind, as in the fullest of weeks."""
    made = months(int(time.time() * 1000))
    for kind in ("opened", "growing", "published") if named_max else ():
        ids = [f"g{kind}{number}" for number in range(named_max)]
        state = "published" if kind == "published" else "open"
        made["gaps"] |= {one: gap(one, "Send an invoice again to another department of the same company", state, id=one) for one in ids}
        made["digest"] |= {kind: ids, f"{kind}_count": named_max + 4}
    facts = json.dumps(made)
    page.route("**/api/progress", lambda route: route.fulfill(status=200, content_type="application/json", body=facts))
    return page


def test_a_new_installation_says_what_will_be_here(server, new_page):
    page = come(new_page(bypass_csp=True, reduced_motion="reduce"), server, server.administrator(), "progress")
    expect(page.get_by_test_id("page-empty")).to_contain_text("Nothing has been published for a gap yet")
    expect_good_looks(page, "empty")
    page.get_by_test_id("progress-notices").click()
    expect(page.get_by_test_id("page-empty")).to_contain_text("Nothing to tell yet")
    page.get_by_test_id("progress-week").click()
    expect(page.get_by_test_id("week")).to_contain_text("0 gaps opened")
    assert page.problems == []


def test_months_of_publications_say_what_they_did_and_open_their_rows(server, new_page):
    page = come(with_months(new_page(bypass_csp=True, reduced_motion="reduce")), server, server.administrator(), "progress")
    for name, said in {"live": "83 %", "prevented": "42", "velocity": "9.4 days", "published": "4"}.items():
        expect(page.get_by_test_id(f"headline-{name}").locator("strong")).to_have_text(said)
    expect(page.get_by_test_id("headline-prevented")).to_contain_text("13 to 57, by 2 of 4 answered gaps")
    table = page.get_by_test_id("progress-published")
    for said in ("2 of 4 weeks have passed", "112 more questions of other gaps", "-8 to 12: it could be none", "of 34 gaps that nobody answered"):
        expect(table).to_contain_text(said)
    expect_good_looks(page, "months")
    page.get_by_test_id("headline-velocity").locator("button").click()
    expect(page.locator("#progress-velocity-title")).to_be_focused()
    # Each chart has its table, one key away.
    page.keyboard.press("t")
    expect(page.locator("baton-chart table").first).to_be_visible()
    page.get_by_test_id("open-weeks").last.click()
    expect(page.get_by_test_id("weeks-dialog")).to_contain_text("47 were expected in 9 weeks, and 9 came")
    page.keyboard.press("Escape")
    assert page.problems == []


def test_the_week_goes_on_one_page_of_paper(server, new_page):
    page = come(with_months(new_page(bypass_csp=True, reduced_motion="reduce")), server, server.administrator(), "progress")
    page.get_by_test_id("progress-week").click()
    week = page.get_by_test_id("week")
    expect(week).to_contain_text("2 gaps answered")
    expect(week).to_contain_text("Prevented contacts: 42 (13 to 57")
    expect_good_looks(page, "week")
    page.unroute("**/api/progress")
    with_months(page, named_max=8).reload()
    expect(week).to_contain_text("12 gaps answered")
    page.emulate_media(media="print", color_scheme="light")
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.get_by_test_id("print-week")).to_be_hidden()
    expect(week).to_be_visible()
    paper = page.pdf(format="A4")
    assert paper.count(b"/Type /Page\n") == 1
    assert page.problems == []


def test_what_is_published_is_told_once_and_measured_beside_its_verdict(server, post_office, new_page):
    ask_all(server, REFUNDS)
    gap_id = gap_about(server, REFUNDS[0])
    status, said = post(server, "publish", {
        "gap": gap_id, "article": "refund", "title": "Refund a split payment to both cards", "language": "en", "area": None,
        "audience": "everyone", "text": "A split payment is refunded to both cards.", "phrasings": list(REFUNDS), "revision": None,
    })
    assert status == 200, said

    def told():
        _, _, text = server.get("/api/progress/notices", {"Cookie": server.administrator()})
        return "verdict" in [one["word"] for one in json.loads(text)["notices"]] or None
    poll(told, "a notice of the verdict")
    letter = poll(lambda: post_office.mails and post_office.mails[0], "a mail to the editors")
    assert letter.rcpt_tos == ["editors@shop.test"]
    # It names the gap by words that several used, and quotes nobody.
    said = email.message_from_bytes(letter.content, policy=email.policy.default).get_body(("plain",)).get_content()
    assert f"/console#gaps/gap/{gap_id}" in said and REFUNDS[0] not in said
    page = come(new_page(), server, server.administrator(), "gaps")
    expect(page.get_by_test_id("news")).to_be_visible(timeout=20_000)
    page.get_by_test_id("place-progress").click()
    expect(page.get_by_test_id("headline-prevented")).to_contain_text("Not distinguishable yet")
    page.get_by_test_id("progress-notices").click()
    expect(page.get_by_test_id("notices")).to_contain_text("An article was tried")
    expect(page.get_by_test_id("notices")).to_contain_text("New")
    expect(page.get_by_test_id("news")).to_be_hidden()
    at_place(page, server, f"#gaps/gap/{gap_id}")
    expect(page.get_by_test_id("measured")).to_contain_text("0 of 4 weeks have passed")
    assert page.problems == []
