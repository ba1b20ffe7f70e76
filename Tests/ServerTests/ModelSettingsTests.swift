import BatonServer
import Foundation
import Logging
import Testing

struct ModelSettingsTests {
    private func failure(
        _ flags: [String], environment: [String: String] = [:]
    ) async throws -> String {
        let standard = ["--model-url": "http://127.0.0.1:9/v1", "--model": "some", "--prompts": prompts]
        let all = flags + standard.filter { !flags.contains($0.key) }.flatMap { [$0.key, $0.value] }
        do {
            let settings = try await Settings.read(flags: all, environment: environment)
            let choice = try AnswererChoice(settings, logger: Logger(label: "test"))
            await choice.close()
            return ""
        } catch {
            return "\(error)"
        }
    }

    private var prompts: String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Prompts").path
    }

    @Test func `a whole set of settings makes a model`() async throws {
        let flags = [
            "--model-auth", "api-key", "--model-query", "api-version=2024-10-21", "--model-headers",
            "X-Team: a",
            "--model-token-field", "max_completion_tokens", "--model-temperature", "omit",
        ]
        #expect(try await failure(flags, environment: ["BATON_MODEL_KEY": "sk-abc"]) == "")
    }

    @Test(arguments: [
        (["--model-url", "ftp://host/v1"], "model_url: "),
        (["--model-url", "http://me:secret@host/v1"], "model_url: "),
        (["--model-url", "http://host/v1/chat/completions"], "model_url: "),
        (["--model-query", "api-version"], "model_query: write each as name=value."),
        (["--model-headers", "no colon"], "model_headers: "),
        (["--model-headers", "Authorization: Bearer x"], "model_headers: "),
        (["--model", ""], "model: model_url needs it"),
        (["--model-key-file", "/nowhere/key"], "model_key_file: the file with the key cannot be read"),
        (["--model-auth", "basic"], "--model-auth: model_auth is one of bearer"),
        (["--prompts", "/nowhere"], "/nowhere/rules.yaml:1: "),
        (["--model-requests-max", "0"], "--model-requests-max: model_requests_max is a whole number"),
    ])
    func `what is wrong is named by its setting`(flags: [String], beginning: String) async throws {
        let said = try await failure(flags)
        #expect(said.hasPrefix(beginning), "\(said)")
        #expect(!said.contains("secret"))
    }

    @Test(arguments: ["two words", "line\nbreak\u{7}", String(repeating: "k", count: 5000)])
    func `a key that is none is refused without being shown`(key: String) async throws {
        let said = try await failure([], environment: ["BATON_MODEL_KEY": key])
        #expect(said.hasPrefix("BATON_MODEL_KEY: "), "\(said)")
        #expect(!said.contains(key))
    }

    @Test func `a key given twice is refused`() async throws {
        let said = try await failure(
            ["--model-key-file", "/nowhere/key"], environment: ["BATON_MODEL_KEY": "sk-abc"])
        #expect(said == "model_key_file: BATON_MODEL_KEY is set too: use one of them.")
    }

    @Test func `a flag that is given twice is refused`() async throws {
        #expect(
            try await failure(["--model-url", "http://a/v1", "--model-url", "http://b/v1"])
                == "--model-url: it is given twice: give it once.")
    }

    @Test func `a key is no flag and no line of the file`() async throws {
        #expect(try await failure(["--model-key", "sk-abc"]).contains("there is no setting --model-key"))
    }

    @Test func `a weights file that was asked for by name and is not there stops the start`() async throws {
        let settings = try await Settings.read(flags: ["--weights", "/nowhere/some.baton"])
        let error = #expect(throws: SettingsFailure.self) { try EmbeddingModel.choose(settings) }
        #expect(error?.description == "weights: there is no file /nowhere/some.baton: check the path.")
    }
}
