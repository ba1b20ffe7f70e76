"""What breaks WebSocket's rules or the server's bounds is refused with the right code, and the server lives."""

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from .raw import RawSocket

pytestmark = pytest.mark.one_storage(reason="limits of the gateway")

connections_tried_max = 200
tabs_tried_max = 60
frame_bytes_max = 65_536


@pytest.fixture(autouse=True)
def server_lives(baton):
    """After each of these attacks a well-behaved visitor is still served."""
    yield
    with baton.visitor() as visitor:
        visitor.send("ping")
        assert visitor.next("pong")


def test_a_binary_frame_closes_with_1003(baton):
    with baton.visitor() as visitor:
        visitor.connection.send(b"\x00\x01")
        assert visitor.drain() == 1003


def test_invalid_utf8_closes_with_1007(baton):
    with baton.visitor() as visitor:
        visitor.connection.send(b'{"type": "\xff\xfe"}', text=True)
        assert visitor.drain() == 1007


def test_a_frame_over_64_kib_closes_with_1009(baton):
    with baton.visitor() as visitor:
        try:
            visitor.send_text("x" * (frame_bytes_max + 1))
        except ConnectionClosed:
            pass
        assert visitor.drain() == 1009


def test_a_frame_of_64_kib_is_only_a_bad_frame(baton):
    with baton.visitor() as visitor:
        visitor.send_text("x" * frame_bytes_max)
        assert visitor.error()["code"] == "bad_frame"


def test_an_unmasked_frame_closes_with_1002(baton):
    with RawSocket(baton) as raw:
        assert raw.status == 101
        raw.frame(b'{"type": "ping"}', mask=False)
        assert raw.close_code() == 1002


def test_a_reserved_bit_closes_with_1002(baton):
    with RawSocket(baton) as raw:
        raw.frame(b'{"type": "ping"}', first_bits=0xC0)
        assert raw.close_code() == 1002


def test_a_reserved_opcode_closes_with_1002(baton):
    with RawSocket(baton) as raw:
        raw.frame(b"", opcode=3)
        assert raw.close_code() == 1002


def test_a_continuation_of_nothing_closes_with_1002(baton):
    with RawSocket(baton) as raw:
        raw.frame(b"x", opcode=0)
        assert raw.close_code() == 1002


def test_one_address_cannot_take_all_connections(own_baton):
    sockets = []
    status = None
    try:
        while status is None and len(sockets) < connections_tried_max:
            try:
                sockets.append(own_baton.visitor(hello=False))
            except InvalidStatus as refused:
                status = refused.response.status_code
        assert status == 429
        first = sockets[0]
        assert first.hello()["type"] == "welcome"
    finally:
        for socket in sockets:
            socket.close()
    with own_baton.visitor() as afterwards:
        assert afterwards.welcome["type"] == "welcome"


def test_one_visitor_cannot_take_all_connections_either(own_baton):
    sockets = [own_baton.visitor()]
    token = sockets[0].welcome["token"]
    code = None
    try:
        while code is None and len(sockets) < tabs_tried_max:
            socket = own_baton.visitor(hello=False)
            sockets.append(socket)
            socket.send("hello", v=2, token=token)
            try:
                socket.next("welcome")
            except ConnectionClosed as closed:
                code = closed.rcvd.code
        assert code == 4429
        assert sockets[0].settle() == []
    finally:
        for socket in sockets:
            socket.close()
