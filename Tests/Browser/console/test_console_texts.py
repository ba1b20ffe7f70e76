"""What people wrote stays text, the page loads under its policy, and its colours can be read."""

import re

import pytest

from console.modules import ASSETS, run

pytestmark = pytest.mark.one_storage(reason="a module in a page, without a server")


# Texts that people wrote

MARKDOWN = {"shared/markdown.js": ["markdown"], "shared/element.js": ["element", "safeLink", "safeURL"]}


def shape(page, text):
    return run(page, MARKDOWN, """
      const box = element("div", {}, markdown(given, { marker: (n) => (n === 1 ? element("a", { class: "marker" }, "1") : null) }));
      box.normalize();
      const tree = (node) => node.nodeType === 3 ? node.data : [node.tagName.toLowerCase(), ...[...node.childNodes].map(tree)];
      return [...box.childNodes].map(tree);
    """, text)


def test_markdown_knows_its_small_subset(blank):
    text = "Add **one** `tag` [1], not [7]:\nsecond line\n\n- a\n- b\n  more\n\n1. c\n\n```html\n<b> **x**\n```"
    assert shape(blank, text) == [
        ["p", "Add ", ["strong", "one"], " ", ["code", "tag"], " ", ["a", "1"], ", not [7]:", ["br"], "second line"],
        ["ul", ["li", "a"], ["li", "b more"]],
        ["ol", ["li", "c"]],
        ["pre", ["code", "<b> **x**"]],
    ]


@pytest.mark.parametrize("text", [
    "<img src=x onerror=window.ran=1>", "<script>window.ran=1</script>", "[a](javascript:window.ran=1)",
    "**<svg onload=window.ran=1>**", "`</code><script>window.ran=1</script>`", "```\n</pre><iframe srcdoc=x>\n```",
    "- <a href=javascript:window.ran=1>x</a>", "1. <details ontoggle=window.ran=1 open>", "*" * 5000, "`" * 5000,
    "[1]" * 3000, "- " * 3000, "**a" * 3000,
])
def test_a_hostile_text_makes_no_element_of_its_own(blank, text):
    result = run(blank, MARKDOWN, """
      document.body.append(markdown(given));
      await new Promise((done) => requestAnimationFrame(done));
      const allowed = new Set(["P", "BR", "UL", "OL", "LI", "CODE", "PRE", "STRONG"]);
      return [[...document.body.querySelectorAll("*")].filter((made) => !allowed.has(made.tagName)).length, window.ran];
    """, text)
    assert result == [0, None]


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "blob:x", "file:///etc/passwd", "http://",
])
def test_only_web_addresses_become_links(blank, address):
    assert run(blank, MARKDOWN, "return [safeURL(given), safeLink(given, 'x').tagName];", address) == [None, "SPAN"]


def test_attributes_that_a_page_told_are_text(blank):
    made = run(blank, MARKDOWN, """
      const made = element("p", { title: given, hidden: false, "data-x": null }, given, null, [given]);
      return [made.childNodes.length, made.textContent, made.title, made.getAttributeNames()];
    """, "<b onclick=x>")
    assert made == [2, "<b onclick=x><b onclick=x>", "<b onclick=x>", ["title"]]


def test_an_element_that_is_moved_in_a_list_keeps_the_focus(blank):
    result = run(blank, {"shared/keyed-children.js": ["KeyedChildren"], "shared/element.js": ["element"]}, """
      const list = document.body.appendChild(document.createElement("ul"));
      let created = 0;
      const children = new KeyedChildren(list, { key: (item) => item,
        create: (item) => (created += 1, element("button", {}, item)), update: () => {} });
      children.show(["a", "b", "c"]);
      list.children[2].focus();
      children.show(["c", "d", "a", "a"]);
      return [list.textContent, document.activeElement.textContent, created];
    """)
    assert result == ["cda", "c", 4]


# The page as it is served


def test_every_module_loads_under_the_strict_policy(blank):
    paths = sorted(
        str(path.relative_to(ASSETS)) for folder in ("console", "shared") for path in (ASSETS / folder).glob("*.js")
        if path.name not in ("main.js", "heartbeat.js"))
    assert len(paths) > 20
    loaded = blank.evaluate(
        "async (paths) => (await Promise.all(paths.map((path) => import('/assets/' + path)))).length", paths)
    assert loaded == len(paths)


def test_the_heartbeat_beats_in_a_worker(blank):
    assert blank.evaluate("""() => new Promise((done) => {
      const worker = new Worker("/assets/console/heartbeat.js");
      worker.onmessage = (message) => { worker.terminate(); done(message.data); };
    })""") == "beat"


def test_without_an_answer_the_page_says_what_happened_and_offers_one_action(files, browser):
    page = browser.new_page()
    page.goto(f"{files}/assets/console/index.html")
    page.get_by_test_id("form-error").wait_for()
    assert "404" in page.get_by_test_id("form-error").inner_text()
    assert page.get_by_role("button").all_inner_texts() == ["Try again"]
    page.close()


# Colours

TEXT_PAIRS = [
    (text, ground) for text in ("text", "text-quiet", "accent", "danger", "caution", "positive")
    for ground in ("surface", "surface-raised", "surface-selected")
] + [("text", "tint-caution"), ("accent", "tint-caution"), ("on-accent", "accent")]
CONTROL_PAIRS = [("line-control", "surface"), ("line-control", "surface-raised"), ("accent", "surface")]


def schemes():
    source = (ASSETS / "shared/tokens.css").read_text()
    light, dark = source.split("@media (prefers-color-scheme: dark)")
    read = lambda css: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))
    return {"light": read(light), "dark": {**read(light), **read(dark)}}


def contrast(first, second):
    """WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), L the relative luminance."""
    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_and_controls_stand_out_from_their_ground(scheme):
    tokens = schemes()[scheme]
    weak = [
        (front, ground, round(contrast(tokens[front], tokens[ground]), 2))
        for pairs, least in ((TEXT_PAIRS, 4.5), (CONTROL_PAIRS, 3.0)) for front, ground in pairs
        if contrast(tokens[front], tokens[ground]) < least
    ]
    assert weak == []


def test_both_schemes_define_the_same_colours():
    source = (ASSETS / "shared/tokens.css").read_text()
    light, dark = source.split("@media (prefers-color-scheme: dark)")
    names = lambda css: set(re.findall(r"--([a-z-]+): #", css))
    assert names(light) == names(dark)
