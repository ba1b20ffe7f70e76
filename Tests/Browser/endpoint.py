"""A model's endpoint whose every word the test chooses, for what no real one does on demand: it breaks off, it
invents, it stays silent. Speaks enough of the chat completions protocol to be asked by Baton."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

gate_seconds_max = 60


class Gate:
    """A place in an answer where the endpoint waits until the test lets it go on."""

    def __init__(self):
        self.reached = threading.Event()
        self._opened = threading.Event()

    def open(self):
        self._opened.set()

    def wait(self):
        self.reached.set()
        assert self._opened.wait(gate_seconds_max), "the test never opened the gate"


class Cut:
    """The connection breaks here."""


class Endpoint:
    """Answers with `pieces`: texts, gates and cuts. The pieces can be changed between two questions."""

    def __init__(self, *pieces):
        self.pieces = list(pieces)
        self.requests = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                length = int(self.headers.get("content-length", 0))
                endpoint.requests.append(json.loads(self.rfile.read(length)))
                endpoint._answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    @property
    def prompt(self):
        """All that the last request told the model."""
        return "\n".join(message["content"] for message in self.requests[-1]["messages"])

    def stop(self):
        """As if the process had been killed: nobody listens any more."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _answer(self, handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        try:
            self._event(handler, {"role": "assistant", "content": None})
            for piece in list(self.pieces):
                if isinstance(piece, Cut):
                    handler.connection.shutdown(socket.SHUT_RDWR)
                    handler.close_connection = True
                    return
                if isinstance(piece, Gate):
                    piece.wait()
                else:
                    self._event(handler, {"content": piece})
            self._event(handler, {}, "stop")
            self._chunk(handler, "data: [DONE]\n\n")
            handler.wfile.write(b"0\r\n\r\n")
        except OSError:
            handler.close_connection = True

    def _event(self, handler, delta, finish=None):
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self._chunk(handler, "data: " + json.dumps({"choices": [choice]}) + "\n\n")

    def _chunk(self, handler, text):
        data = text.encode()
        handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        handler.wfile.flush()
