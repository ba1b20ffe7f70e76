"""`baton import` and `baton article` as an editor and an operator meet them, beside a running server."""

import os
import pty
import subprocess

import pytest
from conftest import BINARY, poll, request_seconds_max

CONFLICT_CODE = 3


class Editor:
    """A folder of article files, and the command line beside a running server."""

    def __init__(self, server, folder):
        self.server = server
        self.folder = folder

    def write(self, name, text, title=None, lines=()):
        matter = [f"id: {name}", f"title: {title or 'About ' + name}", "language: en", "audience: everyone", *lines]
        self.file(name).write_text("---\n" + "\n".join(matter) + f"\n---\n\n{text}\n")

    def file(self, name):
        return self.folder / f"{name}.md"

    def run(self, *arguments, code=0):
        """What `baton ARGUMENTS` printed: (output, errors)."""
        done = subprocess.run(
            self.command(arguments), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=request_seconds_max,
        )
        assert done.returncode == code, f"exit code {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout, done.stderr

    def bring(self, *options, code=0):
        return self.run("import", self.folder, *options, code=code)

    def bring_and_answer(self, answer, *options):
        """Imports on a terminal and types `answer` when asked: (all that was on the screen, exit code)."""
        terminal, other_end = pty.openpty()
        try:
            process = subprocess.Popen(
                self.command(["import", self.folder, *options]),
                stdin=other_end, stdout=other_end, stderr=other_end,
            )
        finally:
            os.close(other_end)
        screen = b""
        is_answered = False
        try:
            while True:
                try:
                    read = os.read(terminal, 65536)
                except OSError:
                    break
                if not read:
                    break
                screen += read
                if not is_answered and b"Type yes" in screen:
                    os.write(terminal, answer.encode() + b"\n")
                    is_answered = True
        finally:
            os.close(terminal)
        return screen.decode(), process.wait(request_seconds_max)

    def command(self, arguments):
        return [str(part) for part in (BINARY, *arguments, *self.server.place)]

    def shown(self, name):
        status, _, page = self.server.get(f"/help/{name}")
        return page if status == 200 else None


@pytest.fixture
def editor(start_baton, tmp_path):
    """An editor with two articles in the library: `cart` and `returns`."""
    folder = tmp_path / "articles"
    folder.mkdir()
    editor = Editor(None, folder)
    editor.write("cart", "The cart holds fifty things.")
    editor.write("returns", "Send it back within thirty days.")
    editor.server = start_baton("--knowledge-base", str(folder))
    return editor


def test_an_import_goes_live_and_the_same_again_changes_nothing(editor):
    editor.write("cart", "The cart holds sixty things.", lines=("phrasings:", "  - How much fits into it?"))
    assert editor.bring() == ("0 added, 1 changed, 1 unchanged.\n", "")
    poll(lambda: "sixty things" in (editor.shown("cart") or ""), "the new text")
    assert editor.bring() == ("0 added, 0 changed, 2 unchanged.\n", "")


def test_an_edit_by_hand_goes_live_and_no_import_takes_it_away(editor, tmp_path):
    edit = tmp_path / "edit.md"
    edit.write_text(editor.file("cart").read_text().replace("fifty", "seventy"))
    assert "edit by hand" in editor.run("article", "edit", "cart", edit)[0]
    poll(lambda: "seventy things" in (editor.shown("cart") or ""), "the edit")
    assert editor.bring()[0] == "0 added, 0 changed, 1 unchanged, 1 kept as edited by hand.\n"

    editor.write("cart", "The cart holds eighty things.")
    editor.write("returns", "Send it back within forty days.")
    output, errors = editor.bring(code=CONFLICT_CODE)
    assert output == "0 added, 1 changed, 0 unchanged, 1 in conflict.\n"
    assert errors.startswith(f"{editor.file('cart')}:2: conflict: ")
    assert "baton article show cart" in errors and "--overwrite cart" in errors
    assert errors.count(" UTC") == 3, "when it was edited, imported and changed"
    poll(lambda: "forty days" in (editor.shown("returns") or ""), "the other article")
    assert "seventy things" in editor.shown("cart")

    assert "source" not in errors
    assert "seventy" in editor.run("article", "show", "cart")[0]
    assert editor.bring("--overwrite", "cart")[0] == "0 added, 1 changed, 1 unchanged.\n"
    poll(lambda: "eighty things" in (editor.shown("cart") or ""), "the file's text")


