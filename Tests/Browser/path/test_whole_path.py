"""The whole path in real browsers: a visitor, the Assistant, two agents, and back again."""

from conftest import ANSWERED_QUESTION, UNKNOWN_QUESTION, poll
from playwright.sync_api import expect

from path.people import Agent, Visitor

# Both presses are planned this far ahead, so that both pages know the moment.
ahead_ms = 2_000


def two_agents(server, new_page):
    """Ada through the set-up link, Grace through an invitation."""
    ada = Agent(new_page(), "Ada Admin").come_through(server.set_up_link, email="ada@example.com")
    link = server.invite("grace@example.com", "Grace Hall")
    grace = Agent(new_page(), "Grace Hall").come_through(link)
    return ada, grace


def press_at_once(agents):
    """Every agent presses Accept in the same millisecond of the same clock."""
    buttons = [agent.at("accept").element_handle() for agent in agents]
    moment = agents[0].page.evaluate("ahead => Date.now() + ahead", ahead_ms)
    for button in buttons:
        button.evaluate("(button, moment) => { setTimeout(() => button.click(), moment - Date.now()); }", moment)


def winner_and_loser(ada, grace):
    has = poll(
        lambda: [agent for agent in (ada, grace) if agent.at("reply").is_visible()], "somebody who has it")
    return (ada, grace) if has[0] is ada else (grace, ada)


def one_of_two_gets_it(ada, grace):
    for agent in (ada, grace):
        agent.open(UNKNOWN_QUESTION)
        expect(agent.at("accept")).to_be_visible()
        expect(agent.at("brief")).to_contain_text(UNKNOWN_QUESTION)
    press_at_once((ada, grace))
    winner, loser = winner_and_loser(ada, grace)
    expect(loser.at("notice-text")).to_have_text(f"{winner.name} was faster. The conversation is theirs now.")
    expect(loser.at("accept")).to_have_text("Take over")
    expect(loser.at("reply")).to_be_hidden()
    expect(winner.at("notice")).to_be_hidden()
    return winner, loser


def talk_both_ways(visitor, agent):
    expect(visitor.at("header-name")).to_have_text(agent.name)
    agent.at("reply").press_sequentially("Let me")
    expect(visitor.at("answering")).to_be_visible()
    agent.reply("Sturdy ones. When do you travel?")
    expect(visitor.messages("agent", "Sturdy ones.")).to_have_count(1)
    expect(visitor.at("answering")).to_have_count(0)
    visitor.at("composer").press_sequentially("In Jan")
    expect(agent.at("visitor-typing")).to_be_visible()
    visitor.say("In January.")
    expect(agent.messages("visitor", "In January.")).to_have_count(1)
    expect(agent.at("visitor-typing")).to_be_hidden()


def change_page(visitor, agent):
    """The visitor walks on; the chat stays open, and the agent sees from where the next words come."""
    visitor.page.locator('main a[href*="/help/"]').first.click()
    expect(visitor.page.locator("article, main").first).to_be_visible()
    title = visitor.page.title()
    expect(visitor.messages("visitor", "In January.")).to_have_count(1)
    visitor.say("I am reading this now.")
    expect(agent.messages("visitor", "I am reading this now.")).to_have_count(1)
    agent.expect_said("Went to")
    expect(agent.page.locator(".divider", has_text=title)).to_have_count(1)


def leave_an_address(visitor, agent):
    expect(visitor.at("contact-form")).to_be_visible()
    visitor.at("contact-address").fill("not an address")
    visitor.at("contact-send").click()
    expect(visitor.at("waiting-card")).to_contain_text("does not look like an e-mail address")
    visitor.at("contact-address").fill("vera@example.com")
    visitor.at("contact-send").click()
    expect(visitor.at("contact-form")).to_be_hidden()
    expect(visitor.at("waiting-card")).to_contain_text("vera@example.com")
    expect(agent.row(UNKNOWN_QUESTION)).to_contain_text("Left an address")


def ask_and_be_handed_over(visitor):
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer()
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    expect(visitor.at("waiting-card")).to_contain_text("2 people are online")


def give_back_and_take_again(visitor, agent):
    agent.at("give-back").click()
    agent.expect_said("Given back to the Assistant")
    expect(visitor.at("header-name")).to_have_text("Assistant")
    answers = visitor.messages("assistant").filter(has=visitor.at("citation"))
    before = answers.count()
    visitor.say("How do I install Baton?")
    expect(answers).to_have_count(before + 1)
    visitor.at("talk-to-person").click()
    visitor.expect_waiting()
    agent.accept()


