"""What the editors' pages are made of, by itself in a real browser: numbers in words, differences, drafts, safe HTML."""

import pytest

from console.modules import run
from console.pages import PAYLOADS

pytestmark = pytest.mark.one_storage(reason="a module in a page, without a server")

FACTS = {"console/gap-facts.js": ["costSum", "minuteWords", "trendWords", "verdictOf", "verdictWords", "articleInQuestion"]}
DIFF = {"console/line-diff.js": ["lineDiff", "folded"]}
EDITS = {"console/markdown-edits.js": ["nextItem", "wrapped", "marked", "linked", "paragraph"]}
APPLY = """
const applied = (text, edit) => edit && [
  text.slice(0, edit.from) + edit.insert + text.slice(edit.to),
  (text.slice(0, edit.from) + edit.insert + text.slice(edit.to)).slice(...edit.select),
];
"""


# Numbers in words


def test_the_cost_shows_its_arithmetic(blank):
    costs = [
        {"volume": 18, "trend": 1.3, "failure_rate": 0.6, "minutes": 7, "score": 98.28},
        {"volume": 4, "trend": 1.04, "failure_rate": 1, "minutes": 5.25, "score": 21.8},
        {"volume": 60, "trend": 0.5, "failure_rate": 0.9, "minutes": 12, "score": 324},
        {"volume": 0, "trend": 1, "failure_rate": 1, "minutes": 6, "score": 0},
        {"volume": 4, "trend": 1, "failure_rate": 1, "minutes": 5, "account_value": 1.46, "score": 29.2},
    ]
    assert run(blank, FACTS, "return given.map(costSum);", costs) == [
        "18 in four weeks × 1.3 rising × 60 % fail × 7 min = 98 min",
        "4 in four weeks × 100 % fail × 5.3 min = 22 min",
        "60 in four weeks × 0.5 falling × 90 % fail × 12 min = 5 h 24 min",
        "0 in four weeks × 100 % fail × 6 min = 0 min",
        "4 in four weeks × 100 % fail × 5 min × 1.5 account value = 29 min",
    ]


def test_minutes_become_hours_where_minutes_say_too_much(blank):
    assert run(blank, FACTS, "return given.map(minuteWords);", [0.01, 9.96, 10.4, 119, 120, 605, None]) == [
        "0 min", "10 min", "10 min", "119 min", "2 h", "10 h", "0 min"]


def test_the_verdict_says_what_it_rests_on(blank):
    verdicts = [
        {"word": "proves", "of": 8, "checked": 5, "found": 7, "found_before": 0, "before": 0, "after": 4, "broken": 0, "tried": 120},
        {"word": "breaks", "of": 1, "checked": 1, "found": 1, "found_before": 0, "before": 0, "after": 0, "broken": 2, "tried": 40},
        {"word": "found", "of": 3, "checked": 0, "found": 3, "found_before": 1, "before": 0, "after": 0, "broken": 0, "tried": 0},
        {"word": "proves", "of": 3, "before": 0, "after": 3, "broken": 0, "tried": 0},
    ]
    said = run(blank, FACTS, "return given.flatMap((one) => [verdictWords(one), verdictWords(one, true)]);", verdicts)
    assert said == [
        "Proven: 7 of these 8 questions are answered from it now, 0 before. "
        "People answered 5 of them: its text says the same for 4, 0 before. None of 120 others broke.",
        "Proven: 7 of these 8 questions would be answered from it, 0 now. "
        "People answered 5 of them: your text says the same for 4, what is published for 0. None of 120 others would break.",
        "Breaks others: 1 of 1 question is answered from it now, 0 before. "
        "A person answered 1: its text says something else, as before. 2 of 40 others broke.",
        "Breaks others: 1 of 1 question would be answered from it, 0 now. "
        "A person answered 1: your text says something else. 2 of 40 others would break.",
        "Found, not proven: 3 of these 3 questions are answered from it now, 1 before. "
        "No person answered them: whether its text is right cannot be told. There are no others yet to try it on.",
        "Found, not proven: 3 of these 3 questions would be answered from it, 1 now. "
        "No person answered them: whether its text is right cannot be told. There are no others yet to try it on.",
        "Found, not proven: 3 of these 3 questions are answered from it now, 0 before. "
        "Its text was not held against what people answered. There are no others yet to try it on.",
        "Found, not proven: 3 of these 3 questions would be answered from it, 0 now. "
        "Its text was not held against what people answered. There are no others yet to try it on.",
    ]


