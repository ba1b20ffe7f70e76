import Knowledge
import Retrieval

/// Twelve articles about a support desk such as this one, written the way an editor would.
enum Handbook {
    static let revisions: [Revision] = articles.enumerated().compactMap { index, text in
        guard let article = try? ArticleFile.parse(text: text, file: "\(index).md") else { return nil }
        return Revision(article: article, number: 1, updatedAtMilliseconds: 0)
    }

    static let snapshot = Snapshot(revisions)

    private static let articles = [
        """
        ---
        id: getting-started
        title: Getting started
        ---
        Baton needs Debian 12 and Swift 6.3. Clone the repository and run one command:

        ```
        script/run
        ```

        It installs the Debian packages that are missing, builds the program, imports the sample articles
        and starts on port 8080. The first start takes a few minutes, later ones a second.

        ## Opening the console for the first time

        The program prints a one-time set-up link. Open it in a browser and choose a name and a password:
        you are the first administrator. The link works once and expires after an hour. Start Baton again
        to get a new one.
        """,
        """
        ---
        id: embed-widget
        title: Embed the chat widget
        product_area: widget
        ---
        To show the chat on your own page, add one line before the closing body tag:

        ```html
        <script src="https://support.example.com/widget.js" async></script>
        ```

        ## Allow your site

        List the address of your site under `allowed_origins` in `baton.yaml`. The widget refuses to
        connect from any other origin, and says so in the browser's console.

        ## Content Security Policy

        If your page sends a Content-Security-Policy header, allow the support host in `script-src` and
        `connect-src`.

        ## Page context

        With each message the widget sends the title and the address of the page, so that agents see where
        the visitor is.
        """,
        """
        ---
        id: settings
        title: Settings
        product_area: operating
        ---
        Settings live in one file, `baton.yaml`. Environment variables and command line flags override it.
        A key that Baton does not know is refused at the start, with the line number.

        | Setting | Default | Meaning |
        |---|---|---|
        | `port` | 8080 | The port that the server listens on |
        | `host` | 127.0.0.1 | The network address that it binds to |
        | `public_url` | none | The address that visitors use, needed behind a proxy |
        | `data_folder` | data | Where the database is kept |
        | `offer_address_after_seconds` | 120 | Wait before an e-mail address is asked for |

        ## TLS certificates

        Set `tls_certificate` and `tls_key` to the files of your certificate to serve HTTPS directly.
        """,
        """
        ---
        id: data-and-backup
        title: Where your data is stored and how to back it up
        product_area: operating
        ---
        Everything is in one folder, `data/`: an SQLite database with the conversations, articles and
        users. Nothing leaves your machine.

        ## Backing up

        Run `baton backup FILE` while the server runs. It writes a consistent copy of the database. Do not
        copy the database file by hand while the server is running.

        ## Restoring

        1. Stop the server.
        2. Put the backup in the place of the database file.
        3. Start the server. Open chats notice that the history has changed and reload by themselves.
        """,
        """
        ---
        id: write-articles
        title: Write and import articles
        product_area: knowledge
        ---
        An article is a Markdown file. It begins with front matter that names its `id` and its `title`:

        ```
        ---
        id: reset-password
        title: Reset your password
        ---
        ```

        ## Importing

        Run `baton import FOLDER`. Every mistake is reported with its file and line, and nothing is
        published until all files are right. Articles that did not change are left alone.

        ## Who may read an article

        `audience` is `everyone`, `customers` or `agents`. Articles for agents are never shown or
        quoted to visitors.
        """,
        """
        ---
        id: how-answers-work
        title: How the Assistant answers
        product_area: knowledge
        ---
        The Assistant searches the published articles for passages that fit the question. When they hold
        enough, it quotes the best sentences and links to the article. It never invents an answer.

        ## When it does not know

        If the articles do not hold the answer, the Assistant says so and passes the conversation to a
        person with the reason. A visitor can ask for a person at any time.

        ## Improving an answer

        Edit the article that was cited, or write a new one, and publish it. The next question uses it at
        once.
        """,
        """
        ---
        id: handoff
        title: Handing a conversation to a person
        product_area: console
        ---
        A conversation that is handed over waits in the queue with a brief: what was asked, what was tried
        and why the Assistant stopped. The visitor is told at once.

        ## Accepting a conversation

        Every agent who is online sees the offer. The first to accept gets it; the others are told that it
        is taken.

        ## When nobody is online

        After 120 seconds without an agent the visitor is offered to leave an e-mail address. The
        conversation stays in the queue until somebody takes it.

        ## Giving back and resolving

        Give the conversation back to the Assistant, or resolve it. The visitor is then asked to rate it.
        """,
        """
        ---
        id: users
        title: Add agents and reset passwords
        product_area: console
        ---
        An administrator invites a colleague from the command line:

        ```
        baton user add anna@example.com
        ```

        It prints an invitation link that works once and expires after 24 hours.

        ## Lost passwords

        `baton user reset anna@example.com` prints a new link and signs the person out everywhere.
        `baton user disable` takes
        the access away without deleting what the person wrote.

        ## Roles

        An agent answers conversations. An editor also publishes articles. An administrator also manages
        users.
        """,
        """
        ---
        id: troubleshooting
        title: When something does not work
        product_area: operating
        ---
        Run `baton doctor`. It checks the Swift version, the packages, the port, the free disk space and
        the database.

        ## The port is in use

        Error E-1042 means that another program listens on the port. Stop it, or start Baton with `--port
        8081`.

        ## The widget does not appear

        Open the browser's console. A message about the origin means that the address of the page is
        missing in
        `allowed_origins`. A message about Content-Security-Policy means that
        the page's own policy blocks the script.

        ## The disk is full

        Messages are refused with a clear error until there is space again; nothing that was accepted is
        lost.
        """,
        """
        ---
        id: privacy
        title: Privacy and erasing a visitor's data
        product_area: operating
        ---
        Baton stores the messages of a visitor, the pages that were sent along and, if given, an e-mail
        address. It sets no cookies on your page; the widget keeps its token in the browser's local
        storage.

        ## Erasing

        An administrator can erase a visitor from the conversation's menu. The texts are deleted for good,
        the counts in the reports stay right.

        ## Retention

        Conversations are kept until they are erased. Logs never hold the text of messages.
        """,
        """
        ---
        id: keyboard-shortcuts
        title: Keyboard shortcuts in the console
        product_area: console
        ---
        | Key | What it does |
        |---|---|
        | Ctrl+K | Opens the command palette |
        | ? | Lists all shortcuts |
        | Esc | Goes one step back |
        | Ctrl+Enter | Sends the reply |
        """,
        """
        ---
        id: upgrade
        title: Upgrade to a new version
        product_area: operating
        ---
        1. Make a backup.
        2. Fetch the new version with `git pull`.
        3. Run `script/run`. The database is migrated at the start.

        An older version refuses to open a database that a newer one has changed. To go back, restore the
        backup.

        ## Restarting without losing messages

        On SIGTERM the server tells every client to reconnect, finishes what it has accepted and exits.
        Messages that were written meanwhile are sent again after the restart.
        """,
    ]
}
