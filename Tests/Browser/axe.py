"""What axe finds on a page, without what nobody reads: the script goes in once a document, only faults come back."""

from pathlib import Path

from axe_playwright_python.base import AXE_FILE_PATH

SCRIPT = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    # Describing what passed took more than half of the time.
    "resultTypes": ["violations"],
}


def violations(page):
    """The rules that the page breaks, each with where."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(SCRIPT)
    found = page.evaluate("options => axe.run(document, options).then((results) => results.violations)", OPTIONS)
    return [(entry["id"], [node["target"] for node in entry["nodes"]]) for entry in found]


# Colours change over a moment, and axe would read one in between. With reduced motion every property changes over a
# millisecond, and what is inherited only when the element around it has changed: one level of nesting a frame.
SETTLED = """async () => {
  for (let frame = 0, quiet = 0; frame < 200 && quiet < 3; frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
    quiet = document.getAnimations().length === 0 ? quiet + 1 : 0;
  }
}"""
