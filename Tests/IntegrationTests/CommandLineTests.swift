import BatonTesting
import Foundation
import Testing

/// What an operator meets at the command line, with the real program.
@Suite(.timeLimit(.minutes(2)))
struct CommandLineTests {
    @Test func `help names every setting and how to give it`() async throws {
        try await inFolder { baton in
            let help = try await baton.run("serve", "--help")
            #expect(help.code == 0)
            for flag in [
                "--port", "--public-url", "--allowed-origins", "--contact-after-seconds", "--tls-certificate",
            ] {
                #expect(help.output.contains(flag))
            }
        }
    }

    @Test func `a misspelt flag is refused with the right one`() async throws {
        try await inFolder { baton in
            let outcome = try await baton.run("serve", "--prot", "8080")
            #expect(outcome.code != 0)
            #expect(outcome.errors.contains("Did you mean --port?"))
        }
    }

    @Test func `a misspelt key in the file is refused with its line`() async throws {
        try await inFolder { baton in
            try baton.write("port: 0\ngreting: Hello\n", to: "baton.yaml")
            let outcome = try await baton.run("serve")
            #expect(outcome.code != 0)
            #expect(outcome.errors.contains("baton.yaml:2"))
            #expect(outcome.errors.contains("Did you mean greeting?"))
        }
    }

    @Test func `a value of the wrong kind is refused wherever it stands`() async throws {
        try await inFolder { baton in
            let flag = try await baton.run("serve", "--port", "eighty")
            #expect(flag.code != 0 && flag.errors.contains("whole number from 0 to 65535"))
            let variable = try await baton.run("serve", environment: ["BATON_PORT": "99999"])
            #expect(variable.code != 0 && variable.errors.contains("BATON_PORT"))
            let unknown = try await baton.run("serve", environment: ["BATON_PROT": "1"])
            #expect(unknown.code != 0 && unknown.errors.contains("Did you mean BATON_PORT?"))
            try baton.write("allowed_origins: https://shop.example\n", to: "list.yaml")
            let list = try await baton.run("serve", "--settings", "list.yaml")
            #expect(list.code != 0 && list.errors.contains("is a list"))
        }
    }

    @Test func `a mistake in an article is named with file and line and nothing is imported`() async throws {
        try await inFolder { baton in
            try baton.write("---\nid: good\ntitle: Good\n---\nText.\n", to: "kb/good.md")
            try baton.write("---\nid: bad\ntitel: Bad\n---\nText.\n", to: "kb/bad.md")
            let outcome = try await baton.run("import", "kb")
            #expect(outcome.code != 0)
            #expect(outcome.errors.contains("kb/bad.md:3"))
            #expect(outcome.errors.contains("Nothing was imported"))
            try baton.write("---\nid: bad\ntitle: Bad\n---\nText.\n", to: "kb/bad.md")
            #expect(try await baton.run("import", "kb").output.contains("2 added, 0 changed, 0 unchanged."))
            #expect(try await baton.run("import", "kb").output.contains("0 added, 0 changed, 2 unchanged."))
        }
    }

    @Test func `a second server on the same data is refused, and a taken port is named`() async throws {
        try await inFolder { baton in
            let first = try baton.start(["serve", "--port", "0", "--knowledge-base", "none"])
            let console = try await eventually {
                first.output.split(separator: "\n").first { $0.hasPrefix("Console") }
            }
            let port = try #require(console.split(separator: ":").last?.split(separator: "/").first)
                .description
            let second = try await baton.run("serve", "--port", "0")
            #expect(second.code != 0 && second.errors.contains("Another Baton serves"))
            let elsewhere = try await baton.run(
                "serve", "--port", port, "--data", "other", "--knowledge-base", "none")
            #expect(elsewhere.code != 0 && elsewhere.errors.contains(port))
            first.process.terminate()
            #expect(try await first.ended().code == 0)
        }
    }

    @Test func `people are added, listed, disabled and enabled`() async throws {
        try await inFolder { baton in
            let added = try await baton.run(
                "user", "add", "Ada@Example.com", "--name", "Ada", "--role", "agent")
            #expect(added.code == 0 && added.output.contains("/console#invitation="))
            #expect(try await baton.run("user", "list").output.contains("ada@example.com  agent  Ada"))
            let again = try await baton.run("user", "add", "ada@example.com", "--name", "Ada")
            #expect(again.code != 0 && again.errors.contains("already there"))
            #expect(try await baton.run("user", "disable", "ada@example.com").code == 0)
            #expect(try await baton.run("user", "list").output.contains("disabled"))
            #expect(try await baton.run("user", "enable", "ada@example.com").code == 0)
            let reset = try await baton.run("user", "reset", "nobody@example.com")
            #expect(reset.code != 0 && reset.errors.contains("There is no user"))
        }
    }

    @Test func `the doctor names what is missing and what to do`() async throws {
        try await inFolder { baton in
            let outcome = try await baton.run("doctor", "--port", "0", "--connections-max", "100")
            #expect(outcome.code != 0)
            #expect(outcome.output.contains("FAIL  library: it is empty"))
            #expect(outcome.output.contains("FAIL  people: there is no administrator"))
            #expect(outcome.output.contains("ok    database"))
            #expect(outcome.output.contains("ok    read models"))
        }
    }

    @Test func `the library is written as files that import as what is there`() async throws {
        try await inFolder { baton in
            try baton.write(
                "---\nid: good\ntitle: \"Good: day\"\nphrasings:\n  - Is it good?\n---\nText.\n",
                to: "kb/good.md")
            #expect(try await baton.run("import", "kb").code == 0)
            let first = try await baton.run("article", "export", "out")
            #expect(first.code == 0 && first.output.contains("1 written, 0 unchanged"))
            try baton.write("# Not an article\n", to: "out/README.md")
            let second = try await baton.run("article", "export", "out")
            #expect(second.output.contains("0 written, 1 unchanged"))
            #expect(second.output.contains("README.md is no article"))
            let again = try await baton.run("import", "out/good.md")
            #expect(again.code == 0 && again.output.contains("1 unchanged"))
        }
    }

    @Test func `nobody is erased who is not there, and nothing without a yes`() async throws {
        try await inFolder { baton in
            let outcome = try await baton.run("erase", "nobody@example.com")
            #expect(outcome.code == 0 && outcome.output.contains("Nothing was changed"))
        }
    }

    @Test func `nothing is exported for training until the operator says that it may be`() async throws {
        try await inFolder { baton in
            let refused = try await baton.run("export", "out")
            #expect(refused.code != 0 && refused.errors.contains("training_export"))
            try baton.write("training_export: on\n", to: "baton.yaml")
            let bad = try await baton.run("export", "out", "--from", "yesterday")
            #expect(bad.code != 0 && bad.errors.contains("write it as 2026-01-31"))
            let made = try await baton.run("export", "out", "--from", "2026-01-31")
            #expect(made.code == 0 && made.output.contains("0 questions of 0 conversations"))
        }
    }
}