def test_the_article_in_question_depends_on_the_kind(blank):
    found = run(blank, FACTS, """
      const facts = (kind, named, ranked) => ({ gap: { kind }, named: named.map((article) => ({ article })),
        ranked: ranked.map((article) => ({ article })) });
      return [facts("not_found", ["n"], ["r"]), facts("not_found", [], ["r"]), facts("not_helpful", ["n"], ["r"]),
        facts("not_helpful", ["n"], []), facts("missing_article", ["n"], ["r"])]
        .map((one) => articleInQuestion(one)?.article ?? null);
    """)
    assert found == ["n", None, "r", "n", None]


def test_a_week_without_questions_keeps_its_place(blank):
    made = run(blank, {"console/sparkline.js": ["sparkline"]}, """
      const made = sparkline(given);
      document.body.append(made);
      const bars = [...made.querySelectorAll("rect")].map((bar) => Number(bar.getAttribute("height")));
      return [bars, made.textContent];
    """, [0, 1, 4, 2])
    assert made[0] == [1, 6, 24, 12]
    assert made[1] == "Questions in each of the last 4 weeks, the oldest first: 0, 1, 4, 2."


# Differences


def test_differences_are_found_by_lines(blank):
    result = run(blank, DIFF, "return lineDiff(given[0], given[1]);", ["a\nb\nc\nd\n", "a\nB\nc\nx\nd"])
    assert [(line["kind"], line["text"]) for line in result["lines"]] == [
        ("same", "a"), ("removed", "b"), ("added", "B"), ("same", "c"), ("added", "x"), ("same", "d")]
    assert (result["added"], result["removed"], result["isWhole"]) == (2, 1, False)


@pytest.mark.parametrize("before, after, counts", [
    ("", "", (0, 0)), ("", "a\nb", (2, 0)), ("a\nb", "", (0, 2)), ("a\r\nb\r\n", "a\nb", (0, 0)), ("a\na\na", "a\na", (0, 1)),
])
def test_edges_of_differences(blank, before, after, counts):
    result = run(blank, DIFF, "return lineDiff(given[0], given[1]);", [before, after])
    assert (result["added"], result["removed"]) == counts


def test_a_difference_can_be_undone_to_either_side(blank):
    """For random texts: what is the same with what was removed is the old one, with what was added the new one."""
    faults = run(blank, DIFF, """
      let seed = 7;
      const random = (most) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
      const text = () => Array.from({ length: 1 + random(12) }, () => "abc"[random(3)]).join("\\n");
      const side = ({ lines }, kind) => lines.filter((line) => line.kind === "same" || line.kind === kind).map((line) => line.text).join("\\n");
      let faults = 0;
      for (let round = 0; round < 300; round += 1) {
        const [before, after] = [text(), text()];
        const diff = lineDiff(before, after);
        if (side(diff, "removed") !== before || side(diff, "added") !== after) faults += 1;
      }
      return faults;
    """)
    assert faults == 0


def test_texts_too_long_to_compare_stand_one_after_the_other(blank):
    result = run(blank, DIFF, """
      const lines = (mark) => Array.from({ length: 2500 }, (_, line) => mark + line).join("\\n");
      const { isWhole, added, removed, lines: shown } = lineDiff("same\\n" + lines("a"), "same\\n" + lines("b"));
      return [isWhole, added, removed, shown[0].kind, shown[1].kind, shown.at(-1).kind];
    """)
    assert result == [True, 2500, 2500, "same", "removed", "added"]


def test_what_did_not_change_is_folded_and_opens(blank):
    result = run(blank, {"console/diff-view.js": ["diffView"]}, """
      const old = Array.from({ length: 30 }, (_, line) => "line " + line);
      const now = [...old];
      now[15] = "changed";
      document.body.replaceChildren(diffView(old.join("\\n"), now.join("\\n")));
      const shown = () => [...document.querySelectorAll(".diff-lines > *")].map((row) => row.textContent);
      const before = shown();
      document.querySelector(".diff-fold").click();
      return [before, shown().length, document.activeElement.textContent];
    """)
    before, opened, focused = result
    assert before[0] == "12 unchanged lines" and before[-1] == "11 unchanged lines"
    assert "−Removed: line 15" in before and "+Added: changed" in before
    assert opened == len(before) + 11
    assert focused == "line 0"


# Writing


