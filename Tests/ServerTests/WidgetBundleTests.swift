import Gateway
import Testing
import Web

struct WidgetBundleTests {
    @Test func `modules are joined in the order of their imports, each once`() throws {
        let bundle = try bundle([
            "w/main.js": "import { b } from \"./b.js\";\nimport { a } from \"./a.js\";\nstart(a, b);\n",
            "w/a.js": "export const a = 1;\n",
            "w/b.js": "import { a } from \"./a.js\";\nexport const b = a + 1;\n",
        ])
        #expect(
            bundle.script
                == "(() => {\n\"use strict\";\nconst a = 1;\nconst b = a + 1;\nstart(a, b);\n})();\n")
    }

    @Test func `comments and indentation stay at home, texts do not`() throws {
        let bundle = try bundle([
            "w/main.js": "/** Why.\n * More. */\n// note\nconst s = \"a // b /* c */\";\n    go(s);\n"
        ])
        #expect(bundle.script.contains("const s = \"a // b /* c */\";\ngo(s);\n"))
        #expect(!bundle.script.contains("Why") && !bundle.script.contains("note"))
    }

    @Test func `a style sheet becomes a constructed one`() throws {
        let bundle = try bundle([
            "w/main.js": "import styles from \"./w.css\" with { type: \"css\" };\nuse(styles);\n",
            "w/w.css": "/* ground */\n.a {\n  color: red;\n}\n",
        ])
        #expect(bundle.script.contains("styles.replaceSync(\".a {\\ncolor: red;\\n}\");"))
    }

    @Test(arguments: [
        ("import { a } from \"./gone.js\";\n", "w/gone.js", "no such file"),
        ("import { a } from \"https://cdn.example/a.js\";\n", "w/main.js", "not relative"),
        ("import { m } from \"./main.js\";\n", "w/main.js", "circle"),
        ("export default 1;\n", "w/main.js", "export"),
    ])
    func `what breaks the rules is named`(_ source: String, _ module: String, _ reason: String) throws {
        let failure = #expect(throws: WidgetBundle.Failure.self) { try bundle(["w/main.js": source]) }
        #expect(failure?.module == module)
        #expect(failure?.reason.contains(reason) == true)
    }

    @Test func `the widget itself can be joined`() throws {
        let assets = try Assets.load()
        let script = try WidgetBundle(entry: "widget/main.js", assets: assets).script
        #expect(script.contains("baton-widget"))
        #expect(!script.contains("\nimport ") && !script.contains("\nexport "))
    }

    private func bundle(_ files: [String: String]) throws -> WidgetBundle {
        try WidgetBundle(entry: "w/main.js", assets: Assets(files: files.mapValues { Array($0.utf8) }))
    }
}

struct PageTemplateTests {
    @Test func `what goes into a slot is escaped, unless the slot says that it is HTML`() {
        let page = PageTemplate("<h1 title=\"{{title}}\">{{title}}</h1>{{body_html}}{{gone}}")
        let filled = page.filled(["title": "<b>\"'&", "body_html": "<p>x</p>"])
        #expect(
            filled
                == "<h1 title=\"&lt;b&gt;&quot;&#39;&amp;\">&lt;b&gt;&quot;&#39;&amp;</h1><p>x</p>")
    }
}
