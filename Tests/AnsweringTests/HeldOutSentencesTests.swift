import Answering
import Conversations
import Knowledge
import LanguageModel
import Retrieval
import Testing

/// Sentences about passages of the handbook, in the words of somebody who retells it, and near misses of
/// them.
///
/// They show what the check costs and what it misses. When first met, the later set kept 15 of 21 and let 3
/// of 21 through; what follows is how it stands since. Improve the check and raise the numbers; leave the
/// sentences as they are, and add others to learn something new.
struct HeldOutSentencesTests {
    private static let sources: [(title: String, heading: String, text: String)] = [
        (
            "Talk to a person", "How long you wait for a person",
            "Baton cannot promise a time; the chat shows how long you have waited. After 120 seconds "
                + "without a "
                + "person (the setting `contact_after_seconds`) it offers to leave your e-mail address."
        ),
        (
            "Talk to a person", "When nobody is online",
            "If nobody of the team is there, the chat says so at once and offers to leave your e-mail "
                + "address. "
                + "You keep your place in the queue. Your messages are kept, and the first person back "
                + "answers "
                + "here."
        ),
        (
            "Where data is stored, and how to back it up", "Which database is used, and where it is",
            "Baton uses SQLite. Everything that it keeps is in one folder, `data`, in the database "
                + "`data/baton.db`: conversations, articles, people and the keys that sign visitors in. "
                + "Nothing "
                + "is stored elsewhere, and nothing leaves the machine."
        ),
        (
            "Where data is stored, and how to back it up", "Make a backup with the server stopped",
            "Stop Baton, copy the whole data folder, and start it again. Do not copy the file "
                + "`baton.db` with "
                + "`cp` while the server is running: the latest messages may still be in `baton.db-wal`, and "
                + "the copy may be damaged."
        ),
        (
            "Limits", "Answers",
            "- An answer quotes at most 110 words from at most two articles.\n- 64 conversations are "
                + "answered "
                + "at the same time; others wait their turn.\n- An answer may take 20 seconds "
                + "(`answer_seconds_max`)."
        ),
        (
            "Add people and reset passwords", "Forgotten password",
            "A person who forgot or lost their password needs a new link. An administrator with "
                + "access to the "
                + "server runs this and sends the link:\n\n```\n.build/release/baton user reset "
                + "ada@example.com\n```\n\nThe link can be used once, within 24 hours. The new password ends "
                + "all other sessions of that person."
        ),
        (
            "Add people and reset passwords", "Password rules: why a password is refused",
            "A password has at least 10 and at most 128 characters. Passwords that are easy to guess are "
                + "refused: those that contain \"password\" or rows of keys, that begin with your own name "
                + "from "
                + "the e-mail address, or that use fewer than four different characters."
        ),
        (
            "Put the chat widget on your page", "Allow one or several websites",
            "The widget connects only from pages whose origin you allow. Several websites can use the same "
                + "server: list every one that embeds the chat in `baton.yaml` and restart the "
                + "server:\n\n```\n"
                + "allowed_origins: [https://shop.example.com, https://www.example.com]\n```\n\nAn origin is "
                + "`https://` and the host, with the port if there is one, without a path. Baton's own help "
                + "centre and console are always allowed."
        ),
        (
            "Put the chat widget on your page", "Move the chat bubble to the left side",
            "The chat bubble stands on the right. To move it to the left side, add "
                + "`data-position=\"left\"` to "
                + "the script tag:\n\n```\n<script src=\"https://help.example.com/widget.js\" async "
                + "data-position=\"left\"></script>\n```"
        ),
        (
            "HTTPS, nginx and Caddy", "What trusted_proxies does",
            "`trusted_proxies` names the proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` headers are "
                + "believed. Without it all visitors seem to come from the proxy's address and share its "
                + "limit "
                + "of 64 connections, and cookies are not marked as secure."
        ),
        (
            "Privacy and security", "What is stored about a visitor",
            "Baton stores what a visitor writes, the page they wrote from (address, title, attributes "
                + "that the "
                + "page passed), the e-mail address if they left one, ratings, and a random visitor number. "
                + "Visitors have no name or account. IP addresses are not stored. Baton does not track "
                + "visitors: it learns of a page only when they write there."
        ),
        (
            "Privacy and security", "How passwords and sessions are stored",
            "Passwords are not encrypted but hashed: they are stored as Scrypt hashes, never in clear text. "
                + "Links and sessions are stored as hashes too. One address gets 30 sign-in attempts a "
                + "minute. "
                + "A session ends after 12 hours, or at once when the person is disabled."
        ),
    ]

    private static let freshSaid: [(Int, String)] = [
        (7, "List every website that embeds the chat in `baton.yaml`, then restart the server."),
        (7, "Several websites can use the same server."),
        (7, "The widget only connects from pages that you allow."),
        (7, "An origin has no path."), (7, "The help centre and the console are always allowed."),
        (7, "To allow several websites, list each of them under `allowed_origins` in `baton.yaml`:"),
        (8, "Add `data-position=\"left\"` to the script tag to move the bubble to the left."),
        (8, "By default the chat bubble is on the right."),
        (9, "Without it, cookies aren't marked as secure."),
        (9, "All visitors then share the proxy's limit of 64 connections."),
        (9, "`trusted_proxies` lists the proxies whose forwarding headers Baton believes."),
        (10, "Baton stores the messages of a visitor, the page, ratings and a random visitor number."),
        (10, "No, IP addresses are not stored."), (10, "Visitors don't have a name or an account."),
        (10, "Baton does not track visitors."),
        (10, "The e-mail address is stored only if the visitor left one."),
        (11, "Passwords are stored as Scrypt hashes and never in clear text."),
        (11, "Sessions end after 12 hours."), (11, "A session ends at once when the person is disabled."),
        (11, "Each address may try to sign in 30 times a minute."),
        (11, "Links are stored as hashes as well."),
    ]

