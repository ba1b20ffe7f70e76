"""People who are disabled, signed out or given another role by a command beside the running server."""

import time

import pytest
from websockets.exceptions import ConnectionClosed

# The promise is a second; the command itself and a busy machine take their time on top.
close_seconds_max = 1.0
slack_seconds = 1.0


def seconds_to_close(agent, code):
    began = time.monotonic()
    with pytest.raises(ConnectionClosed) as closed:
        while time.monotonic() - began < 10:
            agent.connection.recv(timeout=10)
    assert closed.value.rcvd.code == code
    return time.monotonic() - began


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["disable"], 4001), (["sign-out"], 4001), (["role"], 4000)],
)
def test_a_command_beside_the_server_ends_the_sockets(own_baton, arguments, code):
    own_baton.administrator()
    cookie = own_baton.agent("grace@example.com", "Grace")
    with own_baton.team(cookie) as agent:
        extra = ["viewer"] if arguments == ["role"] else []
        own_baton.command("user", *arguments, "grace@example.com", *extra)
        seconds = seconds_to_close(agent, code)
        print(f"{arguments[0]}: closed after {seconds:.2f} s")
        assert seconds < close_seconds_max + slack_seconds