def test_lists_go_on_and_end_by_enter(blank):
    results = run(blank, EDITS, APPLY + """
      return ["- a", "9. a", "  * a", "- ", "a", "- a\\n- "].map((text) => applied(text, nextItem(text, text.length))?.[0] ?? null);
    """)
    assert results == ["- a\n- ", "9. a\n10. ", "  * a\n  * ", "", None, "- a\n"]


def test_signs_are_put_around_words_and_taken_away(blank):
    results = run(blank, EDITS, APPLY + """
      return [
        applied("a word", wrapped("a word", 2, 6, "**", "bold")), applied("a **word**", wrapped("a **word**", 4, 8, "**", "bold")),
        applied("", wrapped("", 0, 0, "*", "italic")), applied("**word**", wrapped("**word**", 2, 6, "*", "italic")),
        applied("word", linked("word", 0, 4, "text")),
      ];
    """)
    assert results == [
        ["a **word**", "word"], ["a word", "word"], ["*italic*", "italic"], ["***word***", "word"],
        ["[word](https://)", "https://"],
    ]


def test_lines_are_marked_and_unmarked(blank):
    results = run(blank, EDITS, APPLY + """
      const all = (text, kind) => applied(text, marked(text, 0, text.length, kind))[0];
      return [all("a\\nb", "numbers"), all("1. a\\n2. b", "list"), all("- a\\n- b", "list"), all("a", "heading"), all("## a", "heading")];
    """)
    assert results == ["1. a\n2. b", "- a\n- b", "a\nb", "## a", "a"]


def test_evidence_becomes_a_paragraph_of_its_own(blank):
    results = run(blank, EDITS, APPLY + """
      return [["", 0], ["a", 1], ["a\\n\\nb", 1], ["a\\n", 2]].map(([text, at]) => applied(text, paragraph(text, at, at, " new "))[0]);
    """)
    assert results == ["new\n", "a\n\nnew\n", "a\n\nnew\n\nb", "a\n\nnew\n"]


def test_phrasings_are_twenty_five_at_most_and_none_twice(blank):
    result = run(blank, {"console/phrasing-chips.js": ["PhrasingChips", "withPhrasings", "phrasingsMax"]}, """
      let changes = 0;
      const chips = new PhrasingChips({ changed: () => { changes += 1; } });
      document.body.replaceChildren(chips.element);
      chips.value = ["How do I pay?"];
      const added = [chips.add("how do I PAY"), chips.add("  "), chips.add("Pay later")];
      chips.element.querySelector("li button").click();
      const many = withPhrasings(["one"], Array.from({ length: 40 }, (_, number) => "number " + number));
      chips.value = many;
      return { added, changes, value: chips.value.length, kept: many.length, full: chips.add("more"), field: chips.field.disabled,
        focus: document.activeElement === chips.field };
    """)
    assert result == {
        "added": [False, False, True], "changes": 2, "value": 25, "kept": 25, "full": False, "field": True, "focus": False}


# What the server made


SAFE = {"console/safe-html.js": ["safeHTML"], "shared/element.js": ["element"]}


@pytest.fixture
def hostile(files, tab):
    """A page in which the policy may refuse something: what the parser reads has no scripts, and its policy all the same."""
    tab.goto(f"{files}/blank")
    return tab


def test_markdown_as_html_is_built_anew(hostile):
    shape = run(hostile, SAFE, """
      const box = element("div", {}, safeHTML(given));
      const tree = (node) => node.nodeType === 3 ? node.data : [node.localName, ...[...node.childNodes].map(tree)];
      return [[...box.childNodes].map(tree), [...box.querySelectorAll("*")].flatMap((one) => one.getAttributeNames().map((name) => [name, one.getAttribute(name)]))];
    """, "<h2 id=a class=b>T</h2><ol start=3><li>x <a href='https://shop.example/a'>y</a></li></ol><p style='color:red'>z</p>")
    nodes, attributes = shape
    assert nodes == [["h2", "T"], ["ol", ["li", "x ", ["a", "y"]]], ["p", "z"]]
    assert ["start", "3"] in attributes and ["href", "https://shop.example/a"] in attributes and ["target", "_blank"] in attributes
    assert not {"id", "class", "style"} & {name for name, _ in attributes}