    private static let freshInvented: [(Int, String)] = [
        (7, "The widget connects from every page."), (7, "Each website needs a server of its own."),
        (7, "You do not have to restart the server."), (7, "An origin has a path."),
        (7, "List them in `allowed.yaml`."), (8, "Add `data-position=\"top\"` to the script tag."),
        (8, "The chat bubble can be moved to the bottom."), (8, "Move it in the console under Appearance."),
        (9, "Without it all visitors share a limit of 12 connections."), (9, "Cookies are marked as secure."),
        (9, "It names the visitors whose headers are refused."), (10, "IP addresses are stored for 30 days."),
        (10, "Yes, Baton stores IP addresses."), (10, "Baton tracks visitors on every page."),
        (10, "Visitors have an account."), (10, "Ratings are not stored."), (11, "Passwords are encrypted."),
        (11, "Passwords are stored in clear text."), (11, "A session ends after 30 minutes."),
        (11, "One address gets 12 sign-in attempts a minute."), (11, "Sessions never end."),
    ]

    private static let said: [(Int, String)] = [
        (0, "The chat shows how long you have been waiting."),
        (0, "After 120 seconds without a person, the chat offers to take your e-mail address."),
        (0, "Baton can't promise how long it will take."),
        (0, "You can change this time with `contact_after_seconds`."),
        (1, "If nobody on the team is online, the chat tells you at once."),
        (1, "You can leave your e-mail address and keep your place in the queue."),
        (1, "Your messages are not lost: they are kept, and the first person back answers."),
        (1, "The first person who is back will answer you in the chat."),
        (2, "Baton stores everything in an SQLite database at `data/baton.db`."),
        (2, "All data is kept in one folder called `data`."),
        (2, "The database holds conversations, articles, people and the keys that sign visitors in."),
        (2, "No data leaves the machine."), (2, "Nothing is stored anywhere else."),
        (3, "Stop Baton, copy the data folder and start Baton again."),
        (3, "Never copy `baton.db` with `cp` while the server is running."),
        (3, "Otherwise the copy may be damaged, because the latest messages can still be in `baton.db-wal`."),
        (4, "An answer quotes up to 110 words from two articles."),
        (4, "An answer can take up to 20 seconds."),
        (4, "Baton answers 64 conversations at the same time."),
        (5, "An administrator runs `.build/release/baton user reset ada@example.com` and sends the link."),
        (5, "The link works once and is valid for 24 hours."),
        (5, "Ask an administrator with access to the server for a new link."),
        (5, "When the new password is set, all other sessions of that person end."),
        (6, "Your password needs between 10 and 128 characters."),
        (6, "A password that contains the word \"password\" is refused."),
        (6, "It must use at least four different characters."),
        (6, "Passwords that are easy to guess are refused."),
        (6, "It must not begin with your own name from the e-mail address."),
    ]

    private static let invented: [(Int, String)] = [
        (0, "A person answers within 120 seconds."), (0, "Baton promises an answer in 120 seconds."),
        (0, "After 120 minutes without a person the chat closes."),
        (0, "You can call us on the phone instead."),
        (1, "If nobody is online, your messages are deleted."), (1, "You lose your place in the queue."),
        (1, "The team is there from 9 to 5."), (1, "The chat sends you an e-mail when a person is back."),
        (2, "Baton uses PostgreSQL."), (2, "Everything is stored in the cloud."),
        (2, "The data leaves the machine every night."), (2, "Passwords are stored in `data/secrets.db`."),
        (3, "Copy the file `baton.db` with `cp` while the server is running."),
        (3, "Start Baton, copy the whole data folder, and stop it again."),
        (3, "Run `baton backup` to copy the data folder."), (4, "An answer quotes at least 110 words."),
        (4, "110 conversations are answered at the same time."), (4, "An answer may take 64 seconds."),
        (4, "An answer quotes at most 20 words."), (5, "The link can be used twice within 24 hours."),
        (5, "The link is valid for 24 days."), (5, "You can reset your password on the sign-in page."),
        (5, "Run `.build/release/baton user delete ada@example.com`."),
        (6, "A password has at least 8 characters."), (6, "A password has at most 10 characters."),
        (6, "A password needs a capital letter and a digit."),
        (6, "Passwords that are easy to guess are allowed."), (6, "Passwords expire after 128 days."),
    ]

    private static func isShown(_ source: Int, _ text: String) throws -> Bool {
        let (title, heading, passageText) = sources[source]
        let id = try #require(ArticleID("an-article"))
        let passage = Passage(
            article: id, revision: 1, ordinal: 0, heading: heading, anchor: nil, text: passageText)
        let analyzer = Analyzer(language: "en")
        let check = SupportCheck(
            question: "", sources: [Source(passage: passage, title: title)], language: "en",
            ownNames: ["Baton"]
        ) { analyzer.terms($0) }
        return check.judge(DraftSentence(text: text, joint: "", citations: [1])) == .supported
    }

    @Test func `most of what is said is shown, and nearly nothing that was invented`() throws {
        let missed = try (Self.said + Self.freshSaid).filter { try !Self.isShown($0.0, $0.1) }
        let passed = try (Self.invented + Self.freshInvented).filter { try Self.isShown($0.0, $0.1) }
        #expect(missed.count <= Self.missedMax, "\(missed.map(\.1))")
        #expect(passed.count <= Self.passedMax, "\(passed.map(\.1))")
    }

    /// Of 49 each.
    private static let missedMax = 8
    private static let passedMax = 3
}
