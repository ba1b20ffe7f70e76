"""The small part of Markdown that answers use, and what stays a text."""

import pytest

pytestmark = pytest.mark.one_storage(reason="a module in a page, without a server")

MARKDOWN = """
const { renderMarkdown } = await load("markdown");
const button = (number) => {
  if (number > 2) return null;
  const node = document.createElement("button");
  node.textContent = String(number);
  return node;
};
const outline = (node) => node.nodeType === Node.TEXT_NODE ? node.data
  : [node.localName, ...[...node.childNodes].map(outline).filter((part) => part !== "")];
const render = (text) => [...renderMarkdown(text, button).childNodes].map(outline);
"""


@pytest.mark.parametrize(("text", "expected"), [
    ("One\n\nTwo", [["p", "One"], ["p", "Two"]]),
    ("One\nmore", [["p", "One", ["br"], "more"]]),
    ("- a\n- b", [["ul", ["li", "a"], ["li", "b"]]]),
    ("Do:\n1. a\n2. b", [["p", "Do:"], ["ol", ["li", "a"], ["li", "b"]]]),
    ("Set `data-area` **now**", [["p", "Set ", ["code", "data-area"], " ", ["strong", "now"]]]),
    ("**with `code`**", [["p", ["strong", "with ", ["code", "code"]]]]),
    ("```html\n<b>&amp;\n```\nafter", [["pre", ["code", "<b>&amp;"]], ["p", "after"]]),
    ("```\nstill open", [["pre", ["code", "still open"]]]),
    ("## Title", [["p", ["strong", "Title"]]]),
    ("Yes [1][2].", [["p", "Yes ", ["button", "1"], ["button", "2"], "."]]),
    ("No such source [7]", [["p", "No such source ", "[7]"]]),
    ("See [the page](https://evil.example/)", [["p", "See ", "the page"]]),
    ("[x](javascript:alert)", [["p", "x"]]),
    ("2 * 3 * 4 and a ** b", [["p", "2 * 3 * 4 and a ** b"]]),
    ("", []),
])
def test_markdown_becomes_elements(evaluate, text, expected):
    assert evaluate(MARKDOWN + f"return render({text!r});") == expected


@pytest.mark.parametrize("payload", [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "**<svg/onload=alert(1)>**",
    "`<iframe srcdoc='<script>alert(1)</script>'>`",
    "- <a href=javascript:alert(1)>x</a>",
    "[<b>](data:text/html,<script>alert(1)</script>)",
    "```\n</code></pre><img src=x onerror=alert(1)>\n```",
])
def test_markup_in_an_answer_stays_a_text(evaluate, payload):
    names = evaluate(MARKDOWN + f"""
      const box = document.createElement("div");
      box.append(renderMarkdown({payload!r}, button));
      document.body.append(box);
      return [...box.querySelectorAll("*")].map((node) => node.localName);
    """)
    assert set(names) <= {"p", "ul", "li", "pre", "code", "strong"}


@pytest.mark.parametrize("unit", ["[", "**", "`", "[1](", "- ", "```\\n", "1. ", "**`["])
def test_rendering_takes_time_in_proportion_to_the_text(evaluate, unit):
    steps = evaluate(MARKDOWN + f"""
      const time = (count) => {{
        const began = performance.now();
        renderMarkdown("{unit}".repeat(count), button);
        return performance.now() - began;
      }};
      time(2_000);
      return time(40_000);
    """)
    # A quadratic pattern needs minutes for this; the bound is far above what a busy machine takes.
    assert steps < 5_000
