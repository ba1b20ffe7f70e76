import ArgumentParser
import BatonServer
import Identity
import Storage

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Look after the people of the team.",
        subcommands: [
            Add.self, List.self, SetRole.self, Disable.self, Enable.self, Reset.self, SignOut.self,
            TOTPOff.self,
        ])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a person and print the invitation link.")

        @OptionGroup var options: DataOptions
        @Argument(help: "The person's e-mail address.") var email: String
        @Option(help: "The name that visitors and colleagues see.") var name: String
        @Option(help: "administrator, agent, editor or viewer.") var role: User.Role = .agent

        func run() async throws {
            try await withAccess(options) { access, _, link in
                let token = try await access.add(email: email, name: name, role: role)
                say("Send this link to \(name). It works once, for seven days:\n\(link(token))")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List everybody.")

        @OptionGroup var options: DataOptions

        func run() async throws {
            try await withAccess(options) { _, store, _ in
                let users = try await store.users()
                if users.isEmpty { say("Nobody yet: start `baton serve` and open the set-up link.") }
                for user in users {
                    let state = user.isDisabled ? "  disabled" : ""
                    say("\(user.email)  \(user.role.word)  \(user.name)\(state)")
                }
            }
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Disable a person: ends all sessions.")

        @OptionGroup var options: DataOptions
        @Argument(help: "The person's e-mail address.") var email: String

        func run() async throws {
            try await withAccess(options) { access, _, _ in
                try await access.setDisabled(true, email: email)
                say("\(email) is disabled and signed out.")
            }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a disabled person in again.")

        @OptionGroup var options: DataOptions
        @Argument(help: "The person's e-mail address.") var email: String

        func run() async throws {
            try await withAccess(options) { access, _, _ in
                try await access.setDisabled(false, email: email)
                say("\(email) can sign in again.")
            }
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a link by which a person sets a new password.")

        @OptionGroup var options: DataOptions
        @Argument(help: "The person's e-mail address.") var email: String

        func run() async throws {
            try await withAccess(options) { access, _, link in
                let token = try await access.reset(email: email)
                say("This link works once, for 24 hours:\n\(link(token))")
            }
        }
    }
}

extension UserCommand {
    struct SetRole: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "role", abstract: "Give a person another role: it holds at once.")

        @OptionGroup var options: DataOptions
        @Argument(help: "The person's e-mail address.") var email: String
        @Argument(help: "administrator, agent, editor or viewer.") var role: User.Role

        func run() async throws {
            try await withAccess(options) { access, _, _ in
                try await access.setRole(role, of: try await access.user(email: email), by: .commandLine)
                say("\(email) is \(role.word) now.")
            }
        }
    }

    struct SignOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign-out", abstract: "End all sessions of a person.")

        @OptionGroup var options: DataOptions
        @Argument(help: "The person's e-mail address.") var email: String

        func run() async throws {
            try await withAccess(options) { access, _, _ in
                try await access.signOutEverywhere(try await access.user(email: email), by: .commandLine)
                say("\(email) is signed out everywhere.")
            }
        }
    }

    struct TOTPOff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "totp-off",
            abstract: "Switch a person's second factor off, when phone and recovery codes are lost.")

        @OptionGroup var options: DataOptions
        @Argument(help: "The person's e-mail address.") var email: String

        func run() async throws {
            try await withAccess(options) { access, _, _ in
                try await access.switchTOTPOff(try await access.user(email: email), by: .commandLine)
                say("\(email) signs in with the password alone.")
            }
        }
    }
}

extension User.Role: ExpressibleByArgument {
    public init?(argument: String) { self.init(word: argument) }
}

/// Opens the store beside a running server, and closes it whatever happens.
private func withAccess(
    _ options: DataOptions,
    _ work: (Access, Store, (String) -> String) async throws -> Void
) async throws {
    try await failing {
        let settings = try await options.read()
        try await settings.withStore { store in
            let access = Access(directory: store, clock: SystemClock(), newID: RandomID.next)
            let known = settings.publicURL.isEmpty ? try await store.rememberedPublicAddress() : nil
            let address = known ?? settings.publicAddress
            try await work(access, store) { "\(address)/console#invitation=\($0)" }
        }
    }
}
