"""Smaller modules of the widget, its colours, and the rules that let the server join its modules."""

import pathlib

import pytest

pytestmark = pytest.mark.one_storage(reason="a module in a page, without a server")

WIDGET = pathlib.Path(__file__).resolve().parents[3] / "Sources" / "Web" / "Assets" / "widget"


@pytest.mark.parametrize(("link", "expected"), [
    ("/help/install", "https://baton.example/help/install"),
    ("https://docs.example/a", "https://docs.example/a"),
    ("javascript:alert(1)", None),
    ("data:text/html,x", None),
    ("http://", None),
])
def test_only_web_addresses_are_followed(evaluate, link, expected):
    result = evaluate(f"""
      const {{ safeAddress }} = await load("links");
      return safeAddress({link!r}, "https://baton.example/");
    """)
    assert result == expected


def test_addresses_in_a_person_s_message_can_be_followed(evaluate):
    result = evaluate("""
      const { renderLinks } = await load("links");
      const box = document.createElement("p");
      box.append(renderLinks('See https://shop.example/pay?a=1, "https://x.example/"onclick=alert(1) <b>'));
      const links = [...box.querySelectorAll("a")].map((link) => link.getAttribute("href"));
      return { links, text: box.textContent, others: box.querySelectorAll("b").length };
    """)
    assert result["links"] == ["https://shop.example/pay?a=1", "https://x.example/"]
    assert result["text"] == 'See https://shop.example/pay?a=1, "https://x.example/"onclick=alert(1) <b>'
    assert result["others"] == 0


@pytest.mark.parametrize("colour", ["#ffff00", "#000000", "#ffffff", "teal", "hsl(210 90% 80%)", "#808080"])
@pytest.mark.parametrize("surfaces", ["[[255,255,255],[243,244,246]]", "[[23,25,29],[35,38,44]]"])
def test_every_accent_can_be_read_on_its_surfaces_and_under_its_text(evaluate, colour, surfaces):
    ratios = evaluate(f"""
      const {{ readColour, readable, textOn, contrast }} = await load("accent");
      const surfaces = {surfaces};
      const accent = readable(readColour({colour!r}, document.body), surfaces);
      return [...surfaces.map((surface) => contrast(accent, surface)), contrast(accent, textOn(accent))];
    """)
    assert min(ratios) >= 4.5


def test_what_is_no_colour_is_not_taken_for_one(evaluate):
    assert evaluate("""
      const { readColour } = await load("accent");
      return ["", "no colour", "url(https://evil.example/)"].map((text) => readColour(text, document.body));
    """) == [None, None, None]


def test_the_colours_of_the_style_sheet_have_enough_contrast_in_both_schemes(evaluate):
    pairs = evaluate("""
      const { contrast } = await load("accent");
      const text = await (await fetch("/base.css")).text();
      const [light, dark] = text.split("prefers-color-scheme: dark");
      const token = /--([a-z-]+): (?:var\\([^#]*)?#([0-9a-f]{6})/g;
      const tokens = (part) => Object.fromEntries([...part.matchAll(token)]
        .map(([, name, hex]) => [name, [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16))]));
      return [light, dark].flatMap((part) => {
        const colours = tokens(part);
        const on = (name, least) => ["surface", "surface-raised"].map((surface) =>
          ({ name, surface, ratio: contrast(colours[name], colours[surface]), least }));
        const read = ["text", "text-quiet", "accent", "danger"];
        return [...read.flatMap((name) => on(name, 4.5)),
          { ...on("control", 3)[0] },
          { name: "on-accent", ratio: contrast(colours["on-accent"], colours.accent), least: 4.5 }];
      });
    """)
    assert len(pairs) == 20
    assert [pair for pair in pairs if pair["ratio"] < pair["least"]] == []


def test_the_backoff_has_full_jitter_and_never_exceeds_thirty_seconds(evaluate):
    waits = evaluate("""
      const { backoffMs } = await load("backoff");
      return [0, 1, 5, 6, 1_000].map((attempt) => [backoffMs(attempt, () => 0), backoffMs(attempt, () => 1)]);
    """)
    assert waits == [[0, 500], [0, 1_000], [0, 16_000], [0, 30_000], [0, 30_000]]


def test_ids_fit_the_protocol_and_differ(evaluate):
    ids = evaluate("""
      const { mintId } = await load("ids");
      return Array.from({ length: 200 }, () => mintId("m"));
    """)
    assert len(set(ids)) == 200
    assert all(8 <= len(one) <= 64 and one.replace("-", "").replace("_", "").isalnum() for one in ids)


# What the server relies on when it joins the modules into one file


def modules():
    return sorted(WIDGET.rglob("*.js"))


def test_top_level_names_are_unique_across_modules():
    names = {}
    # One file of texts goes into a script.
    for path in [path for path in modules() if path.parent.name != "texts" or path.stem == "en"]:
        for line in path.read_text().splitlines():
            words = line.removeprefix("export ").split()
            declares = len(words) > 1 and words[0] in {"const", "let", "class", "function"}
            if declares and not line.startswith(" "):
                names.setdefault(words[1].split("(")[0], []).append(path.name)
    assert {name: files for name, files in names.items() if len(files) > 1} == {}


def test_imports_and_exports_keep_to_the_joiner_s_rules():
    for path in modules():
        lines = path.read_text().splitlines()
        imports = [index for index, line in enumerate(lines) if line.startswith("import ")]
        assert imports == list(range(len(imports))), f"{path.name}: an import below other lines"
        for line in lines:
            assert "import(" not in line, f"{path.name}: {line}"
            if line.startswith("import "):
                assert ' from "./' in line, f"{path.name}: {line}"
                assert line.endswith(('";', '{ type: "css" };')), f"{path.name}: {line}"
            if line.startswith("export"):
                assert line.split()[1] in {"class", "function", "const"}, f"{path.name}: {line}"


def test_comments_stand_on_lines_of_their_own_so_that_the_joiner_may_drop_them():
    for path in modules():
        inside = False
        for line in path.read_text().splitlines():
            text = line.strip()
            if inside or text.startswith("/*"):
                inside = not text.endswith("*/")
                assert inside or text.index("*/") == len(text) - 2, f"{path.name}: {line}"
            elif not text.startswith("//"):
                assert " // " not in text and "/* " not in text, f"{path.name}: {line}"
