"""Makes Tests/EmbeddingTests/Fixtures/reference-vectors.json with sentence-transformers, which is not Baton's code.

    pip install sentence-transformers==6.2.0
    python script/reference_vectors.py MODEL_FOLDER OUTPUT

MODEL_FOLDER is the folder `model` inside of the wheel that script/weights fetches. The vectors are 16-bit floats in
base64 (an error of at most 0.0002 a number, far below what the tests allow), the token ids those of the same program.
"""

import base64
import json
import sys

import numpy
import sentence_transformers
import torch
import transformers

QUESTIONS = """\
How do I reset my password?
I can't log in, it says my account is locked
Where is my order? It was supposed to arrive on 12/03/2024.
Can I change the delivery address after I have paid?
Refund
please cancel my subscription and delete all my data
Do you support SAML single sign-on with Okta or Azure AD?
The export button does nothing when I click it in Safari 17.4
error E-4031 while uploading a 2.5 GB file
How much is the Pro plan per user per month, billed yearly?
What's the difference between a conversation and an episode?
why was i charged twice
My card was declined but the money has left my account.
How can I add a colleague to my team, and which role should she get?
Is there a REST API? Where do I find the API key?
the widget does not show up on our page, console says blocked by CSP
How long do you keep chat transcripts (GDPR)?
Can I import articles from Zendesk / Intercom / Freshdesk?
hello
I want to speak to a human being right now!!!
What are your opening hours on public holidays?
Does it work offline?
The webhook's signature doesn't match: HMAC-SHA256 of the raw body, right?
Tell me a joke about penguins.
What is the capital of France?
""".splitlines()

PASSAGES = """\
Password reset. Open the sign-in page, choose "Forgot password" and enter your address. The link in the message works for one hour.
Handoff. The Assistant hands a conversation to people when it does not know, when the visitor asks for a person, or when the topic is sensitive.
Install the widget by adding one script tag before the closing body tag of every page on which it should appear.
Billing happens at the first of each month. Unused seats are credited; taxes depend on the country of your account.
Backups: stop the server, copy the data folder, start it again. Or use the backup command, which needs no stop.
An article has a title, a body in Markdown, an audience and a language. Publishing it makes a new revision; nothing is overwritten.
If the connection is lost, messages wait in the browser and are sent again with the same identifiers, so that nothing is doubled.
Rate limits: 20 frames per second and connection, bursts of 40. Above that the server answers too_fast.
We accept Visa, Mastercard and SEPA direct debit. Invoices are available for yearly plans above 1,000 EUR.
The quick brown fox jumps over the lazy dog.
""".splitlines()

TRICKY = [
    "",
    "   \t\n  ",
    "Crème brûlée à la carte, s'il vous plaît: 4,50 €",
    "Größe ÄÖÜ straße İstanbul ŁÓDŹ ĲSSELMEER",
    "e\u0301te\u0301 (decomposed) and été (composed)",
    "密码忘记了怎么办？",
    "パスワードを忘れました。どうすればいいですか",
    "비밀번호를 잊어버렸어요",
    "Как сбросить пароль?",
    "كيف أعيد تعيين كلمة المرور؟",
    "नमस्ते, मेरा खाता बंद है",
    "it works 🎉🚀 thanks 👩‍💻❤️",
    "a\u0000b\u0007c\u200bd\ufeffe\u00adf\ufffdg",
    "no-break\u00a0space, thin\u2009space, line\u2028separator",
    "C++ && foo_bar->baz != nullptr; $HOME/.config #42 @user 100% ~5^2 `code` |x| <b>",
    "don't can't it's “quoted” – dashed — and… ¿qué? ¡no!",
    "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis",
    "x" * 101 + " " + "y" * 100,
    "https://example.com/a/very/long/path?query=1&other=2#fragment",
    "word " * 400,
    "192.168.0.1:8080 v2.0.1-rc.3 2024-02-29T12:34:56Z +49 (0)30 123-456",
    "ﬁne ﬂow ½ ² ™ № Ⅳ ａｂｃ",
    "मुंबई ไทย ελληνικά ΣΊΣΥΦΟΣ",
    "MiXeD CaSe ACRONYMS like SQL, HTTP/2 and iOS",
    "[MASK",
]


def half(vector):
    return base64.b64encode(numpy.asarray(vector, dtype="<f2").tobytes()).decode("ascii")


def main():
    folder, target = sys.argv[1:]
    torch.set_num_threads(1)
    model = sentence_transformers.SentenceTransformer(folder, device="cpu")
    # One text at a time: nothing is padded.
    texts = QUESTIONS + PASSAGES + [text for text in TRICKY if text.strip()][:15]
    made_with = f"sentence-transformers {sentence_transformers.__version__}, transformers {transformers.__version__}"
    fixture = {
        "madeWith": f"{made_with}, torch {torch.__version__}",
        "vectors": [{"text": text, "vector": half(model.encode([text])[0])} for text in texts],
        "tokens": [
            {"text": text, "ids": model.tokenizer(text, truncation=True, max_length=256)["input_ids"]}
            for text in TRICKY
        ],
    }
    with open(target, "w", encoding="utf-8") as file:
        json.dump(fixture, file, ensure_ascii=True, indent=0)
        file.write("\n")


if __name__ == "__main__":
    main()