def test_what_show_prints_can_be_imported_and_is_the_same_article(editor):
    editor.write("cart", "Some text.", title='"How: a cart #1?"', lines=("phrasings:", '  - "cart: how?"'))
    editor.bring()
    editor.file("cart").write_text(editor.run("article", "show", "cart")[0])
    assert editor.bring()[0] == "0 added, 0 changed, 2 unchanged.\n"


def test_the_list_says_where_each_article_comes_from(editor, tmp_path):
    edit = tmp_path / "edit.md"
    edit.write_text(editor.file("cart").read_text().replace("fifty", "seventy"))
    editor.run("article", "edit", "cart", edit)
    cart, returns = editor.run("article", "list")[0].splitlines()
    assert cart.split()[:4] == ["cart", "en", "everyone", "console"]
    assert returns.split()[:4] == ["returns", "en", "everyone", "import"]


def test_an_edit_of_another_article_is_refused(editor):
    _, errors = editor.run("article", "edit", "returns", editor.file("cart"), code=1)
    assert f"{editor.file('cart')}:2: " in errors
    assert "There is no article nothing." in editor.run("article", "show", "nothing", code=1)[1]


def test_what_left_the_folder_stays_until_it_is_pruned_and_comes_back_with_its_file(editor):
    kept = editor.file("returns").read_text()
    editor.file("returns").unlink()
    output, _ = editor.bring()
    assert "returns" in output and "--prune" in output
    assert editor.shown("returns")

    output, _ = editor.bring("--prune", "--dry-run")
    assert output.splitlines()[0] == "would remove returns"
    _, errors = editor.bring("--prune", code=1)
    assert "--yes" in errors and "Nothing was imported" in errors
    screen, code = editor.bring_and_answer("no", "--prune")
    assert code == 1 and "returns  About returns" in screen
    assert editor.bring()[0].startswith("0 added, 0 changed, 1 unchanged.")

    screen, code = editor.bring_and_answer("yes", "--prune")
    assert code == 0 and "1 removed" in screen
    poll(lambda: editor.server.get("/help/returns")[0] == 410, "the page that says it is gone")
    assert "/help/returns" not in editor.server.get("/help")[2]
    assert "thirty days" in editor.run("article", "show", "returns", "--revision", "1")[0]

    editor.file("returns").write_text(kept)
    assert editor.bring()[0] == "1 added, 0 changed, 1 unchanged.\n"
    poll(lambda: "thirty days" in (editor.shown("returns") or ""), "the article that came back")


def test_pruning_wants_the_whole_folder_and_no_mistakes(editor):
    editor.file("returns").unlink()
    assert "whole folder" in editor.run("import", editor.file("cart"), "--prune", "--yes", code=1)[1]
    editor.file("broken").write_text("no front matter")
    editor.bring("--prune", "--yes", code=1)
    assert editor.shown("returns")


def test_every_mistake_is_named_with_its_file_and_line_and_nothing_is_imported(editor):
    editor.write("cart", "Changed.")
    editor.file("a").write_text("---\nid: Wrong Id\ntitel: A\n---\nText\n")
    editor.file("b").write_text("---\nid: bb\ntitle: B\nphrasings:\n  - one\n  - One\n---\nText\n")
    editor.file("c").write_bytes(b"\xff\xfe")
    output, errors = editor.bring(code=1)
    assert output == ""
    named = [line.removeprefix(f"{editor.folder}/").split(": ")[0] for line in errors.splitlines()]
    assert named[:4] == ["a.md:2", "a.md:3", "b.md:6", "c.md"]
    assert "Nothing was imported" in named[4]
    assert "fifty things" in editor.shown("cart")
