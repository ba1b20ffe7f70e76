"""Who the host product says is here: signed and in time, or as good as nobody."""

import json

import pytest
from conftest import Baton, finish, poll
from playwright.sync_api import expect

from path.people import Visitor
from visitor.host import SECRET, before_the_page, boot, signed

# The server grants this much to clocks that differ.
leeway_seconds = 60


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("identity")
    secret = folder / "secret"
    secret.write_text(SECRET)
    server = Baton(folder, "--identity-secret-file", str(secret))
    try:
        yield server.start()
    finally:
        finish([server])


@pytest.fixture
def come(server, new_page):
    """A visitor whose host page says these things before the script comes, with the chat open."""

    def arrive(*calls):
        page = new_page()
        before_the_page(page, "window.frames_in = [];", *calls)
        page.on("websocket", lambda socket: socket.on(
            "framereceived", lambda frame: page.frames_in.append(json.loads(frame))))
        page.frames_in = []
        page.goto(server.demo)
        return Visitor(page).open()

    return arrive


def welcome(visitor):
    """The latest welcome that this page got."""
    def found():
        visitor.page.evaluate("1")
        return [frame for frame in visitor.page.frames_in if frame["type"] == "welcome"]

    return poll(found, "a welcome")[-1]


def identity(visitor, state):
    def told():
        now = welcome(visitor)["identity"]
        return now["state"] == state and now

    return poll(told, f"identity {state}")


def test_a_person_who_is_signed_finds_the_conversation_on_another_device(come):
    ada = come(boot(identity=signed("ada", name="Ada")))
    assert identity(ada, "verified")["name"] == "Ada"
    ada.say("I am locked out of my greenhouse.")
    ada.expect_waiting()
    assert "token" not in str(ada.page.evaluate("Object.keys(localStorage)"))
    phone = come(boot(identity=signed("ada", name="Ada")))
    expect(phone.messages("visitor", "greenhouse")).to_have_count(1)
    phone.expect_waiting()
    other = come(boot(identity=signed("eve", name="Eve")))
    assert identity(other, "verified")["name"] == "Eve"
    expect(other.at("greeting")).to_be_visible()
    expect(other.messages()).to_have_count(0)


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        (lambda who: signed(who, seconds=-leeway_seconds - 5), "expired"),
        (lambda who: signed(who, algorithm="none"), "invalid"),
        (lambda who: signed(who, secret="somebody else's secret, just as long"), "invalid"),
        (lambda who: signed(who, algorithm="HS512"), "invalid"),
        (lambda who: signed(""), "invalid"),
        (lambda who: signed(who) + "x", "invalid"),
        (lambda who: "not.a.token", "invalid"),
    ],
    ids=["expired", "alg-none", "wrong-key", "other-algorithm", "nobody", "changed", "rubbish"],
)
def test_what_proves_nothing_shows_nothing(request, come, token, reason):
    who = request.node.callspec.id
    grace = come(boot(identity=signed(who, name="Grace")))
    identity(grace, "verified")
    grace.say(f"My invoice is secret ({reason}).")
    expect(grace.messages("visitor", "secret")).to_have_attribute("data-status", "sent")
    thief = come(boot(identity=token(who)))
    assert identity(thief, "refused")["reason"] == reason
    expect(thief.at("greeting")).to_be_visible()
    expect(thief.messages()).to_have_count(0)
    thief.say("Hello")
    expect(thief.messages("visitor", "Hello").first).to_have_attribute("data-status", "sent")
    assert thief.page.problems == []


def test_an_identity_that_has_expired_is_asked_for_once(come):
    fresh = signed("lin", name="Lin")
    lin = come(
        boot(identity=signed("lin", seconds=-leeway_seconds - 5)),
        f"window.asked = 0; Baton('onIdentityNeeded', () => {{ asked += 1; return Promise.resolve('{fresh}'); }});",
    )
    assert identity(lin, "verified")["name"] == "Lin"
    assert lin.page.evaluate("asked") == 1
    assert [frame["identity"]["state"] for frame in lin.page.frames_in if frame["type"] == "welcome"] == [
        "refused", "verified"]


def test_a_host_that_has_nothing_better_is_not_asked_again(come):
    old = signed("lin", seconds=-leeway_seconds - 5)
    lin = come(
        boot(identity=old),
        f"window.asked = 0; Baton('onIdentityNeeded', () => {{ asked += 1; return '{old}'; }});",
    )
    identity(lin, "refused")
    lin.say("Hello")
    expect(lin.messages("visitor", "Hello").first).to_have_attribute("data-status", "sent")
    assert lin.page.evaluate("asked") == 1