def resolve_and_rate(visitor, agent):
    agent.at("resolve").click()
    visitor.at("rating-5").click()
    expect(visitor.at("rating")).to_contain_text("5 of 5")
    expect(agent.at("rating")).to_contain_text("Rated 5 of 5")
    agent.at("tab-resolved").click()
    expect(agent.page.get_by_test_id("inbox-row")).to_have_count(1)


def test_a_conversation_goes_from_the_assistant_to_a_person_and_back_and_to_its_end(start_baton, new_page):
    server = start_baton("--contact-after-seconds", "1")
    ada, grace = two_agents(server, new_page)
    visitor = Visitor(new_page(server.help)).open()
    ask_and_be_handed_over(visitor)
    for agent in (ada, grace):
        expect(agent.row(UNKNOWN_QUESTION)).to_be_visible()
    leave_an_address(visitor, ada)
    winner, loser = one_of_two_gets_it(ada, grace)
    talk_both_ways(visitor, winner)
    expect(loser.messages("agent", "Sturdy ones.")).to_have_count(1)
    change_page(visitor, winner)
    give_back_and_take_again(visitor, winner)
    resolve_and_rate(visitor, winner)
    for page in (visitor.page, ada.page, grace.page):
        assert page.problems == []


def test_writing_again_after_the_end_opens_it_again(in_talk):
    _, visitor, agent = in_talk
    agent.at("resolve").click()
    expect(visitor.at("rating")).to_be_visible()
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_answer()
    expect(visitor.at("rating")).to_be_hidden()
    agent.expect_said("The visitor wrote again")


def test_with_nobody_there_the_visitor_is_told_at_once_and_may_leave_an_address(own_baton, visitor_at):
    visitor = visitor_at(own_baton.demo)
    visitor.say(UNKNOWN_QUESTION)
    visitor.expect_waiting()
    expect(visitor.at("waiting-card")).to_contain_text("Nobody is online")
    expect(visitor.at("contact-form")).to_be_visible()
    expect(visitor.at("waiting-card")).not_to_contain_text("longer than usual")


def test_a_person_can_take_over_from_the_assistant(baton, visitor_at, agent_at):
    question = "How do I back up the data of Baton?"
    visitor = visitor_at(baton.demo)
    visitor.say(question)
    visitor.expect_answer()
    agent = agent_at(baton)
    agent.at("tab-all").click()
    agent.page.get_by_test_id("inbox-row").first.click()
    agent.accept().reply("I am here too.")
    expect(visitor.messages("agent", "I am here too.")).to_have_count(1)
    expect(visitor.at("header-name")).to_have_text("Ada Admin")


def test_a_colleague_who_is_there_keeps_the_conversation(in_talk, agent_at):
    server, visitor, ada = in_talk
    grace = agent_at(server, server.agent(), "Grace Hall")
    grace.at("tab-all").click()
    grace.open(UNKNOWN_QUESTION).at("accept").click()
    expect(grace.at("notice-text")).to_have_text(
        "Ada Admin is online and has the conversation. Ask them to give it back.")
    expect(grace.at("reply")).to_be_hidden()
    ada.reply("I am here.")
    expect(visitor.messages("agent", "I am here.")).to_have_count(1)
    expect(grace.messages("agent", "I am here.")).to_have_count(1)


def test_replies_that_are_left_behind_for_another_conversation_arrive(baton, visitor_at, agent_at):
    first, second = visitor_at(baton.demo), visitor_at(baton.demo)
    first.say("My order from Lisbon never came, who can look?")
    first.expect_waiting()
    second.say("My order from Porto never came, who can look?")
    second.expect_waiting()
    agent = agent_at(baton)
    ids = [agent.row(place).get_attribute("data-conversation") for place in ("Lisbon", "Porto")]
    for place in ("Lisbon", "Porto"):
        agent.at("tab-waiting").click()
        agent.open(place).accept()
    for round in range(3):
        for identifier in ids:
            agent.page.locator(f'[data-conversation="{identifier}"]').click()
            agent.reply(f"round {round}")
    for visitor in (first, second):
        expect(visitor.messages("agent")).to_have_count(3)
        assert visitor.texts("agent") == ["round 0", "round 1", "round 2"]
    assert agent.texts("agent") == ["round 0", "round 1", "round 2"]
