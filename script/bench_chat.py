"""Measures a server at rest and in a chat: memory, start, and the way from a visitor's message to the first word.

    python script/bench_chat.py BINARY [QUESTIONS]

Starts BINARY with a data folder of its own on a free port, without a language model, and asks over a WebSocket. The
clock is the client's, so the figures include both ends of the loopback. There is no settling to take off: Baton waits
only for a visitor who is typing, and this one is not.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid

from websockets.sync.client import connect

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
start_seconds_max = 120
answer_seconds_max = 30
QUESTIONS = [
    "How do I put the chat on my page?", "How do I back up Baton?", "How do I change the port?",
    "How do I add an agent?", "How do I import articles?",
]


def ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


def until(question, what):
    deadline = time.monotonic() + start_seconds_max
    while not (answer := question()):
        if time.monotonic() > deadline:
            sys.exit(f"{what} did not come within {start_seconds_max} s")
        time.sleep(0.002)
    return answer


def start(binary, folder):
    """(process, port, milliseconds until it was ready)"""
    log = open(os.path.join(folder, "log"), "wb")
    began = time.monotonic()
    process = subprocess.Popen(
        [binary, "serve", "--port", "0", "--data", os.path.join(folder, "data")], cwd=ROOT,
        stdout=log, stderr=subprocess.STDOUT)

    def port():
        found = re.search(rb"Console\s+http://127.0.0.1:(\d+)/", open(log.name, "rb").read())
        return found and int(found[1])

    number = until(port, "the address")
    until(lambda: ready(number), "/readyz")
    return process, number, (time.monotonic() - began) * 1000, log.name


def memory_mib(process):
    with open(f"/proc/{process.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) / 1024


def frames(socket):
    while True:
        yield json.loads(socket.recv(timeout=answer_seconds_max))


def ask(port, text):
    """(ms to the receipt, ms to the first words, ms to the end); `None` for the last two when handed over."""
    with connect(f"ws://127.0.0.1:{port}/ws/visitor", origin=f"http://127.0.0.1:{port}", proxy=None) as socket:
        socket.send(json.dumps({"type": "hello", "v": 2}))
        conversation = f"c-{uuid.uuid4()}"
        next(frame for frame in frames(socket) if frame["type"] == "welcome")
        socket.send(json.dumps({"type": "resume", "conversation": conversation, "after": 0}))
        next(frame for frame in frames(socket) if frame["type"] == "resumed")
        began = time.monotonic()
        socket.send(json.dumps(
            {"type": "send", "id": f"m-{uuid.uuid4()}", "conversation": conversation, "text": text}))
        receipt = first = None
        for frame in frames(socket):
            now = (time.monotonic() - began) * 1000
            if frame["type"] == "receipt":
                receipt = now
            elif frame["type"] == "delta" and first is None:
                first = now
            elif frame["type"] == "event" and frame["event"]["type"] == "handed_off":
                return receipt, None, None
            elif frame["type"] == "event" and frame["event"].get("citations"):
                return receipt, first, now


def main():
    binary = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    with tempfile.TemporaryDirectory() as folder:
        process, port, first_start, log = start(binary, folder)
        until(lambda: b"vectors=all" in open(log, "rb").read(), "the vectors")
        process.terminate()
        process.wait()
        process, port, second_start, log = start(binary, folder)
        resting = memory_mib(process)
        # A number in each question, or else its vector would be remembered from the time before.
        rows = [ask(port, f"{QUESTIONS[number % len(QUESTIONS)]} ({number})") for number in range(count)]
        working = memory_mib(process)
        process.terminate()
        process.wait()
    answered = [row for row in rows if row[1] is not None]
    print(f"start, new data folder      {first_start:8.0f} ms")
    print(f"start, vectors kept         {second_start:8.0f} ms")
    print(f"resident memory at rest     {resting:8.1f} MiB")
    print(f"after {count:4} questions        {working:8.1f} MiB")
    print(f"answered                    {len(answered):8} of {len(rows)}")
    for name, column in (("message to receipt", 0), ("to the first words", 1), ("to the whole answer", 2)):
        values = sorted(row[column] for row in (rows if column == 0 else answered))
        p95 = values[min(len(values) - 1, int(len(values) * 0.95))]
        print(f"{name:27} {statistics.median(values):8.1f} ms median, {p95:.1f} ms p95")


if __name__ == "__main__":
    main()
