"""A reply that nobody saw goes out as mail through a real mail server, and its link leads back."""

import email
import email.policy
import json
import re
import subprocess

import pytest
from conftest import BINARY
from protocol.client import new_id

from mail.post import PASSWORD, USER, Post, certificate_for_localhost

after_seconds = 5
mail_seconds_max = 30


@pytest.fixture
def new_post():
    servers = []

    def start(**options):
        servers.append(Post(**options))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def settings(post, *more):
    return [
        "--smtp-url", post.url, "--mail-from", "Käse & Söhne <support@shop.test>",
        "--mail-after-seconds", str(after_seconds), *more,
    ]


def left_an_address(server, address, replies):
    """A visitor asks, leaves an address and goes; an agent answers. Returns the conversation."""
    with server.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, "Wann öffnet ihr?\r\nBcc: eve@evil.test")
        visitor.act("person", conversation)
        visitor.act("contact", conversation, address=address)
    with server.team(server.administrator()) as ada:
        ada.resume(conversation)
        assert ada.act("accept", conversation)["type"] == "receipt"
        for text in replies:
            ada.act("send", conversation, id=new_id(), text=text)
    return conversation


def outcome(server, conversation, kind):
    with server.team(server.administrator()) as ada:
        ada.resume(conversation)
        return ada.event(kind, conversation, seconds_max=mail_seconds_max)["event"]


def read(envelope):
    return email.message_from_bytes(envelope.content, policy=email.policy.default)


