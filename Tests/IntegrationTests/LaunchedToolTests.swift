import BatonTesting
import Testing

/// How tests run other programs.
@Suite(.timeLimit(.minutes(1))) struct LaunchedToolTests {
    @Test func `a program tells how it ended, what it printed, and hears what is said`() async throws {
        let heard = try await LaunchedTool.run(
            "/bin/sh", ["-c", "read a; echo $a; exit 3"], input: Array("yes\n".utf8))
        #expect(heard.status == 3 && heard.output == Array("yes\n".utf8))
        let deaf = try await LaunchedTool.run("/bin/cat", [])
        #expect(deaf.status == 0 && deaf.output.isEmpty)
    }

    @Test func `the end of a program is heard while others that began beside it go on`() async throws {
        let rounds = 100
        let sleepers = try await withThrowingTaskGroup(of: LaunchedTool?.self) { group in
            for _ in 0..<rounds {
                group.addTask { try LaunchedTool("/bin/sleep", ["300"]) }
                group.addTask {
                    let ended = try await LaunchedTool.run("/bin/echo", ["x"])
                    #expect(ended.output == Array("x\n".utf8))
                    return nil
                }
            }
            var sleepers: [LaunchedTool] = []
            while let one = try await group.next() { if let one { sleepers.append(one) } }
            return sleepers
        }
        for sleeper in sleepers { sleeper.terminate() }
        #expect(sleepers.count == rounds)
    }
}
