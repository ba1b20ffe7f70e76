/// The second body of a mail: the same words, readable in light and dark, with nothing to load.
enum HTML {
    static let previewCharactersMax = 90

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }

    /// An empty line ends a paragraph, a single one a line.
    static func paragraphs(_ text: String) -> String {
        escaped(text).split(separator: "\n\n").map { paragraph in
            "<p>\(paragraph.split(separator: "\n").joined(separator: "<br>\n"))</p>"
        }.joined(separator: "\n")
    }

    /// All arguments are HTML already. Many programs drop the style sheet: it must read without.
    static func page(
        title: String, preview: String, body: String, link: String?, button: String, notes: [String]
    ) -> String {
        """
        <!doctype html>
        <html lang="en" dir="auto">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(title)</title>
        <style>
        \(style)
        </style>
        </head>
        <body>
        <div class="preview">\(preview.prefix(previewCharactersMax))</div>
        <main>
        \(body)
        \(link.map { "<p class=\"go\"><a class=\"button\" href=\"\($0)\">\(button)</a></p>" } ?? "")
        <footer>
        \(notes.map { "<p>\($0)</p>" }.joined(separator: "\n"))
        </footer>
        </main>
        </body>
        </html>
        """
    }

    private static let style = """
        body { margin: 0; padding: 24px 16px; background: #f6f6f4; color: #1d1d1b;
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
        main { max-width: 560px; margin: 0 auto; padding: 32px; background: #ffffff;
          border: 1px solid #e2e2de; border-radius: 10px; }
        p { margin: 0 0 12px; }
        .preview { display: none; }
        .who { margin: 0 0 8px; font-weight: 600; }
        .says { margin: 0 0 24px; overflow-wrap: anywhere; }
        .go { margin: 0 0 32px; }
        .button { display: inline-block; padding: 12px 20px; border-radius: 6px;
          background: #1f5fbf; color: #ffffff; text-decoration: none; font-weight: 600; }
        footer { padding-top: 16px; border-top: 1px solid #e2e2de; font-size: 13px; color: #62625c; }
        footer p { margin: 0 0 8px; }
        @media (prefers-color-scheme: dark) {
          body { background: #161615; color: #ececea; }
          main { background: #1f1f1e; border-color: #373734; }
          .button { background: #8ab4f8; color: #10233f; }
          footer { border-color: #373734; color: #a3a39c; }
        }
        """
}
