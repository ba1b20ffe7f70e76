import ArgumentParser
import BatonServer

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that everything Baton needs is in order, and say what to do where it is not.")

    @OptionGroup var options: SettingsOptions
    @Argument(parsing: .allUnrecognized, help: .hidden) var flags: [String] = []

    func run() async throws {
        try await failing {
            let settings = try await options.read(flags: flags)
            let findings = await Checkup(SettingsInForce.read(settings)).run()
            for finding in findings {
                say("\(finding.isGood ? "ok   " : "FAIL ") \(finding.subject): \(finding.says)")
            }
            let bad = findings.count { !$0.isGood }
            say(bad == 0 ? "All is well." : "\(bad) of \(findings.count) checks failed.")
            if bad > 0 { throw ExitCode.failure }
        }
    }
}