def test_replies_arrive_in_one_mail_whose_link_leads_back(start_baton, new_post):
    post = new_post()
    server = start_baton(*settings(post))
    replies = ["We open at nine. 🧀", ".\nA line with a dot, and <b>no</b> markup & more."]
    conversation = left_an_address(server, "grace@home.test", replies)
    mailed = outcome(server, conversation, "mailed")
    assert len(post.mails) == 1
    envelope = post.mails[0]
    assert envelope.mail_from == "support@shop.test" and envelope.rcpt_tos == ["grace@home.test"]
    mail = read(envelope)
    assert mail["From"].addresses[0].display_name == "Ada Admin, Käse & Söhne"
    assert mail["Bcc"] is None and "Wann öffnet ihr? Bcc: eve@evil.test" in mail["Subject"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{conversation}.{mailed['seq_to']}@shop.test>"
    plain = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    html = mail.get_body(("html",)).get_content().replace("\r\n", "\n")
    for text in replies:
        assert text in plain
    assert "&lt;b&gt;no&lt;/b&gt; markup &amp; more." in html
    assert not re.search(r"src=|url\(|<link|<script", html)
    link = re.search(rf"{server.origin}/conversation#(\S+)", plain)
    assert link and link[1] in html
    status, headers, page = server.get("/conversation")
    assert status == 200 and 'data-page="full"' in page and "expired" in page
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_refused_address_is_told_to_the_team_and_holds_no_address(start_baton, new_post):
    post = new_post(refuse={"nobody@home.test": ["550 5.1.1 <nobody@home.test> unknown"] * 5})
    server = start_baton(*settings(post))
    conversation = left_an_address(server, "nobody@home.test", ["Hello"])
    failed = outcome(server, conversation, "mail_failed")
    assert failed["why"] == "refused" and failed["detail"] == "550 5.1.1 [address] unknown"
    assert post.mails == []


def test_a_password_goes_over_tls_and_an_address_may_have_any_letters(start_baton, new_post, tmp_path):
    certificate, key = certificate_for_localhost(tmp_path)
    post = new_post(certificate=(certificate, key), with_sign_in=True)
    secret = tmp_path / "password"
    secret.write_text(PASSWORD + "\n")
    more = ["--smtp-user", USER, "--smtp-password-file", str(secret), "--smtp-ca-file", str(certificate)]
    server = start_baton(*settings(post, *more))
    conversation = left_an_address(server, "zoë@home.test", ["Grüße"])
    outcome(server, conversation, "mailed")
    assert post.mails[0].rcpt_tos == ["zoë@home.test"]
    assert PASSWORD not in server.words()


def try_mail(server, values, to="ada@home.test", cookie=None):
    cookie = cookie or server.administrator()
    status, _, text = server.post("/api/settings/try-mail", {"to": to, "values": values}, cookie=cookie)
    return status, json.loads(text)


def test_trying_the_settings_says_step_by_step_what_is_wrong(start_baton, new_post, tmp_path):
    certificate, key = certificate_for_localhost(tmp_path)
    plain, safe = new_post(), new_post(certificate=(certificate, key), with_sign_in=True)
    server = start_baton()
    good = {"smtp_url": plain.url, "mail_from": "support@shop.test"}
    status, answer = try_mail(server, good)
    assert status == 200 and answer["ok"], answer
    assert [step["name"] for step in answer["steps"]] == ["Connect", "Encrypt", "Send"]
    assert read(plain.mails[0])["Subject"] == "Test mail of Baton"

    def first_fault(values, to="ada@home.test"):
        status, answer = try_mail(server, values, to)
        assert status == 200 and not answer["ok"], answer
        assert [step["ok"] for step in answer["steps"]][:-1] == [True] * (len(answer["steps"]) - 1)
        return answer["steps"][-1]

    assert first_fault({**good, "smtp_url": "smtp://127.0.0.1:1"})["name"] == "Connect"
    assert first_fault({**good, "smtp_url": safe.url})["name"] == "Encrypt"
    trusted = {**good, "smtp_url": safe.url, "smtp_ca_file": str(certificate), "smtp_user": USER}
    wrong = first_fault({**trusted, "smtp_password": "wrong"})
    assert wrong["name"] == "Sign in" and "535" in wrong["detail"]
    assert try_mail(server, {**trusted, "smtp_password": PASSWORD})[1]["ok"]
    assert "smtp_url" in first_fault({**good, "smtp_url": "mail.shop.test"})["detail"]
    assert "mail_from" in first_fault({**good, "mail_from": "Shop"})["detail"]
    assert first_fault({})["name"] == "Check the settings"
    assert "address" in first_fault(good, to="ada@home.test>\r\nRCPT TO:<eve@evil.test")["detail"]


def test_only_an_administrator_tries_settings_and_only_from_our_page(start_baton, new_post):
    post = new_post()
    server = start_baton()
    values = {"smtp_url": post.url, "mail_from": "support@shop.test"}
    assert try_mail(server, values, cookie=server.agent())[0] == 403
    assert try_mail(server, values, cookie="baton_session=nobody")[0] == 401
    body = {"to": "ada@home.test", "values": values}
    refused = server.post(
        "/api/settings/try-mail", body, cookie=server.administrator(), origin="https://evil.example"
    )
    assert refused[0] == 403 and post.mails == []


def test_a_password_is_not_carried_to_another_server(start_baton, new_post, tmp_path):
    certificate, key = certificate_for_localhost(tmp_path)
    post = new_post(certificate=(certificate, key), with_sign_in=True)
    secret = tmp_path / "password"
    secret.write_text(PASSWORD)
    more = ["--smtp-user", USER, "--smtp-password-file", str(secret), "--smtp-ca-file", str(certificate)]
    server = start_baton(*settings(post, *more))
    assert try_mail(server, {})[1]["ok"]
    other = new_post(with_sign_in=True)
    answer = try_mail(server, {"smtp_url": other.url})[1]
    assert not answer["ok"] and other.mails == []


def test_the_doctor_tries_the_mail_server_without_a_mail(start_baton, new_post):
    post = new_post()
    server = start_baton()
    server.stop()
    options = ["--smtp-url", post.url, "--mail-from", "support@shop.test"]
    done = doctor(server, *options)
    assert "ok    mail: 127.0.0.1 would take mails from support@shop.test." in done
    post.stop()
    assert "FAIL  mail: Nothing answers at" in doctor(server, *options)
    assert "ok    mail: none is sent" in doctor(server)


def doctor(server, *options):
    return subprocess.run(
        [BINARY, "doctor", *server.place, "--port", "0", *options],
        cwd=server.folder, capture_output=True, text=True, timeout=60,
    ).stdout


def test_what_the_visitor_saw_on_the_screen_is_not_mailed(start_baton, new_post):
    post = new_post()
    server = start_baton(*settings(post))
    with server.visitor() as visitor, server.team(server.administrator()) as ada:
        assert visitor.welcome["mail"] is True
        conversation = visitor.begin()
        visitor.ask(conversation, "Can I pay by card?")
        visitor.act("person", conversation)
        visitor.act("contact", conversation, address="grace@home.test")
        ada.act("accept", conversation)
        ada.act("send", conversation, id=new_id(), text="Seen on the screen.")
        seen = visitor.until(
            lambda frame: frame.get("event", {}).get("text") == "Seen on the screen.", "the reply"
        )
        visitor.send("seen", conversation=conversation, seq=seen["seq"])
        visitor.settle()
        ada.act("send", conversation, id=new_id(), text="Came when nobody looked.")
    outcome(server, conversation, "mailed")
    plain = read(post.mails[0]).get_body(("plain",)).get_content()
    assert "Came when nobody looked." in plain and "Seen on the screen." not in plain


def test_the_link_of_a_mail_opens_its_conversation_and_no_other(start_baton, new_post):
    post = new_post()
    server = start_baton(*settings(post))
    conversation = left_an_address(server, "grace@home.test", ["At nine."])
    outcome(server, conversation, "mailed")
    plain = read(post.mails[0]).get_body(("plain",)).get_content()
    token = re.search(r"/conversation#(\S+)", plain)[1]
    with server.visitor(hello=False) as visitor:
        visitor.send("hello", v=2, link=token)
        assert visitor.next("welcome")["conversation"] == conversation
        frames, _ = visitor.resume(conversation)
        assert any(frame.get("event", {}).get("text") == "At nine." for frame in frames)
        assert not any(frame["event"]["type"] in ("mailed", "decided") for frame in frames)
    with server.visitor(hello=False) as visitor:
        visitor.send("hello", v=2, link=token[:-4] + "AAAA")
        assert visitor.next("welcome")["conversation"] is None
