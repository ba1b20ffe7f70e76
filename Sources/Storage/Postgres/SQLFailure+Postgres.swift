extension SQLFailure {
    /// `state`: the five characters of an SQLSTATE (PostgreSQL's manual, appendix A).
    init(state: String) {
        let kind: Kind =
            switch state {
            case "53100": .diskFull
            case "55P03": .locked
            case "40001", "40P01": .raced
            case "57014": .tooSlow
            case "25006": .readOnly
            case "42501": .denied
            // Sessions that the server ended, and servers that take none.
            case "57P01", "57P02", "57P03", "57P05", "25P03", "53300": .away
            case _ where state.hasPrefix("08"): .away
            case _ where state.hasPrefix("23"): .constraint
            default: .other
            }
        self.init(kind: kind, code: state)
    }

    static let lostConnection = SQLFailure(kind: .away, code: "08006")
}
