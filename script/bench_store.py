"""Measures what the console and the widget wait for when the store is large.

    python script/bench_store.py BINARY

Makes a data folder with 100,000 conversations and 180,000 messages (the 20,000 latest have five each) and one of
5,000 messages, starts BINARY on it, and asks over a WebSocket as an agent.
The clock is the client's.
"""

import json
import os
import re
import sqlite3
import statistics
import sys
import tempfile
import time
import urllib.request

from websockets.sync.client import connect

from bench_chat import frames, start, until

LONG = "c-long-conversation"
rounds = 20

ROWS = """
CREATE TEMP TABLE seed AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    SELECT i, CASE WHEN i > 80000 THEN 5 ELSE 1 END AS messages, 'c-conversation-' || i AS id,
        'visitor-' || (i % 30000) AS visitor, 1700000000000 + i * 60000 AS at FROM n
    UNION ALL SELECT 100001, 5000, 'c-long-conversation', 'visitor-long', 1710000000000;
CREATE TEMP TABLE said AS WITH RECURSIVE m(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM m WHERE k < 5000)
    SELECT s.id, s.visitor, s.at, m.k + 1 AS seq, 'm-' || s.i || '-' || m.k || '-000' AS message
    FROM seed s JOIN m ON m.k <= s.messages;
INSERT INTO stream SELECT 1, id, 'conversation', messages + 1 FROM seed;
INSERT INTO event (site, stream, seq, type, v, at, actor, readership, body)
    SELECT 1, id, 1, 'started', 1, at, 'visitor:' || visitor, 0, '{"visitor":"' || visitor || '"}' FROM seed;
INSERT INTO event (site, stream, seq, type, v, at, actor, readership, body)
    SELECT 1, id, seq, 'visitor_sent', 1, at, 'visitor:' || visitor, 0, '{"message":"' || message || '"}' FROM said;
INSERT INTO message_body (site, conversation, seq, message, kind, author, text, page, at)
    SELECT 1, id, seq, message, 'message', 'visitor:' || visitor,
        'Where is my order number ' || seq || '? It was to come last week, and nobody tells me when it will be here.',
        NULL, at FROM said;
INSERT INTO conversation (site, id, visitor, started_at, seq, updated_at, status, episode, visitor_seq, handled_seq,
        needs_answer, last_message, reason, queued_at, has_contact, page_seq, pages)
    SELECT 1, id, visitor, at, messages + 1, at, CASE WHEN i % 50 = 0 THEN 'queued' ELSE 'resolved' END, 1,
        messages + 1, messages + 1, 0, 'm-' || i || '-' || messages || '-000',
        CASE WHEN i % 50 = 0 THEN 'visitor_request' END, CASE WHEN i % 50 = 0 THEN at END, 0, messages + 1, 0 FROM seed;
"""


def stop(process):
    process.terminate()
    process.wait()


def seeded(binary, folder):
    """The cookie of an agent, once the folder is full."""
    process, port, _, log = start(binary, folder)
    found = until(lambda: re.search(rb"#set-up=(\S+)", open(log, "rb").read()), "the set-up link")
    body = {
        "token": found[1].decode(), "email": "ada@example.com", "name": "Ada", "password": "violet harbour lantern"}
    origin = f"http://127.0.0.1:{port}"
    request = urllib.request.Request(
        f"{origin}/api/redeem", json.dumps(body).encode(), {"Content-Type": "application/json", "Origin": origin})
    with urllib.request.urlopen(request) as answer:
        cookie = answer.headers["Set-Cookie"].split(";")[0]
    stop(process)
    database = sqlite3.connect(os.path.join(folder, "data", "baton.db"))
    database.executescript(ROWS)
    database.commit()
    database.close()
    return cookie


def asked(socket, frame, kind):
    """Milliseconds from a frame to the answer, and the answer."""
    began = time.monotonic()
    socket.send(json.dumps(frame))
    answer = next(answer for answer in frames(socket) if answer["type"] == kind)
    return (time.monotonic() - began) * 1000, answer


def report(name, values):
    values = sorted(values)
    print(f"{name:44} {statistics.median(values):8.1f} ms median, {values[-1]:.1f} ms worst of {len(values)}")


def measure(socket):
    def times(frame, kind, count=rounds):
        return [asked(socket, frame, kind)[0] for _ in range(count)]

    for name in ("all", "waiting", "resolved"):
        report(f"inbox {name}, 50 rows", times({"type": "inbox", "list": name, "limit": 50}, "inbox"))
    after, deep = None, []
    for _ in range(200):
        milliseconds, page = asked(socket, {"type": "inbox", "list": "all", "limit": 200, "after": after}, "inbox")
        deep.append(milliseconds)
        after = page["after"]
    report("inbox all, 200 rows, 200 pages down", deep)
    for text in ("order number 4", "nothing like this", "%"):
        report(f"search for {text!r}", times({"type": "search", "n": 1, "text": text}, "found"))
    for name, conversation in (("of 5 messages", "c-conversation-99999"), ("of 5,000 messages", LONG)):
        frame = {"type": "resume", "conversation": conversation, "after": 0}
        report(f"resume to resumed, {name}", times(frame, "resumed", 5))
    frame = {"type": "visitor", "conversation": "c-conversation-99999"}
    report("visitor, with earlier conversations", times(frame, "visitor"))


def main():
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        cookie = seeded(binary, folder)
        process, port, milliseconds, _ = start(binary, folder)
        print(f"{'start on the full store':44} {milliseconds:8.1f} ms")
        try:
            with connect(
                f"ws://127.0.0.1:{port}/ws/agent", origin=f"http://127.0.0.1:{port}", proxy=None, max_queue=None,
                compression=None, additional_headers={"Cookie": cookie},
            ) as socket:
                asked(socket, {"type": "hello", "v": 2}, "welcome")
                measure(socket)
        finally:
            stop(process)


if __name__ == "__main__":
    main()
