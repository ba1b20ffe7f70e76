"""Who a visitor is: the host product's signed word, what the page says, and the link of a mail."""

import base64
import email
import email.policy
import hashlib
import hmac
import json
import re
import time

import pytest
from conftest import ANSWERED_QUESTION
from mail.post import Post

from .client import new_id

SECRET = "a secret of the shop, long enough for HS256"


def signed(claims, secret=SECRET, algorithm="HS256"):
    """A JWT by hand, so that a flaw of a library is not mistaken for one of ours."""

    def part(value):
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

    text = ".".join(part(json.dumps(one).encode()) for one in ({"alg": algorithm, "typ": "JWT"}, claims))
    if algorithm == "none":
        return text + "."
    return f"{text}.{part(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())}"


def claims(subject, **more):
    return {"sub": subject, "exp": int(time.time()) + 600, **more}


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("identity") / "secret"
    path.write_text(SECRET + "\n")
    return path


@pytest.fixture
def shop(start_baton, secret_file):
    return start_baton("--identity-secret-file", secret_file)


def entered(server, **fields):
    """A socket that said hello with these fields."""
    socket = server.visitor(hello=False)
    socket.send("hello", v=2, **fields)
    socket.welcome = socket.next("welcome")
    return socket


def test_a_signed_person_is_the_same_on_every_device_and_has_no_token(shop):
    with entered(shop, identity=signed(claims("ada-1", name="Ada", plan="team"))) as phone:
        assert phone.welcome["identity"] == {"state": "verified", "name": "Ada", "reason": None}
        assert phone.welcome["token"] is None
        conversation = phone.begin()
        phone.ask(conversation, ANSWERED_QUESTION)
        phone.message_of("assistant", conversation)
        person = phone.welcome["visitor"]
    with entered(shop, identity=signed(claims("ada-1", name="Ada L."))) as laptop:
        assert laptop.welcome["visitor"] == person
        laptop.send("conversations")
        rows = laptop.next("conversations")["rows"]
        assert [row["conversation"] for row in rows] == [conversation]
        assert rows[0]["last"]["author"]["kind"] == "assistant"
        laptop.send("profile", name="Eve", email=None, attributes={})
        frames, _ = laptop.resume(conversation)
        assert any(frame.get("event", {}).get("text") == ANSWERED_QUESTION for frame in frames)
    with entered(shop, identity=signed(claims("grace-2", name="Grace"))) as other:
        other.send("resume", conversation=conversation, after=0)
        assert other.error()["code"] == "unknown_conversation"
        assert other.ask(conversation, "Mine?")["code"] == "unknown_conversation"
    with shop.team(shop.administrator()) as ada:
        ada.send("visitor", conversation=conversation)
        visitor = ada.next("visitor")["visitor"]
        assert (visitor["id"], visitor["name"], visitor["verified"]) == (person, "Ada L.", True)


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        (lambda: signed({"sub": "ada-1", "exp": int(time.time()) - 3600}), "expired"),
        (lambda: signed(claims("ada-1"), algorithm="none"), "invalid"),
        (lambda: signed(claims("ada-1"), secret="another secret, as long as the right one"), "invalid"),
        (lambda: signed({"sub": "ada-1"}), "invalid"),
        (lambda: signed(claims("")), "invalid"),
        (lambda: signed(claims("ada-1", exp=int(time.time()) * 1000)), "invalid"),
        (lambda: signed(claims("ada-1"))[:-6] + "AAAAAA", "invalid"),
        (lambda: "not a token", "invalid"),
    ],
)
def test_a_refused_identity_shows_nothing_of_the_person(shop, token, reason):
    with entered(shop, identity=signed(claims("ada-1", name="Ada"))) as ada:
        conversation = ada.begin()
        ada.ask(conversation, "Hello")
        person = ada.welcome["visitor"]
    with entered(shop, identity=token()) as refused:
        assert refused.welcome["identity"] == {"state": "refused", "name": None, "reason": reason}
        assert refused.welcome["visitor"] != person and refused.welcome["token"]
        refused.send("conversations")
        assert refused.next("conversations")["rows"] == []
        refused.send("resume", conversation=conversation, after=0)
        assert refused.error()["code"] == "unknown_conversation"


def test_without_the_secret_nobody_is_known_by_name(baton):
    with entered(baton, identity=signed(claims("ada-1"))) as visitor:
        assert visitor.welcome["identity"]["reason"] == "not_configured"


def test_what_a_page_says_is_shown_as_such_and_malformed_words_are_refused(baton):
    profile = {"name": "Ada", "email": "ada@example.com", "attributes": {"plan": "team"}}
    with entered(baton, profile=profile) as visitor:
        assert visitor.welcome["identity"] == {"state": "unverified", "name": "Ada", "reason": None}
        visitor.send("profile", name=7)
        assert visitor.error()["code"] == "bad_frame"
        visitor.send("profile", name="A" * 500, email=None, attributes={})
        conversation = visitor.begin()
        visitor.ask(conversation, "Hello")
        with baton.team(baton.administrator()) as ada:
            ada.send("visitor", conversation=conversation)
            shown = ada.next("visitor")["visitor"]
        assert (shown["name"], shown["verified"]) == ("A" * 120, False)


def test_a_link_session_reaches_its_conversation_and_no_other(start_baton):
    post = Post()
    try:
        server = start_baton(
            "--smtp-url", post.url, "--mail-from", "support@shop.test", "--mail-after-seconds", "5")
        token, mailed, other = mailed_link(server, post)
        with entered(server, link=token) as reader:
            assert reader.welcome["conversation"] == mailed and reader.welcome["token"] is None
            frames, _ = reader.resume(mailed)
            assert any(frame.get("event", {}).get("text") == "At nine." for frame in frames)
            assert reader.ask(mailed, "Thank you.")["type"] == "receipt"
            reader.send("conversations")
            assert [row["conversation"] for row in reader.next("conversations")["rows"]] == [mailed]
            reader.send("resume", conversation=other, after=0)
            assert reader.error()["code"] == "unknown_conversation"
            for conversation in (other, new_id("c")):
                assert reader.ask(conversation, "Mine?")["code"] == "unknown_conversation"
                assert reader.act("person", conversation)["code"] == "unknown_conversation"
        with entered(server, link=token[:-4] + "AAAA") as stranger:
            assert stranger.welcome["conversation"] is None
    finally:
        post.stop()


def mailed_link(server, post):
    """The token of a mail, its conversation, and another one of the same visitor."""
    with server.visitor() as visitor:
        other = visitor.begin()
        visitor.ask(other, "Hello")
        mailed = visitor.begin()
        visitor.act("person", mailed)
        visitor.act("contact", mailed, address="grace@home.test")
    with server.team(server.administrator()) as ada:
        ada.resume(mailed)
        ada.act("accept", mailed)
        ada.ask(mailed, "At nine.")
        ada.event("mailed", mailed, seconds_max=30)
    letter = email.message_from_bytes(post.mails[0].content, policy=email.policy.default)
    plain = letter.get_body(("plain",)).get_content()
    return re.search(r"/conversation#(\S+)", plain)[1], mailed, other
