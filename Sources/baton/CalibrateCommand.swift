import ArgumentParser
import BatonServer

struct CalibrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Fit the confidence on what people judged, look at versions, and go back to one.",
        discussion: """
            A running server does all of this by itself, and follows what is chosen here within a second. A \
            fit is kept as a version; it is put in force only when it does better on outcomes that it was \
            not fitted on.
            """,
        subcommands: [Fit.self, Versions.self, Use.self, Compare.self], defaultSubcommand: Fit.self)

    struct Fit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Fit now, and take it if it is better.")

        @OptionGroup var options: DataOptions
        @Flag(help: "Say what would come of it, and change nothing.") var dryRun = false

        func run() async throws {
            try await withCalibration(options) { calibration in
                for line in try await calibration.fit(isDry: dryRun) { say(line) }
            }
        }
    }

    struct Versions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all versions, the newest first.")

        @OptionGroup var options: DataOptions

        func run() async throws {
            try await withCalibration(options) { calibration in
                for line in try await calibration.versions() { say(line) }
            }
        }
    }

    struct Use: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a version in force; `auto` lets fits take over again.")

        @OptionGroup var options: DataOptions
        @Argument(help: "A version's name, as `baton calibrate versions` lists it, or auto.")
        var version: String

        func run() async throws {
            try await withCalibration(options) { calibration in say(try await calibration.use(version)) }
        }
    }

    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Hold two versions side by side.")

        @OptionGroup var options: DataOptions
        @Argument(help: "A version's name.") var one: String
        @Argument(help: "Another's.") var other: String

        func run() async throws {
            try await withCalibration(options) { calibration in
                for line in try await calibration.compare(one, other) { say(line) }
            }
        }
    }
}

private func withCalibration(
    _ options: DataOptions, _ work: @escaping @Sendable (CalibrationTool) async throws -> Void
) async throws {
    try await failing {
        let settings = try await options.read()
        try await settings.withStore { store in
            try await work(CalibrationTool(settings: settings, store: store))
        }
    }
}
