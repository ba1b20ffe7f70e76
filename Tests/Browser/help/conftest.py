import pytest
from conftest import Baton, finish

PAYLOADS = [
    "<img src=x onerror=\"window.pwned='image'\">",
    "<script>window.pwned='script'</script>",
    "<svg/onload=\"window.pwned='svg'\">",
    "\"><iframe srcdoc=\"<script>parent.pwned='frame'</script>\"></iframe>",
    "</title></style></textarea><body onpageshow=\"window.pwned='body'\">",
    "[a](javascript:window.pwned='link') ![b](https://evil.example/pixel.png)",
    "<link rel=stylesheet href=https://evil.example/x.css><base href=https://evil.example/>",
    "{{content_html}} &lt;b&gt; ' onmouseover='window.pwned=1",
]

ARTICLES = {
    "greenhouse": ("Water the greenhouse", "garden", "en", "Turn the tap of the greenhouse to the left.\n"),
    "seeds": ("Sow seeds in spring", "garden", "en", "Sow the seeds of tomatoes in March, in the greenhouse.\n"),
    "garten": ("Den Garten gießen", "garden", "de", "Drehen Sie den Hahn am Gewächshaus nach links.\n"),
    "gina": ("השקיית הגינה", "garden", "he", "מסובבים את הברז שמאלה.\n\n## בקיץ\n\nפעמיים.\n\n## בחורף\n\nפעם אחת.\n"),
}


def write(folder, name, title, area, language, text):
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    head = f'---\nid: {name}\ntitle: "{quoted}"\nproduct_area: {area}\nlanguage: {language}\naudience: everyone\n---\n'
    (folder / f"{name}.md").write_text(head + text, encoding="utf-8")


@pytest.fixture(scope="module")
def garden(tmp_path_factory):
    """A server with articles in three languages, and one that is all payloads."""
    folder = tmp_path_factory.mktemp("garden")
    articles = folder / "articles"
    articles.mkdir()
    for name, (title, area, language, text) in ARTICLES.items():
        write(articles, name, title, area, language, text)
    for number, payload in enumerate(PAYLOADS):
        text = f"{payload} weeding.\n\n## Weeds {payload}\n\n- {payload}\n\n```\n{payload}\n```\n\n## More\n\nText.\n"
        write(articles, f"weeds-{number}", f"Weeds {payload}", "garden", "en", text)
    server = Baton(folder, "--knowledge-base", articles)
    try:
        yield server.start()
    finally:
        finish([server])
