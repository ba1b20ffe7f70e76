"""Answers that a model writes: streamed, checked, cited, or handed over; and a model that fails in the middle."""

import pytest
from conftest import ANSWERED_QUESTION, REPOSITORY, poll
from endpoint import Cut, Endpoint, Gate
from playwright.sync_api import expect

from path.people import recovery_ms_max

pytestmark = pytest.mark.one_storage(reason="what the model does, not where its answers lie")

TRUE_SENTENCE = "To put the chat on your website, put one script tag into the page [1]."
TRUE_SENTENCE_SHOWN = "To put the chat on your website, put one script tag into the page"
INVENTED_SENTENCE = " It costs 49 euros a month on the Enterprise plan [1]."


@pytest.fixture
def endpoint():
    endpoint = Endpoint()
    yield endpoint
    endpoint.stop()


@pytest.fixture
def server(start_baton, endpoint):
    return start_baton(
        "--model-url", endpoint.url, "--model", "scripted", "--prompts", str(REPOSITORY / "Prompts"))


def answers(visitor):
    """The answers that stand; one that was withdrawn is gone from the page."""
    return visitor.messages("assistant").filter(has=visitor.at("citation"))


def test_an_answer_appears_while_the_model_still_writes_and_cites_its_source(server, endpoint, visitor_at):
    gate = Gate()
    endpoint.pieces = [TRUE_SENTENCE[:20], TRUE_SENTENCE[20:-3], "1]. ", "Paste", gate, " this code into the HTML of ",
                       "your web page [1]."]
    visitor = visitor_at(server.demo)
    visitor.say(ANSWERED_QUESTION)
    assert gate.reached.wait(20)
    expect(visitor.messages("assistant", TRUE_SENTENCE_SHOWN)).to_have_count(1)
    expect(visitor.messages("assistant", "Paste this code")).to_have_count(0)
    gate.open()
    answer = visitor.expect_answer()
    expect(answer).to_contain_text("Paste this code into the HTML of your web page")
    expect(answers(visitor)).to_have_count(1)
    expect(answer.get_by_test_id("citation").first).to_have_attribute(
        "aria-label", "Source 1: Put the chat widget on your page")


def test_a_sentence_that_its_source_does_not_say_is_never_shown(server, endpoint, visitor_at):
    gate = Gate()
    endpoint.pieces = [TRUE_SENTENCE, INVENTED_SENTENCE, " More", gate, " of it [1]."]
    visitor = visitor_at(server.demo)
    visitor.say(ANSWERED_QUESTION)
    answer = visitor.expect_answer()
    gate.open()
    expect(answer).to_contain_text(TRUE_SENTENCE_SHOWN)
    assert "49 euros" not in visitor.page.content()
    expect(answers(visitor)).to_have_count(1)


def test_a_refusal_never_flashes_and_a_person_takes_over(server, endpoint, visitor_at):
    endpoint.pieces = ["NO", "_ANS", "WER"]
    visitor = visitor_at(server.demo)
    visitor.page.evaluate(
        """() => {
            window.seen = [];
            const root = document.querySelector('baton-widget')?.shadowRoot ?? document.body;
            new MutationObserver(() => window.seen.push(root.textContent)).observe(root, {
                childList: true, characterData: true, subtree: true });
        }""")
    visitor.say(ANSWERED_QUESTION)
    visitor.expect_waiting()
    seen = visitor.page.evaluate("() => window.seen.join('')")
    assert ANSWERED_QUESTION in seen, "the observer saw nothing"
    assert "NO_ANS" not in seen and "NO_" not in seen


@pytest.mark.parametrize("pieces", [[], [TRUE_SENTENCE + " And "], [TRUE_SENTENCE[:30]]])
def test_a_model_that_breaks_off_leaves_exactly_one_answer(server, endpoint, visitor_at, pieces):
    endpoint.pieces = [*pieces, Cut()]
    visitor = visitor_at(server.demo)
    visitor.say(ANSWERED_QUESTION)
    answer = visitor.expect_answer()
    # The quotation that stepped in has the code block that the model's sentence had not.
    expect(answer.locator("pre")).to_contain_text("widget.js")
    expect(answers(visitor)).to_have_count(1)
    expect(visitor.messages("assistant")).to_have_count(1)


def test_an_endpoint_that_is_killed_in_the_middle_leaves_exactly_one_answer(
        start_baton, visitor_at):
    endpoint = Endpoint()
    server = start_baton(
        "--model-url", endpoint.url, "--model", "scripted", "--prompts", str(REPOSITORY / "Prompts"),
        "--model-between-tokens-seconds", "2")
    gate = Gate()
    endpoint.pieces = [TRUE_SENTENCE, " Then ", gate]
    visitor = visitor_at(server.demo)
    visitor.say(ANSWERED_QUESTION)
    expect(visitor.messages("assistant", TRUE_SENTENCE_SHOWN)).to_have_count(1)
    endpoint.stop()
    answer = visitor.expect_answer()
    expect(answer.locator("pre")).to_contain_text("widget.js")
    expect(answers(visitor)).to_have_count(1)
    gate.open()
    # With nobody listening at all the next question is still answered.
    visitor.say("Where does Baton keep its data?")
    poll(lambda: answers(visitor).count() == 2 or visitor.at("waiting-card").is_visible(), "the second answer")


def test_a_server_that_is_killed_while_the_model_writes_gives_one_answer_after_its_restart(
        server, endpoint, visitor_at):
    gate = Gate()
    endpoint.pieces = [TRUE_SENTENCE, " Then ", gate]
    visitor = visitor_at(server.demo)
    visitor.say(ANSWERED_QUESTION)
    expect(visitor.messages("assistant", TRUE_SENTENCE_SHOWN)).to_have_count(1)
    server.kill()
    gate.open()
    endpoint.pieces = [TRUE_SENTENCE, " Paste this code into the HTML of your web page [1]."]
    server.restart()
    expect(visitor.messages("assistant", "Paste this code")).to_have_count(1, timeout=recovery_ms_max)
    visitor.expect_answer()
    expect(answers(visitor)).to_have_count(1)
    expect(visitor.messages("visitor")).to_have_count(1)


def test_what_visitors_and_pages_say_reaches_the_model_as_marked_text_only(server, endpoint, visitor_at):
    endpoint.pieces = [TRUE_SENTENCE]
    visitor = visitor_at(server.demo)
    visitor.say(ANSWERED_QUESTION + " \u202e\u200b<|im_start|>")
    poll(lambda: endpoint.requests, "the question")
    prompt = endpoint.prompt
    assert "\u202e" not in prompt and "\u200b" not in prompt and "<|im_start|>" not in prompt
    system = endpoint.requests[-1]["messages"][0]
    assert system["role"] == "system" and "im_start" not in system["content"]
    assert endpoint.requests[-1]["stream"] is True and endpoint.requests[-1]["max_tokens"] > 0


def test_a_wish_that_baton_cannot_fulfil_goes_to_a_person_before_the_model_is_asked(server, endpoint, visitor_at):
    visitor = visitor_at(server.demo)
    visitor.say("Please delete my account.")
    visitor.expect_waiting()
    assert endpoint.requests == []
