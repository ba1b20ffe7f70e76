"""The operator's colour stands in the script itself, and follows the setting."""

import json

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_storage(reason="what is seen, not what is stored")

FOREST = "#2f6f4f"
PLUM = "#7a2f5d"


def colour(page):
    return page.get_by_test_id("launcher").evaluate("launcher => getComputedStyle(launcher).backgroundColor")


def test_the_first_paint_of_a_stranger_has_the_operators_colour(start_baton, new_page):
    server = start_baton("--accent", FOREST)
    page = new_page()
    # Nothing but the script comes through: what is painted is what it says.
    page.route_web_socket("**/ws/visitor", lambda client: None)
    page.goto(server.help)
    expect(page.get_by_test_id("launcher")).to_be_visible()
    assert colour(page) == "rgb(47, 111, 79)"


def test_a_changed_colour_changes_the_script_and_its_etag(own_baton, new_page):
    ada = own_baton.administrator()
    before = own_baton.get("/widget.js")
    assert own_baton.get("/widget.js")[1]["ETag"] == before[1]["ETag"] and PLUM not in before[2]
    page = new_page(own_baton.demo)
    page.get_by_test_id("launcher").click()
    expect(page.get_by_test_id("greeting")).to_be_visible()
    version = json.loads(own_baton.get("/api/settings", {"Cookie": ada})[2])["version"]
    status, _, text = own_baton.post(
        "/api/settings", {"version": version, "values": {"accent": PLUM}}, cookie=ada)
    assert status == 200, text
    after = own_baton.get("/widget.js", {"If-None-Match": before[1]["ETag"]})
    assert after[0] == 200 and after[1]["ETag"] != before[1]["ETag"] and PLUM in after[2]
    assert after[2].replace(PLUM, "") == before[2]
    assert PLUM in own_baton.get("/widget.js?language=he")[2]
