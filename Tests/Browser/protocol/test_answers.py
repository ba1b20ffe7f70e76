"""What the Assistant says, how it says it, and when it hands over."""

from conftest import ANSWERED_QUESTION, UNKNOWN_QUESTION

from .client import new_id

GAP_REASONS = ("low_confidence", "missing_knowledge")


def answer_to(visitor, question):
    conversation = visitor.begin()
    visitor.ask(conversation, question)
    return conversation, visitor.message_of("assistant", conversation)


def test_a_known_question_is_answered_with_sources(baton):
    with baton.visitor() as visitor:
        _, message = answer_to(visitor, ANSWERED_QUESTION)
    citations = message["event"]["citations"]
    assert citations
    assert [citation["n"] for citation in citations] == list(range(1, len(citations) + 1))
    for citation in citations:
        assert citation["article"] and citation["title"] and citation["text"]
        assert f"[{citation['n']}]" in message["event"]["text"]


def test_the_link_of_a_source_opens_the_article(baton):
    with baton.visitor() as visitor:
        _, message = answer_to(visitor, ANSWERED_QUESTION)
    citation = message["event"]["citations"][0]
    path = citation["url"].removeprefix(baton.origin).partition("#")[0]
    status, _, text = baton.get(path)
    assert status == 200
    assert citation["title"].split()[0] in text


def test_deltas_are_numbered_from_1_and_joined_they_are_the_answer(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, ANSWERED_QUESTION)
        answering = visitor.event("answering", conversation)
        message = visitor.message_of("assistant", conversation)
        deltas = visitor.take(lambda frame: frame["type"] == "delta")
    answer = answering["event"]["answer"]
    assert message["event"]["id"] == answer
    assert deltas and {delta["answer"] for delta in deltas} == {answer}
    assert [delta["n"] for delta in deltas] == list(range(1, len(deltas) + 1))
    assert "".join(delta["text"] for delta in deltas) == message["event"]["text"]


def test_an_unknown_question_is_handed_to_a_person_with_a_reason(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, UNKNOWN_QUESTION)
        event = visitor.event("handed_off", conversation)["event"]
    assert event["reason"] in GAP_REASONS
    assert isinstance(event["online"], int)


def test_a_greeting_gets_a_plain_reply_without_sources(baton):
    with baton.visitor() as visitor:
        _, message = answer_to(visitor, "Hello")
        assert not message["event"].get("citations")
        handed_off = [frame for frame in visitor.settle() if frame.get("event", {}).get("type") == "handed_off"]
    assert not handed_off


def test_whoever_asks_for_a_person_is_handed_over_at_once(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, "Hello")
        assert visitor.act("person", conversation)["type"] == "receipt"
        assert visitor.event("handed_off", conversation)["event"]["reason"] == "visitor_request"


def test_an_address_can_be_left_and_a_wrong_one_is_refused(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, "Hello")
        visitor.act("person", conversation)
        assert visitor.act("contact", conversation, address="no address")["code"] == "address_invalid"
        assert visitor.act("contact", conversation, address="ada@example.com")["type"] == "receipt"
        assert visitor.event("contact_left", conversation)["event"]["address"] == "ada@example.com"


def test_whether_an_answer_helped_is_kept_and_only_for_a_true_answer(baton):
    with baton.visitor() as visitor:
        conversation, message = answer_to(visitor, ANSWERED_QUESTION)
        answer = message["event"]["id"]
        assert visitor.act("helped", conversation, answer=new_id("s"), helped=True)["code"] == "unknown_answer"
        assert visitor.act("helped", conversation, answer=answer, helped=True)["type"] == "receipt"
        event = visitor.event("helped", conversation)["event"]
    assert (event["answer"], event["helped"]) == (answer, True)


def test_rating_waits_for_the_resolution(baton):
    with baton.visitor() as visitor:
        conversation = visitor.begin()
        visitor.ask(conversation, "Hello")
        assert visitor.act("rate", conversation, score=5)["code"] == "not_resolved"
