package import Embedding
import Logging
import Simulation

/// What makes the vectors of a simulation, as the settings want it.
package struct SimulationVectors: Sendable {
    package let embedder: any Embedder
    private let room: EmbeddingRoom

    /// Without vectors there is no confidence, and so nothing to simulate.
    package init(_ settings: Settings) async throws {
        room = try EmbeddingRoom(settings, logger: Logger(label: "baton"))
        guard let embedder = try await room.connected() else {
            await room.close()
            throw SimulationMistake(lines: [
                (room.note.map { $0 + " " } ?? "")
                    + "A simulation needs the search by meaning: run script/weights, or name a server with "
                    + "--embedding-url."
            ])
        }
        self.embedder = embedder
    }

    package func close() async { await room.close() }
}
