"""WebSocket by hand, for what a well-behaved client cannot send."""

import base64
import os
import socket
import struct

seconds_max = 10


class RawSocket:
    """Bytes over TCP after a proper handshake."""

    def __init__(self, baton):
        self.stream = socket.create_connection(("127.0.0.1", baton.port), timeout=seconds_max)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            "GET /ws/visitor HTTP/1.1", f"Host: 127.0.0.1:{baton.port}", f"Origin: {baton.origin}",
            "Upgrade: websocket", "Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13",
        ]
        self.stream.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            head += self._read(1)
        self.status = int(head.split()[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()

    def _read(self, count):
        data = b""
        while len(data) < count:
            more = self.stream.recv(count - len(data))
            if not more:
                raise ConnectionError("the server closed the connection without a close frame")
            data += more
        return data

    def frame(self, payload, opcode=1, mask=True, first_bits=0x80):
        """Sends one small frame; `first_bits` carries FIN and the reserved bits."""
        assert len(payload) < 126
        head = bytes([first_bits | opcode, (0x80 if mask else 0) | len(payload)])
        if mask:
            key = os.urandom(4)
            payload = key + bytes(byte ^ key[index % 4] for index, byte in enumerate(payload))
        self.stream.sendall(head + payload)

    def close_code(self):
        """Reads frames until the close frame, and returns its code."""
        while True:
            first, length = self._read(2)
            length &= 0x7F
            if length == 126:
                length = struct.unpack(">H", self._read(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self._read(8))[0]
            payload = self._read(length)
            if first & 0x0F == 8:
                return struct.unpack(">H", payload[:2])[0]
