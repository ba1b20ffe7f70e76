"""SIGTERM and kill -9: nothing acknowledged is lost, nothing is doubled."""

from websockets.exceptions import ConnectionClosed

from .client import new_id

messages_sent = 30
receipts_before_kill = 5


def test_sigterm_says_goodbye_and_ends_with_exit_code_0(own_baton):
    with own_baton.visitor() as visitor:
        own_baton.process.terminate()
        assert visitor.drain() == 1001
        goodbye = [frame for frame in visitor.unread if frame["type"] == "going_away"]
        assert goodbye and goodbye[0]["retry_after"] > 0
        assert own_baton.process.wait(30) == 0
    own_baton.process = None


def send_and_kill(server):
    """Sends without waiting, kills in the middle, and returns what was acknowledged: {id: seq}."""
    with server.visitor() as visitor:
        conversation = visitor.begin()
        # In people's hands, so that only the visitor writes into it.
        visitor.act("person", conversation)
        ids = [new_id() for _ in range(messages_sent)]
        for number, identifier in enumerate(ids):
            visitor.send("send", conversation=conversation, id=identifier, text=f"message {number}")
        receipts = {}
        while len(receipts) < receipts_before_kill:
            frame = visitor.next("receipt")
            receipts[frame["id"]] = frame["seq"]
        server.kill()
        try:
            while True:
                frame = visitor.receive()
                if frame["type"] == "receipt":
                    receipts[frame["id"]] = frame["seq"]
        except ConnectionClosed:
            pass
        receipts |= {frame["id"]: frame["seq"] for frame in visitor.unread if frame["type"] == "receipt"}
    return visitor.welcome, conversation, ids, receipts


def test_after_kill_9_every_acknowledged_message_is_there_exactly_once(own_baton):
    welcome, conversation, ids, receipts = send_and_kill(own_baton)
    own_baton.restart()
    with own_baton.visitor(token=welcome["token"]) as visitor:
        assert visitor.welcome["visitor"] == welcome["visitor"]
        assert visitor.welcome["epoch"] == welcome["epoch"]
        stored, _ = visitor.resume(conversation, epoch=welcome["epoch"])
        messages = [
            (frame["event"]["id"], frame["seq"]) for frame in stored
            if frame["type"] == "event" and frame["event"]["type"] == "message"
            and frame["event"]["author"]["kind"] == "visitor"
        ]
        assert len(messages) == len(dict(messages))
        for identifier, seq in receipts.items():
            assert dict(messages).get(identifier) == seq, "an acknowledged message is lost or moved"

        # The outbox is sent again, as after any reconnect.
        for number, identifier in enumerate(ids):
            visitor.send("send", conversation=conversation, id=identifier, text=f"message {number}")
            reply = visitor.reply_to(identifier)
            assert reply["type"] == "receipt"
            if identifier in dict(messages):
                assert reply["repeat"] is True
                assert reply["seq"] == dict(messages)[identifier]

    with own_baton.visitor(token=welcome["token"]) as visitor:
        stored, _ = visitor.resume(conversation, epoch=welcome["epoch"])
    seen = [frame["event"]["id"] for frame in stored if frame.get("event", {}).get("id") in ids]
    assert sorted(seen) == sorted(ids)
