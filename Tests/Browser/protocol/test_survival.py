"""SIGTERM and kill -9: nothing acknowledged is lost, nothing is doubled."""

from conftest import ANSWERED_QUESTION
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


def annotate_and_kill(server, conversation, answer):
    """Notes and reports in turn, killed in the middle. Returns all frames and what was acknowledged: {id: seq}."""
    frames = []
    for number in range(messages_sent // 2):
        frames.append(("note", {"id": new_id("n"), "text": f"note {number}"}))
        frames.append(("report", {"id": new_id("r"), "answer": answer, "kind": "outdated"}))
    with server.team(server.administrator()) as ada:
        for kind, fields in frames:
            ada.send(kind, conversation=conversation, **fields)
        receipts = {}
        while len(receipts) < receipts_before_kill:
            frame = ada.next("receipt")
            receipts[frame["id"]] = frame["seq"]
        server.kill()
        try:
            ada.drain()
        except ConnectionClosed:
            pass
        receipts |= {frame["id"]: frame["seq"] for frame in ada.unread if frame["type"] == "receipt"}
    return frames, receipts


def test_after_kill_9_every_acknowledged_note_and_report_is_there_exactly_once(own_baton):
    with own_baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, ANSWERED_QUESTION)
        answer = visitor.message_of("assistant", conversation)["event"]["id"]
        token = visitor.welcome["token"]
    frames, receipts = annotate_and_kill(own_baton, conversation, answer)
    own_baton.restart()
    with own_baton.team(own_baton.administrator()) as ada:
        stored, _ = ada.resume(conversation)
        kept = {frame["seq"]: frame["event"] for frame in stored if frame["type"] == "event"}
        for kind, fields in frames:
            if fields["id"] not in receipts:
                continue
            event = kept[receipts[fields["id"]]]
            assert event["type"] == {"note": "note", "report": "reported"}[kind]
            assert event.get("text") == fields.get("text")
        # The console sends again what it has no receipt for; everything else would be a repeat as well.
        for kind, fields in frames:
            ada.send(kind, conversation=conversation, **fields)
            reply = ada.reply_to(fields["id"])
            assert reply["type"] == "receipt"
            if fields["id"] in receipts:
                assert (reply["seq"], reply["repeat"]) == (receipts[fields["id"]], True)
    with own_baton.team(own_baton.administrator()) as ada:
        stored, _ = ada.resume(conversation)
        texts = [frame["event"]["text"] for frame in stored if frame.get("event", {}).get("type") == "note"]
        reports = [frame for frame in stored if frame.get("event", {}).get("type") == "reported"]
        assert sorted(texts) == sorted(fields["text"] for kind, fields in frames if kind == "note")
        assert len(reports) == messages_sent // 2
    with own_baton.visitor(token=token) as visitor:
        stored, _ = visitor.resume(conversation)
    assert not [frame for frame in stored if frame.get("event", {}).get("type") in ("note", "reported")]
