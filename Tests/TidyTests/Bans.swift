/// Calls that Sources do without, each with what to do instead.
struct Ban: Sendable {
    let call: String
    let instead: String
    var afterDot = true
    /// Path prefixes that may use it all the same, with the reason.
    var allowed: [String: String] = [:]

    static let all: [Ban] = [
        Ban(call: "try!", instead: "throw or handle the error"),
        Ban(call: "as!", instead: "cast with as? and handle the other case"),
        Ban(
            call: "print(", instead: "log it", afterDot: false,
            allowed: ["Sources/baton/": "the command line talks to a person"]),
        Ban(call: "debugPrint(", instead: "log it", afterDot: false),
        Ban(call: "Date()", instead: "take the injected clock", allowed: wiring),
        Ban(call: "Date.now", instead: "take the injected clock", allowed: wiring),
        Ban(call: "Task {", instead: "use a task group or an actor that owns it", allowed: tasks),
        Ban(call: "Task(", instead: "use a task group or an actor that owns it", allowed: tasks),
        Ban(call: "Task.detached", instead: "use a thread of its own or a task group", allowed: tasks),
        Ban(call: "fatalError(", instead: "return an error, or state the rule with precondition"),
        Ban(call: "Thread.sleep", instead: "wait on the injected clock"),
        Ban(call: "usleep(", instead: "wait on the injected clock", afterDot: false),
        Ban(call: "sleep(", instead: "wait on the injected clock", afterDot: false),
        Ban(call: "DispatchQueue.main", instead: "use an actor"),
        Ban(call: "URLSession", instead: "use the Outbound room"),
    ]

    private static let wiring = [
        "Sources/BatonServer/": "the wiring makes the real clock",
        "Sources/baton/": "the wiring of the command line",
    ]

    /// Where a task is begun from outside of Swift's structure: one reason a file.
    private static let tasks = [
        "Sources/Edge/Mailbox.swift": "the bridge from an event loop to the one task that drains the mailbox"
    ]

    static func violations(_ file: SourceFile) -> [String] {
        let code = SwiftCode.only(file.text)
        return all.flatMap { ban -> [String] in
            guard !ban.allowed.keys.contains(where: file.path.hasPrefix) else { return [] }
            return code.linesWithWord(ban.call, afterDot: ban.afterDot).map {
                "\(file.path):\($0): \(ban.call) is not used here: \(ban.instead)"
            }
        }
    }
}
