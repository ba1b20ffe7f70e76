import Testing

struct WebRulesTests {
    @Test func `web assets build no markup from text and load nothing from elsewhere`() {
        let files = Repository.files(under: WebRules.folder, extensions: WebRules.textExtensions)
        #expect(!files.isEmpty)
        expectNone(files.flatMap(WebRules.violations))
    }

    @Test(arguments: [
        ("a.js", "box.innerHTML = text"), ("a.js", "eval(text)"), ("a.js", "new Function(text)"),
        ("a.js", "document.write(text)"), ("a.js", "box.insertAdjacentHTML('beforeend', text)"),
        ("a.js", "box.outerHTML = ''"), ("a.js", "import x from 'https://cdn.evil.net/x.js'"),
        ("a.html", "<p style=\"color: red\">"), ("a.html", "<a onclick=\"go()\">"),
        ("a.html", "<script>go()</script>"), ("a.html", "<style>p {}</style>"),
        ("a.html", "<a href=\"javascript:go()\">"), ("a.html", "<img src=\"http://pixel.evil.net/\">"),
        ("a.css", "@import url(https://fonts.evil.net/f.css);"),
    ])
    func `each fault is found`(name: String, line: String) {
        #expect(WebRules.violations(SourceFile(path: WebRules.folder + name, text: line + "\n")).count == 1)
    }

    @Test(arguments: [
        ("a.js", "box.textContent = text"), ("a.js", "const ns = \"http://www.w3.org/2000/svg\""),
        ("a.html", "<script type=\"module\" src=\"/assets/a.js\"></script>"),
        ("a.html", "<link rel=\"stylesheet\" href=\"/assets/a.css\">"), ("a.js", "retrieval(text)"),
        ("a.html", "<p class=\"style\">one = two</p>"), ("a.js", "`https://${host}/`"),
    ])
    func `what is right is left alone`(name: String, line: String) {
        #expect(WebRules.violations(SourceFile(path: WebRules.folder + name, text: line + "\n")) == [])
    }
}
