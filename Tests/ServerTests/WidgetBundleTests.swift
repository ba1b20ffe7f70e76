import Gateway
import Testing
import Web

struct WidgetBundleTests {
    @Test func `modules are joined in the order of their imports, each once`() throws {
        let bundle = try bundle([
            "w/main.js": "import { b } from \"./b.js\";\nimport { a } from \"./a.js\";\nstart(a, b);\n",
            "w/a.js": "export const a = [1];\n",
            "w/b.js": "import { a } from \"./a.js\";\nexport const b = a + 1;\n",
        ])
        #expect(bundle.script == "(()=>{\"use strict\";let Ae=[1],At=Ae+1;e(Ae,At);})();\n")
    }

    @Test(arguments: [
        ("/** Why.\n * More. */\n// note\nf(\"a // b /* c */\");\n", "e(\"a // b /* c */\");"),
        ("f(`a  // ${ g( `  x ${ h }  ` ) }  b`);\n", "e(`a  // ${t(`  x ${n}  `)}  b`);"),
        ("f(a / b / 2, /[/\"]  \\/ '/g, a);\n", "n(e/t/2,/[/\"]  \\/ '/g,e);"),
        ("f({ a, b: a.b, get c() { return 1; } }, [a, ]);\n", "t({a:e,b:e.b,get c(){return 1}},[e]);"),
        ("f(a - -1, a + +b, !a);\n", "n(e- -1,e+ +t,!e);"),
        (
            "class A {\n  #x = 1;\n  x = this.#x;\n  m({ k = 2 }) { return k; }\n}\n",
            "class Ae{#e=1;x=this.#e;m({k:e=2}){return e}}"
        ),
        (
            "const LIMIT_MS = 30_000;\nf(LIMIT_MS, { LIMIT: 0.5, a: 120 }, 1_500);\n",
            "e(3e4,{LIMIT:.5,a:120},1500);"
        ),
        ("f(document.body, undefined, true);\n", "e(document.body,void 0,!0);"),
        ("f((a) => a, async (a) => a, (a, b) => b);\n", "n(e=>e,async e=>e,(e,t)=>t);"),
        (
            "const a = () => { const c = 1; const d = c; if (d) f(); const e = d; return e; };\n",
            "let Ae=()=>{let t=1,e=t;if(e)i();let n=e;return n};"
        ),
        (
            "for (let a = 0; a < 2; a += 1) { let b = a; let c = b; f(c); }\n",
            "for(let e=0;e<2;e+=1){let t=e,n=t;i(n)}"
        ),
        ("f({ class: \"a\" });\nf(a ? b : c);\n", "e({class:\"a\"});i(e?t:n);"),
    ])
    func `what can be seen from outside stays as it was written`(_ source: String, _ tight: String) throws {
        let script = try bundle(["w/main.js": source]).script
        #expect(script == "(()=>{\"use strict\";\(tight)})();\n")
    }

    @Test func `a style sheet becomes a constructed one`() throws {
        let bundle = try bundle([
            "w/main.js": "import styles from \"./w.css\" with { type: \"css\" };\nuse(styles);\n",
            "w/w.css": "/* ground */\n.a > b :focus {\n  content: \"{ ; }\";\n  margin: -1px 0;\n}\n"
                + ".a + .b {\n  color: var(--text-quiet, var(--baton-light));\n"
                + "  margin: calc(1px + 2px);\n}\n",
        ])
        let css =
            ".a>b :focus{content:\\\"{ ; }\\\";margin:-1px 0}"
            + ".a+.b{color:var(--f,var(--baton-light));margin:calc(1px + 2px)}"
        #expect(bundle.script.contains(".replaceSync(\"\(css)\");"))
    }

    @Test(arguments: [
        ("import { a } from \"./gone.js\";\n", "w/gone.js", "no such file"),
        ("import { a } from \"https://cdn.example/a.js\";\n", "w/main.js", "not relative"),
        ("import { m } from \"./main.js\";\n", "w/main.js", "circle"),
        ("export default 1;\n", "w/main.js", "export"),
        ("f();\nf(\"open);\n", "w/main.js", "not closed at line 2"),
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
        #expect(!script.contains("import ") && !script.contains("export "))
    }

    @Test(arguments: [
        ("de", nil, "de"), ("fr-CA", "de", "fr"), ("tlh", "es;q=0.3, de-CH;q=0.8, *;q=0.1", "de"),
        (nil, "fr;q=0, es", "es"), (nil, nil, "en"), (nil, "zh,ja", "en"), (nil, ";;,,q=", "en"),
    ])
    func `the language is the one asked for, else one that the browser likes, else English`(
        _ asked: String?, _ accepted: String?, _ expected: String
    ) throws {
        let texts = ["en", "de", "es", "fr"].map { ("widget/texts/\($0).js", Array("f();".utf8)) }
        let files = Dictionary(uniqueKeysWithValues: texts + [("widget/main.js", Array("f();".utf8))])
        let scripts = try WidgetScripts(assets: Assets(files: files))
        #expect(scripts.language(asked: asked, accepted: accepted) == expected)
    }

    @Test(arguments: [("#2f6f4f", "\"#2f6f4f\""), ("", "\"\""), ("\");g(\"", "\"\\\");g(\\\"\"")])
    func `the operator's colour stands in the script as a text`(_ accent: String, _ quoted: String) throws {
        let files = ["widget/texts/en.js": "f();\n", "widget/main.js": "const a = \"{{accent}}\";\nf(a);\n"]
        let scripts = try WidgetScripts(assets: Assets(files: files.mapValues { Array($0.utf8) }))
        let script = try #require(scripts.script("en", accent: accent))
        #expect(script.contains("=\(quoted);"))
        #expect(scripts.script("tlh", accent: accent) == nil)
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
