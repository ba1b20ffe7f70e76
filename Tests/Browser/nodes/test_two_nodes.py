"""Two nodes on one PostgreSQL: nobody can tell that the other side is on another one, and one may die."""

import pytest
from conftest import ANSWERED_QUESTION, REPOSITORY, UNKNOWN_QUESTION, poll
from endpoint import Endpoint, Gate
from playwright.sync_api import expect

from path.people import recovery_ms_max
from path.test_whole_path import give_back_and_take_again, resolve_and_rate, talk_both_ways

pytestmark = pytest.mark.one_storage(reason="has a PostgreSQL of its own")

FIRST_SENTENCE = "To put the chat on your website, put one script tag into the page [1]. "
FIRST_SENTENCE_SHOWN = "To put the chat on your website, put one script tag into the page"

# The lease of an answer runs out after 30 s.
lease_ms_max = 90_000


def expect_online(count, *nodes):
    """A node hears of the agents on the others with the heartbeats."""

    def heard(node):
        with node.visitor() as visitor:
            return visitor.welcome["online"] == count

    poll(lambda: nodes[0].rows("SELECT count(*) FROM agent_presence") == [(str(count),)], "the heartbeats", 30)
    for node in nodes:
        poll(lambda node=node: heard(node), f"{count} agents on every node", 30)


def test_a_visitor_on_one_node_and_an_agent_on_the_other_talk_as_on_one(
        new_postgres, start_nodes, visitor_at, agent_at):
    here, there = start_nodes(new_postgres().database(), count=2)
    # The link of the node that started last is the one that holds.
    ada = agent_at(there, there.administrator())
    expect_online(1, here, there)
    visitor = visitor_at(here.demo)
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer()
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    # The presence of the team is heard on the other node too.
    expect(visitor.at("waiting-card")).not_to_contain_text("Nobody is online")
    expect(ada.row(UNKNOWN_QUESTION)).to_be_visible()
    ada.open(UNKNOWN_QUESTION)
    expect(ada.at("brief")).to_contain_text(UNKNOWN_QUESTION)
    ada.accept()
    talk_both_ways(visitor, ada)
    expect(visitor.messages("visitor").last).to_contain_text("Seen")
    give_back_and_take_again(visitor, ada)
    resolve_and_rate(visitor, ada)
    for page in (visitor.page, ada.page):
        assert page.problems == []


def test_of_two_agents_on_two_nodes_one_gets_it_and_both_see_everything(
        new_postgres, start_nodes, visitor_at, agent_at):
    here, there = start_nodes(new_postgres().database(), count=2)
    ada = agent_at(here, there.administrator())
    grace = agent_at(there, there.agent(), "Grace Hall")
    expect_online(2, here, there)
    visitor = visitor_at(here.demo)
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    expect(visitor.at("waiting-card")).to_contain_text("2 people are online")
    ada.open(UNKNOWN_QUESTION)
    grace.open(UNKNOWN_QUESTION).accept()
    expect(ada.at("accept")).to_have_text("Take over")
    ada.at("accept").click()
    # Grace is there, although not on this node.
    expect(ada.at("notice-text")).to_contain_text("Grace Hall is online")
    grace.reply("I have it.")
    expect(visitor.messages("agent", "I have it.")).to_have_count(1)
    expect(ada.messages("agent", "I have it.")).to_have_count(1)
    expect(visitor.at("header-name")).to_have_text("Grace Hall")


@pytest.fixture
def endpoint():
    endpoint = Endpoint()
    yield endpoint
    endpoint.stop()


def test_a_node_killed_in_the_middle_of_an_answer_leads_to_one_answer_or_a_person(
        new_postgres, start_nodes, balancer, visitor_at, endpoint):
    gate = Gate()
    endpoint.pieces = [FIRST_SENTENCE, "Paste", gate, " this code into the HTML of your web page [1]."]
    options = ["--model-url", endpoint.url, "--model", "scripted", "--prompts", str(REPOSITORY / "Prompts")]
    options += ["--public-url", balancer.origin]
    doomed, other = start_nodes(new_postgres().database(), *options, count=2)
    balancer.servers = [doomed, other]
    visitor = visitor_at(balancer.demo)
    visitor.say(ANSWERED_QUESTION)
    assert gate.reached.wait(30)
    expect(visitor.messages("assistant", FIRST_SENTENCE_SHOWN)).to_have_count(1)
    # From here on a model that is asked again answers at once.
    endpoint.pieces = [FIRST_SENTENCE, "Paste this code into the HTML of your web page [1]."]
    doomed.kill()
    gate.open()
    visitor.say("Are you still there?")
    expect(visitor.messages("visitor", "Are you still there?")).to_have_attribute(
        "data-status", "sent", timeout=recovery_ms_max)
    stands = visitor.messages("assistant").filter(has=visitor.at("citation"))
    expect(stands.or_(visitor.at("waiting-card")).first).to_be_visible(timeout=lease_ms_max)
    poll(lambda: other.rows("SELECT 1 FROM event WHERE type IN ('answered', 'answer_interrupted')"),
         "the end of the answer that was begun", lease_ms_max / 1000)
    # Reloaded, the page shows what the log says: each question once, and no answer twice.
    visitor.page.reload()
    expect(visitor.messages("visitor")).to_have_count(2)
    begun = other.rows("SELECT count(*) FROM event WHERE type = 'answer_started'")
    ended = other.rows("SELECT count(*) FROM event WHERE type IN ('answered', 'answer_interrupted')")
    assert begun == ended
    assert other.rows("SELECT count(*) FROM event WHERE type = 'visitor_sent'") == [("2",)]


def test_what_is_written_while_a_node_dies_arrives_once(new_postgres, start_nodes, balancer, visitor_at, agent_at):
    doomed, other = start_nodes(
        new_postgres().database(), "--public-url", balancer.origin, count=2)
    balancer.servers = [other]
    ada = agent_at(balancer, other.administrator())
    balancer.servers = [doomed, other]
    visitor = visitor_at(balancer.demo)
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    ada.open(UNKNOWN_QUESTION).accept()
    theirs = [f"theirs {number}" for number in range(12)]
    ours = [f"ours {number}" for number in range(12)]
    for number in range(12):
        visitor.say(theirs[number])
        ada.reply(ours[number])
        if number == 5:
            doomed.kill()
    expect(ada.messages("visitor")).to_have_count(1 + len(theirs), timeout=recovery_ms_max)
    expect(visitor.messages("agent")).to_have_count(len(ours), timeout=recovery_ms_max)
    assert ada.texts("visitor")[1:] == theirs
    assert visitor.texts("agent") == ours
    # The dead node comes back, and is one of two again.
    doomed.restart()
    ada.reply("Welcome back.")
    balancer.servers = [doomed]
    fresh = visitor_at(balancer.demo)
    fresh.say("A new question about the weather in Patagonia")
    ada.at("tab-waiting").click()
    expect(ada.row("weather in Patagonia")).to_be_visible()
