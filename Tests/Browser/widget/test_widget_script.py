"""The script as a host page gets it: its size, its languages, its headers, and the names in it."""

import pathlib
import re
import urllib.request

import pytest

pytestmark = pytest.mark.one_storage(reason="a file of the server")

ROOT = pathlib.Path(__file__).resolve().parents[3]
WIDGET = ROOT / "Sources" / "Web" / "Assets" / "widget"
PAGES = ROOT / "Sources" / "Gateway" / "Pages"
LANGUAGES = sorted(path.stem for path in (WIDGET / "texts").glob("*.js"))

script_bytes_max = 20_480


def bytes_on_the_wire(address):
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        return len(response.read())


def keys(language):
    return re.findall(r"^ {2,4}(\w+):", (WIDGET / "texts" / f"{language}.js").read_text(), re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_is_under_20_kilobytes_in_every_language(baton, language):
    count = bytes_on_the_wire(f"{baton.origin}/widget.js?language={language}")
    print(f"{language}: {count} bytes")
    assert count <= script_bytes_max


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text(language):
    assert keys(language) == keys("en")


def test_the_language_is_the_one_that_was_asked_for_or_that_the_browser_likes(baton):
    german = baton.get("/widget.js?language=de")[2]
    liked = baton.get("/widget.js", {"Accept-Language": "de-AT,de;q=0.9,en;q=0.8"})
    assert "Nachricht schreiben" in german and liked[2] == german
    assert liked[1]["Vary"] == "Accept-Language"
    assert "max-age" in liked[1]["Cache-Control"]
    assert baton.get("/widget.js", {"If-None-Match": liked[1]["ETag"], "Accept-Language": "de"})[0] == 304
    assert "Write a message" in baton.get("/widget.js", {"Accept-Language": "tlh"})[2]


def test_no_name_that_is_shortened_belongs_to_the_browser_or_to_the_protocol(baton, new_page):
    listed = (PAGES / "ScriptTightening+Properties.swift").read_text()
    shortened = set(re.findall(r'"(\w+)"', listed))
    page = new_page(baton.help)
    known = page.evaluate("""() => {
      const names = new Set();
      for (const global of Object.getOwnPropertyNames(window)) {
        names.add(global);
        const value = window[global];
        for (const object of [value, value?.prototype]) {
          if (!["object", "function"].includes(typeof object) || object === null) continue;
          for (const name of Object.getOwnPropertyNames(object)) names.add(name);
        }
      }
      return [...names];
    }""")
    protocol = (ROOT / "docs" / "protocol.md").read_text()
    sources = "".join(path.read_text() for path in WIDGET.glob("*.js"))
    fields = set(re.findall(r'"([a-z_]\w*)"\s*:', protocol)) | set(re.findall(r"`([a-z_]\w*)`", protocol))
    lowercase = {name.lower() for name in known}
    assert {name for name in shortened if name.lower() in lowercase} == set()
    assert shortened & fields == set()
    assert shortened & set(re.findall(r'"(\w+)"', sources)) == set()


def test_the_page_of_the_host_does_not_move_and_asks_once(baton, new_page):
    page = new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.add_init_script("""
      window.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shift += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    """)
    page.goto(baton.demo)
    page.get_by_test_id("launcher").click()
    page.get_by_test_id("composer").wait_for()
    assert page.evaluate("window.shift") == 0
    assert [url for url in requests if url.startswith(baton.origin)] == [f"{baton.origin}/widget.js"]
    assert page.problems == []
