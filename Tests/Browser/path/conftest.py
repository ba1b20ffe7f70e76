import pytest
from conftest import UNKNOWN_QUESTION

from path.people import Agent, Visitor


@pytest.fixture
def visitor_at(new_page):
    """A visitor in a browser of their own, with the chat open on a page."""

    def arrive(address, **options):
        return Visitor(new_page(address, **options)).open()

    return arrive


@pytest.fixture
def agent_at(new_page):
    """An agent who is signed in at a server, in a browser of their own."""

    def arrive(server, cookie=None, name="Ada Admin", **options):
        return Agent(new_page(**options), name).come_with(cookie or server.administrator(), server)

    return arrive


@pytest.fixture
def in_talk(own_baton, visitor_at, agent_at):
    """(server, visitor, agent): a visitor on the demo page who talks to a person."""
    agent = agent_at(own_baton)
    visitor = visitor_at(own_baton.demo)
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    agent.open(UNKNOWN_QUESTION).accept()
    return own_baton, visitor, agent