@pytest.mark.parametrize("html", PAYLOADS + [
    "<a href=\"javascript:window.pwned=1\">x</a>", "<a href=\" jAvAsCrIpT:window.pwned=1\">x</a>", "<p onclick='window.pwned=1'>x</p>",
    "<img src=/x onerror=window.pwned=1>", "<form action=/x><button>y</button></form>", "<svg><script>window.pwned=1</script></svg>",
    "<math><mtext><style><img src=x onerror=window.pwned=1></style></mtext></math>", "<div>" * 5000 + "x",
    "<template><img src=x onerror=window.pwned=1></template>", "<object data=x></object><embed src=x><base href=//evil.example>",
])
def test_html_that_got_through_does_nothing(hostile, html):
    result = run(hostile, SAFE, """
      document.body.replaceChildren(...safeHTML(given));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const bad = [...document.body.querySelectorAll("*")].filter((one) =>
        ["script", "style", "iframe", "svg", "form", "button", "object", "embed", "base", "template", "math"].includes(one.localName)
        || one.getAttributeNames().some((name) => name.startsWith("on") || name === "style")
        || /^\\s*javascript:/i.test(one.getAttribute("href") ?? ""));
      return [bad.length, window.pwned ?? null];
    """, html)
    assert result == [0, None]


def test_pictures_of_other_servers_are_named_not_loaded(blank):
    result = run(blank, SAFE, """
      const box = element("div", {}, safeHTML("<img src='https://pixel.example/a.png' alt='A map'><img src='/b.png' alt='B'>"));
      return [[...box.children].map((one) => one.localName), box.textContent];
    """)
    assert result == [["em", "img"], "A map"]


# Drafts and addresses


DRAFTS = {"console/gap-drafts.js": ["GapDrafts"]}


def test_a_draft_outlives_the_page_by_gap_article_and_person(blank):
    kept = run(blank, DRAFTS, """
      const drafts = new GapDrafts("u-1");
      const isKept = drafts.keep("g-1", null, { text: "new" }, 1000);
      drafts.keep("g-1", "refunds", { text: "changed" }, 2000);
      return [isKept, drafts.articles("g-1", 3000).sort((one) => (one === null ? 1 : -1)), new GapDrafts("u-2").of("g-1", null, 3000)];
    """)
    assert kept == [True, ["refunds", None], None]
    blank.reload()
    again = run(blank, DRAFTS, """
      const drafts = new GapDrafts("u-1");
      const found = [drafts.of("g-1", null, 3000).draft.text, drafts.of("g-1", "refunds", 3000).draft.text];
      drafts.remove("g-1", null);
      const day = 86_400_000;
      return [...found, drafts.of("g-1", null, 3000), drafts.of("g-1", "refunds", 61 * day), drafts.of("g-10", null, 3000)];
    """)
    assert again == ["new", "changed", None, None, None]


def test_only_so_many_drafts_are_kept_and_broken_ones_are_none(blank):
    result = run(blank, DRAFTS, """
      const drafts = new GapDrafts("u-1");
      for (let number = 0; number < 60; number += 1) drafts.keep("g-" + number, null, { text: "t" }, 1000 + number);
      localStorage.setItem("baton.article.u-1.g-bad.~new", "{");
      const kept = Object.keys(localStorage).filter((key) => key.startsWith("baton.article.")).length;
      return [kept, drafts.of("g-0", null, 2000), drafts.of("g-59", null, 2000).draft.text, drafts.of("g-bad", null, 2000)];
    """)
    assert result == [51, None, "t", None]


def test_where_nothing_can_be_stored_that_is_said(blank):
    assert run(blank, {**DRAFTS, "console/storage.js": ["Storage"]}, """
      const drafts = new GapDrafts("u-1", new Storage(() => { throw new Error("forbidden"); }));
      return [drafts.keep("g-1", null, { text: "kept as long as the page" }, 1), drafts.of("g-1", null, 2).draft.text];
    """) == [False, "kept as long as the page"]


def test_addresses_lead_to_what_they_name(blank):
    places = run(blank, {"console/gap-address.js": ["gapPlace", "gapAddress"]}, """
      const addresses = ["#gaps", "#gaps/published", "#gaps/nonsense", "#gaps/gap/g-12345678", "#gaps/gap/g-12345678/write",
        "#gaps/gap/g-12345678/write/a%2Fb", "#gaps/gap/<b>", "#gaps/gap/g-12345678/write/%E0%A4"];
      return addresses.map((address) => [gapPlace(address), gapAddress(gapPlace(address))]);
    """)
    assert [address for _, address in places] == [
        "#gaps", "#gaps/published", "#gaps", "#gaps/gap/g-12345678", "#gaps/gap/g-12345678/write",
        "#gaps/gap/g-12345678/write/a%2Fb", "#gaps", "#gaps/gap/g-12345678/write"]
    assert places[5][0] == {"page": "write", "gap": "g-12345678", "article": "a/b"}
