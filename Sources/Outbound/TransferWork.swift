/// What one transfer is for.
enum TransferWork: Sendable {
    case request(OutboundRequest)
    case mail(OutboundMail)

    var deadlines: OutboundDeadlines {
        switch self {
        case .request(let request): request.deadlines
        case .mail(let mail): mail.deadlines
        }
    }
}