def test_an_identity_that_ends_in_the_middle_is_renewed_and_nothing_is_lost(come):
    fresh = signed("mary", name="Mary")
    mary = come(
        boot(identity=signed("mary", seconds=4 - leeway_seconds)),
        f"window.asked = 0; Baton('onIdentityNeeded', () => {{ asked += 1; return '{fresh}'; }});",
    )
    identity(mary, "verified")
    mary.say("Before it ended")
    expect(mary.messages("visitor", "Before")).to_have_attribute("data-status", "sent")

    def said_again():
        mary.at("composer").press("a")
        mary.page.wait_for_timeout(200)
        return mary.page.evaluate("asked") == 1

    poll(said_again, "the question for a fresh identity", 20)
    mary.at("composer").fill("After it was renewed")
    mary.at("composer").press("Enter")
    expect(mary.messages("visitor", "After it")).to_have_attribute("data-status", "sent")
    expect(mary.messages("visitor", "Before")).to_have_count(1)
    assert identity(mary, "verified")["name"] == "Mary"


def test_shutdown_leaves_nothing_of_the_person_and_the_next_one_starts_empty(come):
    ada = come(boot(identity=signed("ruth", name="Ruth")))
    identity(ada, "verified")
    ada.say("Something private")
    expect(ada.messages("visitor", "private")).to_have_attribute("data-status", "sent")
    ada.page.evaluate("Baton('shutdown')")
    assert ada.page.evaluate("Object.keys(localStorage)") == []
    assert "private" not in str(ada.page.evaluate("Object.values(sessionStorage)"))
    ada.page.evaluate(f"Baton('boot', {{ identity: '{signed('tom', name='Tom')}' }}); Baton('show')")
    expect(ada.at("greeting")).to_be_visible()
    assert identity(ada, "verified")["name"] == "Tom"
    expect(ada.messages()).to_have_count(0)


def test_somebody_else_by_update_sees_nothing_of_the_one_before(come):
    ada = come(boot(identity=signed("ann", name="Ann")))
    identity(ada, "verified")
    ada.say("Only for Ann")
    expect(ada.messages("visitor", "Only for Ann")).to_have_attribute("data-status", "sent")
    ada.page.evaluate(f"Baton('update', {{ identity: '{signed('ben', name='Ben')}' }})")
    expect(ada.messages()).to_have_count(0)
    assert identity(ada, "verified")["name"] == "Ben"
    ada.page.evaluate(f"Baton('update', {{ identity: '{signed('ann', name='Ann')}' }})")
    expect(ada.messages("visitor", "Only for Ann")).to_have_count(1)


def test_what_the_page_says_of_somebody_is_told_to_the_team_as_said_by_the_page(server, come, agent_at):
    ada = come(boot(name="Ada Claims", email="ada@claims.example", attributes={"plan": "team"}))
    assert identity(ada, "unverified")["name"] == "Ada Claims"
    ada.say("Do you sell hats for goldfish?")
    ada.expect_waiting()
    with server.team(server.administrator()) as agent:
        agent.send("inbox", list="waiting", limit=50)
        rows = agent.next("inbox")["rows"]
    row = next(row for row in rows if "goldfish" in str(row))
    assert row["visitor_name"] == "Ada Claims" and row["verified"] is False


def test_another_page_of_a_single_page_site_is_told_to_the_team(server, come):
    ada = come()
    ada.say("Do you have umbrellas for cats?")
    ada.expect_waiting()
    conversation = next(frame["conversation"] for frame in ada.page.frames_in if frame["type"] == "receipt")
    with server.team(server.administrator()) as agent:
        agent.resume(conversation)
        ada.page.evaluate("history.pushState(null, '', '/demo/plans'); document.title = 'Plans of the shop';")
        ada.page.evaluate("history.replaceState(null, '', '/demo/plans');")
        changed = agent.event("page_changed", conversation)["event"]["page"]
        assert changed["url"].endswith("/demo/plans") and changed["title"] == "Plans of the shop"
        ada.page.evaluate("history.pushState(null, '', '/demo/account'); document.title = 'Account';")
        assert agent.event("page_changed", conversation)["event"]["page"]["title"] == "Account"
        ada.page.evaluate("history.back()")
        assert agent.event("page_changed", conversation)["event"]["page"]["url"].endswith("/demo/plans")
        assert agent.settle() is not None
