"""What can happen to the database beneath a server: bounded waits, words, recovery, and nothing acknowledged is lost."""

import json
import threading
import time
from urllib.parse import urlsplit

import pytest
from conftest import UNKNOWN_QUESTION, poll
from playwright.sync_api import expect
from postgres import ask
from protocol.client import new_id
from websockets.exceptions import ConnectionClosed

from path.people import recovery_ms_max
from path.test_crash import AGENT_MEANWHILE, VISITOR_MEANWHILE, expect_all_once, talk_before

pytestmark = pytest.mark.one_storage(reason="has a PostgreSQL of its own")

recovery_seconds_max = 30
writers = 3
messages_before = 60
messages_after = 30


def readiness(server):
    status, _, text = server.get("/readyz")
    return status, json.loads(text)["store"]


def ready(server):
    return poll(lambda: readiness(server)[0] == 200, "readiness", recovery_seconds_max)


def in_talk(server, visitor_at, agent_at):
    agent = agent_at(server)
    visitor = visitor_at(server.demo)
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    agent.open(UNKNOWN_QUESTION).accept()
    talk_before(visitor, agent)
    return visitor, agent


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_messages_wait_while_postgresql_is_away_and_go_when_it_is_back(
        new_postgres, start_nodes, visitor_at, agent_at, how):
    database = new_postgres("--durable")
    [server] = start_nodes(database.database())
    visitor, agent = in_talk(server, visitor_at, agent_at)
    assert database.order(how)
    for theirs, ours in zip(VISITOR_MEANWHILE, AGENT_MEANWHILE):
        visitor.say(theirs)
        agent.reply(ours)
    assert poll(lambda: readiness(server)[0] == 503 and readiness(server)[1], "a word of what is wrong") != "ok"
    for page in (visitor.page, agent.page):
        expect(page.locator('[data-testid="message"][data-status="sending"]')).to_have_count(3)
    assert server.get("/healthz")[0] == 200 and server.is_running
    assert database.order("start") == "started"
    expect_all_once(visitor, agent)
    ready(server)


def test_a_password_that_was_changed_is_told_without_showing_it_and_healed(new_postgres, start_nodes):
    database = new_postgres()
    address = database.database()
    name = urlsplit(address).path.removeprefix("/")
    ask(database.address, "CREATE ROLE app LOGIN PASSWORD 'sesame-1'")
    ask(database.address, f"ALTER DATABASE {name} OWNER TO app")
    hba = ask(database.address, "SHOW hba_file")[0][0]
    ask(database.address, f"""
        COPY (VALUES ('host all app 127.0.0.1/32 scram-sha-256'), ('host all all 127.0.0.1/32 trust')) TO '{hba}'""")
    ask(database.address, "SELECT pg_reload_conf()")
    [server] = start_nodes(address.replace("//baton@", "//app:sesame-1@"))
    with server.visitor() as visitor:
        conversation = visitor.begin()
        assert visitor.ask(conversation, "Hello")["type"] == "receipt"
        ask(database.address, "ALTER ROLE app PASSWORD 'sesame-2'")
        ask(database.address, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'")
        identifier = new_id("m")
        began = time.monotonic()
        visitor.send("send", conversation=conversation, id=identifier, text="Hello again")
        refusal = visitor.reply_to(identifier)
        assert (refusal["type"], refusal["code"]) == ("error", "unavailable") and refusal["retry_after"] > 0
        assert time.monotonic() - began < 20
        assert poll(lambda: readiness(server)[0] == 503 and readiness(server)[1], "a word of what is wrong") != "ok"
        ask(database.address, "ALTER ROLE app PASSWORD 'sesame-1'")
        ready(server)
        visitor.send("send", conversation=conversation, id=identifier, text="Hello again")
        assert visitor.reply_to(identifier)["type"] == "receipt"
    assert "sesame" not in server.words()


class Load:
    """Visitors who write without a pause, come back when they are cut off, and remember what was acknowledged."""

    def __init__(self, server):
        self.server = server
        self.acknowledged = {}
        self.times = []
        self.is_over = False
        self.threads = [threading.Thread(target=self._write, daemon=True) for _ in range(writers)]
        for thread in self.threads:
            thread.start()

    @property
    def count(self):
        return len(self.times)

    def _write(self):
        token = conversation = pending = None
        while not self.is_over:
            try:
                with self.server.visitor(**({"token": token} if token else {})) as visitor:
                    token = token or visitor.welcome["token"]
                    if conversation is None:
                        conversation = visitor.begin()
                        visitor.act("person", conversation)
                        self.acknowledged[conversation] = (token, [])
                    while not self.is_over:
                        pending = pending or new_id()
                        reply = visitor.ask(conversation, "and another", id=pending)
                        if reply["type"] == "receipt":
                            self.acknowledged[conversation][1].append(pending)
                            self.times.append(time.monotonic())
                            pending = None
                        else:
                            time.sleep(min(1, reply.get("retry_after", 1)))
            except (ConnectionClosed, OSError, AssertionError):
                time.sleep(0.2)

    def finish(self):
        self.is_over = True
        for thread in self.threads:
            thread.join(recovery_seconds_max)


def test_a_standby_takes_over_and_no_acknowledged_message_is_lost(new_postgres, start_nodes):
    primary = new_postgres("--durable")
    address = primary.database()
    standby = new_postgres("--durable", "--standby-of", primary.address)
    ask(primary.address, "ALTER SYSTEM SET synchronous_standby_names = '*'")
    ask(primary.address, "SELECT pg_reload_conf()")
    poll(lambda: ask(primary.address, "SELECT sync_state FROM pg_stat_replication") == [("sync",)], "the standby")
    hosts = ",".join(urlsplit(server.address).netloc.rpartition("@")[2] for server in (primary, standby))
    path = urlsplit(address).path
    [server] = start_nodes(f"postgres://baton@{hosts}{path}?target_session_attrs=read-write")
    load = Load(server)
    poll(lambda: load.count >= messages_before, "messages before", recovery_seconds_max)
    assert primary.order("kill") == "killed"
    killed = time.monotonic()
    ask(standby.address, "SELECT pg_promote()")
    before = load.count
    poll(lambda: load.count >= before + messages_after, "messages after", recovery_seconds_max)
    load.finish()
    gap = next(moment for moment in load.times[before:] if moment > killed) - killed
    print(f"\nwritable again {gap:.1f} s after the primary was killed")
    ready(server)
    for conversation, (token, ids) in load.acknowledged.items():
        with server.visitor(token=token) as visitor:
            frames, _ = visitor.resume(conversation)
        there = [
            frame["event"]["id"] for frame in frames
            if frame["type"] == "event" and frame["event"]["type"] == "message"]
        assert set(ids) <= set(there)
        assert len(there) == len(set(there))
