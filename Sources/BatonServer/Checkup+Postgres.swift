import Conversations
import Storage

extension Checkup {
    /// What PostgreSQL says of itself. Empty when the rows are in a file.
    /// - Returns: also whether the database can be opened without changing its tables.
    func postgres() async -> (findings: [Finding], mayOpen: Bool) {
        guard case .postgres(let address) = settings.location else { return ([], true) }
        let clock = SystemClock()
        do throws(StoreError) {
            let report = try await ServerReport.read(address) { clock.now().milliseconds }
            let findings = PostgresFindings(report, nowMilliseconds: clock.now().milliseconds).all
            let tables = await migrations()
            return (findings + [tables.finding], report.missingRights.isEmpty && tables.mayOpen)
        } catch {
            return ([.bad("postgres", error.description)], false)
        }
    }

    /// A look would not be one if it brought the tables to this release while others serve another one.
    private func migrations() async -> (finding: Finding, mayOpen: Bool) {
        do throws(StoreError) {
            let look = try await Upgrade.look(at: settings.location)
            guard let first = look.steps.first else {
                return (.good("tables", "they are up to date (version \(look.known))."), true)
            }
            let says =
                "\(look.steps.count) steps are to be done, from \(first): `baton migrate`, or the next "
                + "start of a server, does them."
            return (.bad("tables", says), false)
        } catch {
            return (.bad("tables", error.description), false)
        }
    }
}

/// A server's report, judged.
struct PostgresFindings {
    typealias Finding = Checkup.Finding

    private let report: ServerReport
    private let nowMilliseconds: Int64

    init(_ report: ServerReport, nowMilliseconds: Int64) {
        self.report = report
        self.nowMilliseconds = nowMilliseconds
    }

    var all: [Finding] {
        [server, order, durability, clock, rights, sessions, nodes]
            + (report.isFromElsewhere ? [dump] : [])
    }

    private var server: Finding {
        let name = "PostgreSQL \(report.version / 10_000).\(report.version % 10_000), \(report.encoding)"
        if report.isStandby {
            return .bad(
                "postgres",
                "\(name): it is a standby and takes no changes: name the primary, or all hosts with "
                    + "target_session_attrs=read-write.")
        }
        if report.isReadOnly {
            return .bad("postgres", "\(name): default_transaction_read_only is on: switch it off.")
        }
        return .good("postgres", "\(name).")
    }

    private var order: Finding {
        guard let first = report.misorderedColumns.first else {
            return .good(
                "collation", "the database has \(report.collation); our texts are in order of bytes.")
        }
        return .bad(
            "collation",
            "\(report.misorderedColumns.count) columns are not in order of bytes (\(first)): copy into a new "
                + "database with `baton copy`.")
    }

    private var durability: Finding {
        if !report.hasFlush {
            return .bad(
                "durability", "fsync is off: a power cut can lose or destroy everything. Switch it on.")
        }
        if !report.hasWholePages {
            return .bad(
                "durability", "full_page_writes is off: a power cut can damage pages. Switch it on.")
        }
        switch report.synchronousCommit {
        case "off":
            return .good(
                "durability",
                "synchronous_commit is off for others; Baton's own sessions have it on.")
        case "local":
            return .good(
                "durability",
                "synchronous_commit is local: a failover can lose what only the primary has written.")
        default: return .good("durability", "synchronous_commit is \(report.synchronousCommit).")
        }
    }

    private var clock: Finding {
        let (offset, error) = (report.clockOffsetMilliseconds, report.clockErrorMilliseconds)
        let says =
            "the server's clock is \(abs(offset)) ms \(offset < 0 ? "behind" : "ahead of") ours, "
            + "give or take \(error) ms"
        guard abs(offset) - error <= ServerReport.clockMillisecondsMax else {
            return .bad("clock", "\(says): set both by NTP.")
        }
        return .good("clock", "\(says).")
    }

    private var rights: Finding {
        guard !report.schema.isEmpty else {
            return .bad("rights", "no schema can be used: grant USAGE on the schema, or set search_path.")
        }
        guard report.missingRights.isEmpty else {
            let few = report.missingRights.prefix(3).joined(separator: ", ")
            let more = report.missingRights.count - 3
            return .bad(
                "rights",
                "the role may not \(few)\(more > 0 ? " and \(more) more" : ""): grant it, or make it "
                    + "the owner of the tables.")
        }
        if !report.mayCreate {
            let says = "the role may not make tables in schema \(report.schema)"
            return report.hasTables
                ? .good("rights", "\(says): upgrades need `baton migrate` with a role that may.")
                : .bad("rights", "\(says): make it the owner of the database, or run `baton migrate` as one.")
        }
        return .good("rights", "the role can read, write and make tables in schema \(report.schema).")
    }

    private var sessions: Finding {
        let need = ServerReport.sessionsPerNode
        let says = "\(report.sessions) of \(report.sessionsMax) sessions are open; a node takes \(need)"
        guard report.sessionsMax - report.sessions >= need else {
            return .bad("sessions", "\(says): raise max_connections, or the limit of the role.")
        }
        return .good("sessions", "\(says).")
    }

    private var nodes: Finding {
        let living = report.nodes.filter { report.isAlive($0, nowMilliseconds: nowMilliseconds) }
        guard !living.isEmpty else { return .good("nodes", "none is at work.") }
        let versions = Set(living.map(\.version)).sorted().joined(separator: ", ")
        return .good("nodes", "\(living.count) at work (version \(versions)).")
    }

    private var dump: Finding {
        .bad(
            "log",
            "it was restored from a dump of another server: stop all nodes and run `baton migrate "
                + "--new-epoch`, or nodes miss what others write.")
    }
}
