"""`baton backup` beside a busy server, `baton restore` after a kill: what was acknowledged is there."""

import stat
import subprocess
import threading

import pytest
from conftest import BINARY
from protocol.client import new_id
from websockets.exceptions import ConnectionClosed

pytestmark = pytest.mark.one_storage(reason="a backup is a file of SQLite")

messages_before = 40
seconds_max = 60


def run(server, *arguments):
    return subprocess.run(
        [BINARY, *map(str, arguments), *server.place], cwd=server.folder,
        capture_output=True, text=True, timeout=seconds_max,
    )


def visitors_messages(frames):
    return [
        frame["event"]["id"] for frame in frames
        if frame["type"] == "event" and frame["event"]["type"] == "message"
        and frame["event"]["author"]["kind"] == "visitor"
    ]


class Load:
    """Visitors who go on writing, in people's hands, until the server is gone; `acknowledged` grows."""

    def __init__(self, server, count=3):
        self.server = server
        self.acknowledged = {}
        self.enough = threading.Event()
        self.threads = [threading.Thread(target=self._write, daemon=True) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def _write(self):
        try:
            with self.server.visitor() as visitor:
                conversation = visitor.begin()
                visitor.act("person", conversation)
                mine = self.acknowledged[conversation] = (visitor.welcome, [])
                while True:
                    identifier = new_id()
                    # As fast as the limit of frames lets one visitor write, and no faster.
                    reply = visitor.ask(conversation, "and another", id=identifier)
                    if reply["type"] == "receipt":
                        mine[1].append(identifier)
                    if sum(len(ids) for _, ids in list(self.acknowledged.values())) >= messages_before:
                        self.enough.set()
        except (ConnectionClosed, OSError):
            pass

    def snapshot(self):
        return {name: (welcome, list(ids)) for name, (welcome, ids) in list(self.acknowledged.items())}

    def join(self):
        for thread in self.threads:
            thread.join(seconds_max)


def test_a_backup_under_load_and_a_kill_restore_all_that_was_acknowledged(own_baton, tmp_path):
    load = Load(own_baton)
    assert load.enough.wait(seconds_max)
    before = load.snapshot()
    file = tmp_path / "backup.db"
    done = run(own_baton, "backup", file)
    assert done.returncode == 0, done.stderr
    assert "checked" in done.stdout and stat.S_IMODE(file.stat().st_mode) == 0o600
    own_baton.kill()
    load.join()

    # The server is gone: restoring is allowed, and keeps what was there.
    restored = run(own_baton, "restore", file)
    assert restored.returncode == 0, restored.stderr
    assert "kept as" in restored.stdout and "start the server" in restored.stdout
    assert list(own_baton.data.glob("baton.db.before-*"))
    assert run(own_baton, "doctor", "--port", "0").stdout.count("read models: they agree") == 1
    own_baton.restart()
    for conversation, (welcome, ids) in load.snapshot().items():
        with own_baton.visitor(token=welcome["token"]) as visitor:
            assert visitor.welcome["visitor"] == welcome["visitor"]
            assert visitor.welcome["epoch"] != welcome["epoch"]
            # The client has more than the server: it is told to forget, and sends its outbox again.
            frames, _ = visitor.resume(conversation, after=10_000, epoch=welcome["epoch"])
            assert frames[0]["type"] == "snapshot" and frames[0]["reason"] == "epoch_changed"
            there = visitors_messages(frames)
            assert set(before.get(conversation, (None, []))[1]) <= set(there)
            assert len(there) == len(set(there))
            missing = [identifier for identifier in ids if identifier not in there]
            for identifier in missing[-5:]:
                reply = visitor.ask(conversation, "and another", id=identifier)
                assert reply["type"] == "receipt" and not reply.get("repeat")


def test_a_backup_replaces_nothing_and_a_restore_waits_for_the_server(own_baton, tmp_path):
    file = tmp_path / "backup.db"
    assert run(own_baton, "backup", file).returncode == 0
    again = run(own_baton, "backup", file)
    assert again.returncode == 1 and "--force" in again.stderr
    assert run(own_baton, "backup", file, "--force").returncode == 0
    running = run(own_baton, "restore", file)
    assert running.returncode == 1 and "stop it first" in running.stderr
    own_baton.stop()
    file.write_bytes(b"no backup")
    broken = run(own_baton, "restore", file)
    assert broken.returncode == 1 and "damaged" in broken.stderr
    own_baton.restart()
