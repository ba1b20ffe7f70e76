import ArgumentParser
import BatonServer
import Conversations
import Foundation
import Storage

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write conversations as files to train a model with.",
        discussion: """
            Questions, what was found, what the Assistant and what people answered, and what became of it, a \
            line each; pairs for supervised and for preference training beside it, and a README. Only where \
            the setting training_export says that you may use conversations so; with ask only of visitors \
            who said yes in the chat. Personal data is replaced; names are not.
            """)

    @OptionGroup var options: DataOptions
    @Argument(help: "A folder for the files; it is made when it is not there.") var folder: String
    @Option(help: "Questions from this day on, such as 2026-01-31.") var from: String?
    @Option(help: "Questions before this day.") var to: String?
    @Option(help: "Questions of one product area.") var area: String?

    func run() async throws {
        try await failing {
            let settings = try await options.read()
            guard settings.mayExportTraining else {
                throw ValidationError(
                    "Nothing is exported until you say that you may: set training_export to ask, and the "
                        + "chat asks each visitor, or to on, when you have another ground.")
            }
            let range = TrainingExport.Range(
                from: try Self.day(from, standard: 0),
                to: try Self.day(to, standard: SystemClock().now().milliseconds), area: area)
            let made = try await settings.withStore { store in
                try await TrainingExport(store: store, folder: folder, ground: settings.trainingGround)
                    .write(range)
            }
            say(
                "\(made.examples) questions of \(made.conversations) conversations in \(folder): "
                    + "\(made.supervised) for supervised training, \(made.preferences) pairs.")
            say(made.leftOutWords)
        }
    }

    private static func day(_ text: String?, standard: Int64) throws -> Timestamp {
        guard let text else { return Timestamp(milliseconds: standard) }
        guard let day = try? Date(text, strategy: .iso8601.year().month().day()) else {
            throw ValidationError("\(text) is no day: write it as 2026-01-31.")
        }
        return Timestamp(milliseconds: Int64(day.timeIntervalSince1970) * 1000)
    }
}
