package import Conversations

/// Which other nodes live. A node whose heartbeat has not moved for a while is dead, by the watch of whoever
/// looks: the clocks of two machines need not agree.
package struct NodeBook: Sendable {
    /// Between two beats, and between two looks.
    package static let beatMilliseconds = 2_000
    /// Without a beat for this long a node is dead, and what it was doing is for others to do.
    package static let silenceMillisecondsMax = 8_000
    /// After a longer time without a look nothing can be said about the others: the watch starts anew.
    package static let lookGapMillisecondsMax = 6_000
    /// A dead node's row is removed after this.
    package static let rememberedSecondsMax = 600
    /// Names that were asked for and stand in no row.
    static let unknownMax = 1_000

    private struct Sighting {
        var beat: Timestamp
        var movedAt: Timestamp
        var isDead = false
    }

    private let own: String
    private var sightings: [String: Sighting] = [:]
    /// When each was first asked for.
    private var unknown: [String: Timestamp] = [:]
    private var lookedAt: Timestamp?

    package init(own: String) { self.own = own }

    /// Takes what one look found; returns the nodes that are dead or gone since the last one.
    package mutating func look(_ beats: [NodeBeat], at now: Timestamp) -> [String] {
        let gap = lookedAt.map { now.milliseconds - $0.milliseconds } ?? Int64.max
        // Also when the clock was set back.
        let isAnew = gap < 0 || gap > Int64(Self.lookGapMillisecondsMax)
        let before = sightings
        sightings = [:]
        var gone = Set(before.keys)
        for beat in beats where beat.node != own {
            gone.remove(beat.node)
            var sighting = before[beat.node] ?? Sighting(beat: beat.at, movedAt: now)
            if sighting.beat != beat.at || (isAnew && !sighting.isDead) {
                sighting = Sighting(beat: beat.at, movedAt: now)
            }
            let silence = now.milliseconds - sighting.movedAt.milliseconds
            if silence >= Int64(Self.silenceMillisecondsMax), !sighting.isDead {
                sighting.isDead = true
                gone.insert(beat.node)
            }
            sightings[beat.node] = sighting
            unknown[beat.node] = nil
        }
        lookedAt = now
        return gone.sorted()
    }

    /// Whether nobody else works on the log, as far as was seen.
    package var isAlone: Bool { lookedAt != nil && sightings.values.allSatisfy(\.isDead) }

    /// Whether a node will not come back to what it was doing.
    ///
    /// A node writes its row before it does anything, so one that stands in no row when looked for is gone.
    package mutating func isDead(_ node: String, at now: Timestamp) -> Bool {
        guard node != own else { return false }
        if let sighting = sightings[node] { return sighting.isDead }
        guard let askedAt = unknown[node], askedAt <= now else {
            if unknown.count >= Self.unknownMax { unknown = [:] }
            unknown[node] = now
            return false
        }
        return lookedAt.map { $0 > askedAt } ?? false
    }

    /// Those whose rows may go.
    package func forgotten(at now: Timestamp) -> [String] {
        sightings.filter {
            $0.value.isDead && now.seconds(since: $0.value.movedAt) >= Self.rememberedSecondsMax
        }
        .keys.sorted()
    }
}
