"""A client of docs/protocol.md that shares nothing with Baton: Python's `websockets`, a strict one."""

import json
import time
import uuid

import websockets.exceptions
from websockets.sync.client import connect

answer_seconds_max = 20


def new_id(kind="m"):
    return f"{kind}-{uuid.uuid4()}"


class Socket:
    """One connection. Frames that nobody asked for yet wait in `unread`, in the order in which they came."""

    def __init__(self, url, origin=None, cookie=None, token=None, v=2, hello=True):
        headers = {"Cookie": cookie} if cookie else {}
        self.unread = []
        self.connection = connect(
            url, origin=origin, additional_headers=headers, proxy=None, compression=None,
            ping_interval=None, max_size=None, max_queue=None, close_timeout=5, legacy=True,
        )
        if hello:
            try:
                self.welcome = self.hello(v=v, token=token)
            except BaseException:
                self.close()
                raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.connection.close()

    # Frames out

    def hello(self, v=2, token=None):
        self.send("hello", v=v, **({"token": token} if token else {}))
        return self.next("welcome")

    def send(self, kind, /, **fields):
        self.send_text(json.dumps({"type": kind, **fields}))

    def send_text(self, text):
        self.connection.send(text)

    def ask(self, conversation, text, **fields):
        """Sends a message and waits for its receipt."""
        return self.act("send", conversation, text=text, **{"id": new_id(), **fields})

    def act(self, kind, conversation, /, **fields):
        """Sends a frame that has an id, and returns its receipt or error."""
        fields = {"id": new_id("a"), **fields}
        self.send(kind, conversation=conversation, **fields)
        return self.reply_to(fields["id"])

    def resume(self, conversation, after=0, **fields):
        """Returns (the frames before `resumed`, `resumed`)."""
        self.send("resume", conversation=conversation, after=after, **fields)
        resumed = self.next("resumed", conversation=conversation)
        return self.take(lambda frame: frame.get("conversation") == conversation), resumed

    def begin(self):
        """The id of a new conversation that this socket listens to."""
        conversation = new_id("c")
        self.resume(conversation)
        return conversation

    # Frames in

    def receive(self, seconds_max=answer_seconds_max):
        frame = self.connection.recv(timeout=seconds_max)
        assert isinstance(frame, str), "a binary frame came"
        return json.loads(frame)

    def until(self, wanted, what, seconds_max=answer_seconds_max):
        """The first frame, unread or to come, for which `wanted` is true; the others stay unread."""
        for index, frame in enumerate(self.unread):
            if wanted(frame):
                return self.unread.pop(index)
        deadline = time.monotonic() + seconds_max
        while (left := deadline - time.monotonic()) > 0:
            try:
                frame = self.receive(left)
            except TimeoutError:
                break
            if wanted(frame):
                return frame
            self.unread.append(frame)
        raise AssertionError(f"{what} did not come within {seconds_max} s; what came: {self.unread}")

    def next(self, kind, seconds_max=answer_seconds_max, **fields):
        def wanted(frame):
            return frame["type"] == kind and all(frame.get(name) == value for name, value in fields.items())

        return self.until(wanted, f"{kind} {fields}", seconds_max)

    def event(self, kind, conversation=None, seconds_max=answer_seconds_max):
        """The next event frame whose event has this type."""

        def wanted(frame):
            return (
                frame["type"] == "event" and frame["event"]["type"] == kind
                and conversation in (None, frame["conversation"])
            )

        return self.until(wanted, f"event {kind}", seconds_max)

    def message_of(self, kind, conversation=None, seconds_max=answer_seconds_max):
        """The next message event whose author is a visitor, the assistant or an agent."""

        def wanted(frame):
            if frame["type"] != "event" or frame["event"]["type"] != "message":
                return False
            return frame["event"]["author"]["kind"] == kind and conversation in (None, frame["conversation"])

        return self.until(wanted, f"message of {kind}", seconds_max)

    def reply_to(self, identifier):
        return self.until(
            lambda frame: frame["type"] in ("receipt", "error") and frame.get("id") == identifier,
            f"a reply to {identifier}",
        )

    def error(self):
        return self.next("error")

    def take(self, wanted):
        """Removes and returns the unread frames for which `wanted` is true."""
        taken = [frame for frame in self.unread if wanted(frame)]
        self.unread = [frame for frame in self.unread if not wanted(frame)]
        return taken

    def settle(self):
        """All unread frames after a ping and its pong: what was not sent by now was not caused before."""
        self.send("ping")
        self.next("pong")
        return self.take(lambda frame: True)

    def drain(self, seconds_max=answer_seconds_max):
        """Reads until the server closes the connection, and returns the close code."""
        deadline = time.monotonic() + seconds_max
        try:
            while (left := deadline - time.monotonic()) > 0:
                self.unread.append(self.receive(left))
        except websockets.exceptions.ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None
        except TimeoutError:
            pass
        raise AssertionError(f"the connection was not closed within {seconds_max} s: {self.unread}")
