"""A store that cannot be written: refused in words, nothing lost, everything else stays up, and it recovers."""

import os
import sqlite3
import subprocess

import pytest

from conftest import Baton, poll

from .client import new_id

pytestmark = pytest.mark.one_storage(reason="a full disk and a locked file; what PostgreSQL can do to a server is in test_nodes")

tmpfs_bytes = 6 << 20
block_bytes = 4096


def readiness(server):
    return server.get("/readyz")


def send(visitor, conversation, identifier, text):
    visitor.send("send", conversation=conversation, id=identifier, text=text)
    return visitor.reply_to(identifier)


def assert_refused_for_now(reply):
    assert (reply["type"], reply["code"]) == ("error", "unavailable")
    assert reply["retry_after"] > 0


def test_a_locked_database_refuses_and_takes_the_same_message_later(own_baton):
    with own_baton.visitor() as visitor:
        conversation, identifier = visitor.begin(), new_id("m")
        lock = sqlite3.connect(own_baton.data / "baton.db", isolation_level=None)
        try:
            lock.execute("BEGIN EXCLUSIVE")
            assert_refused_for_now(send(visitor, conversation, identifier, "Hello"))
            assert own_baton.get("/help")[0] == 200
        finally:
            lock.close()
        reply = send(visitor, conversation, identifier, "Hello")
        assert (reply["type"], reply["repeat"]) == ("receipt", False)


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "small"
    (folder / "data").mkdir(parents=True)
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={tmpfs_bytes}", "tmpfs", folder / "data"], capture_output=True
    ).returncode == 0
    if not mounted:
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", folder / "data"], check=True)


def test_a_full_disk_refuses_and_takes_the_same_message_once_there_is_space(small_disk):
    server = Baton(small_disk).start()
    try:
        with server.visitor() as visitor:
            conversation, identifier = visitor.begin(), new_id("m")
            filler = server.data / "filler"
            with open(filler, "wb", buffering=0) as file:
                with pytest.raises(OSError):
                    while True:
                        file.write(b"x" * block_bytes)
            assert_refused_for_now(send(visitor, conversation, identifier, "y" * 3500))
            assert "disk_full" in poll(
                lambda: readiness(server)[0] == 503 and readiness(server)[2], "the word of a full disk")
            assert server.get("/help")[0] == 200
            filler.unlink()
            reply = send(visitor, conversation, identifier, "y" * 3500)
            assert (reply["type"], reply["repeat"]) == ("receipt", False)
            poll(lambda: readiness(server)[0] == 200, "readiness")
        server.stop()
    finally:
        if server.is_running:
            server.kill()
