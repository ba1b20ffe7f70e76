import ArgumentParser
import BatonServer
import Conversations
import Storage

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the tables of the database up to date.",
        discussion: """
            Every start of the server does the same. Run it by itself when the server's role of PostgreSQL \
            may not make tables, with `--storage` and a role that may; or to see with --dry-run what an \
            upgrade would do.
            """)

    @OptionGroup var options: DataOptions
    @Flag(help: "Say what would be done, and change nothing.") var dryRun = false
    @Flag(help: "After a dump was put back: open chats forget what they have, and load it anew.")
    var newEpoch = false

    @Flag(help: "When secrets.key is lost for good: the next server brings a new one, secrets are lost.")
    var forgetKey = false

    func validate() throws {
        if dryRun, newEpoch || forgetKey {
            throw ValidationError("--dry-run changes nothing, the other flags do: leave one out.")
        }
    }

    func run() async throws {
        try await failing {
            let settings = try await options.read()
            let place = settings.location
            if dryRun {
                let look = try await Upgrade.look(at: place)
                for step in look.steps { say("would apply \(step)") }
                say(Self.state(look, place, isDone: false))
                return
            }
            try DataFolder.create(settings.data)
            let done = try await Upgrade.run(
                place, newEpoch: newEpoch ? Settings.newEpoch() : nil, forgetsKey: forgetKey,
                nowMilliseconds: SystemClock().now().milliseconds)
            for step in done.steps { say("applied \(step)") }
            say(Self.state(done, place, isDone: true))
            if forgetKey { say("The key is forgotten: enter passwords and keys of the console anew.") }
            if newEpoch { say("History has a new mark: open chats load it anew when the server is back.") }
        }
    }

    private static func state(_ upgrade: Upgrade, _ place: StoreLocation, isDone: Bool) -> String {
        if !isDone, !upgrade.steps.isEmpty {
            return "\(place.path) is at version \(upgrade.applied) of \(upgrade.known)."
        }
        let ahead = upgrade.applied - upgrade.known
        let later = ahead > 0 ? ", and has \(ahead) of a later release, which this one can work with" : ""
        return "\(place.path) is up to date (version \(upgrade.known))\(later)."
    }
}
