"""kill -9 in the middle of a talk: both pages recover by themselves, and nothing is lost or doubled."""

from playwright.sync_api import expect

from path.people import recovery_ms_max

BEFORE = ["Is it raining there?", "It is here."]
VISITOR_MEANWHILE = ["Hello? Are you there?", "I shall wait.", "Take your time."]
AGENT_MEANWHILE = ["It is not.", "We had a hiccup.", "Back in a moment."]


def talk_before(visitor, agent):
    visitor.say(BEFORE[0])
    expect(agent.messages("visitor", BEFORE[0])).to_have_count(1)
    agent.reply(BEFORE[1])
    expect(visitor.messages("agent", BEFORE[1])).to_have_count(1)


def write_while_it_is_down(visitor, agent):
    expect(visitor.at("status-line")).to_be_visible()
    expect(agent.at("connection-line")).to_be_visible()
    for text in VISITOR_MEANWHILE:
        visitor.say(text)
    for text in AGENT_MEANWHILE:
        agent.reply(text)
    # Both outboxes hold all three, and each page says that they are not there yet.
    expect(visitor.page.locator('[data-testid="message"][data-status="sending"]')).to_have_count(3)
    expect(agent.page.locator('[data-testid="message"][data-status="sending"]')).to_have_count(3)


def expect_all_once(visitor, agent, timeout=recovery_ms_max):
    """Every message of either side, once, in the order in which its author wrote it, on both screens."""
    ours = [BEFORE[1], *AGENT_MEANWHILE]
    theirs = [BEFORE[0], *VISITOR_MEANWHILE]
    expect(visitor.messages("agent")).to_have_count(len(ours), timeout=timeout)
    expect(agent.messages("visitor")).to_have_count(1 + len(theirs), timeout=timeout)
    assert visitor.texts("agent") == ours
    assert agent.texts("agent") == ours
    assert visitor.texts("visitor")[1:] == theirs
    assert agent.texts("visitor")[1:] == theirs
    for page in (visitor.page, agent.page):
        expect(page.locator('[data-testid="message"][data-status="sending"]')).to_have_count(0)
        expect(page.locator('[data-testid="message"][data-status="failed"]')).to_have_count(0)


def test_both_pages_recover_from_a_kill_and_nothing_is_lost_or_doubled(in_talk, agent_at):
    server, visitor, agent = in_talk
    talk_before(visitor, agent)
    server.kill()
    write_while_it_is_down(visitor, agent)
    server.restart()
    expect(visitor.at("status-line")).to_be_hidden(timeout=recovery_ms_max)
    expect(agent.at("connection-line")).to_be_hidden(timeout=recovery_ms_max)
    expect_all_once(visitor, agent)
    # A browser that was not there sees the same.
    fresh = agent_at(server)
    fresh.at("tab-mine").click()
    fresh.page.get_by_test_id("inbox-row").first.click()
    expect_all_once(visitor, fresh)
    visitor.page.reload()
    expect_all_once(visitor, agent)


def test_pages_that_are_reloaded_while_it_is_down_keep_what_was_written(in_talk):
    server, visitor, agent = in_talk
    talk_before(visitor, agent)
    server.kill()
    write_while_it_is_down(visitor, agent)
    server.restart()
    # The reload comes in the middle of the recovery: some are on their way, some are not.
    visitor.page.reload()
    agent.page.reload()
    expect_all_once(visitor, agent)


def test_a_kill_while_messages_are_on_their_way_loses_and_doubles_none(in_talk):
    server, visitor, agent = in_talk
    ours = [f"ours {number}" for number in range(8)]
    theirs = [f"theirs {number}" for number in range(8)]
    for number in range(8):
        visitor.say(theirs[number])
        agent.reply(ours[number])
        if number == 4:
            server.kill()
    server.restart()
    expect(visitor.messages("agent")).to_have_count(8, timeout=recovery_ms_max)
    expect(agent.messages("visitor")).to_have_count(9, timeout=recovery_ms_max)
    assert visitor.texts("agent") == ours == agent.texts("agent")
    assert visitor.texts("visitor")[1:] == theirs == agent.texts("visitor")[1:]


def test_after_sigterm_both_pages_come_back_by_themselves(in_talk):
    server, visitor, agent = in_talk
    talk_before(visitor, agent)
    server.stop()
    write_while_it_is_down(visitor, agent)
    server.restart()
    expect_all_once(visitor, agent)
