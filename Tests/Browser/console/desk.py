"""What the tests of the desk share: a team at one server, and visitors who speak the protocol."""

from conftest import UNKNOWN_QUESTION
from playwright.sync_api import expect

from path.people import Agent


def waiting(server, text=UNKNOWN_QUESTION, socket=None, **fields):
    """(socket, conversation): a visitor who waits for a person."""
    visitor = socket or server.visitor()
    conversation = visitor.begin()
    visitor.ask(conversation, text, **fields)
    visitor.until(lambda frame: frame.get("event", {}).get("type") == "handed_off", "the handoff")
    return visitor, conversation


def open_by_id(agent, conversation):
    """Opens it by its address, whatever list it is on."""
    agent.page.evaluate("id => { location.hash = `#c=${id}`; }", conversation)
    expect(agent.at("conversation")).to_be_visible()
    return agent


def arrive(new_page, server, cookie=None, name="Ada Admin", **options):
    return Agent(new_page(**options), name).come_with(cookie or server.administrator(), server)


def heard(socket, kind, **fields):
    """Waits for a frame of this type at a visitor's socket."""
    return socket.until(
        lambda frame: frame.get("type") == kind and all(frame.get(name) == value for name, value in fields.items()),
        f"{kind} {fields}")


