import Mail
import Outbound

extension Checkup {
    /// Whether replies can go out: connects and signs in, and sends nothing.
    func mail() async -> Finding {
        do {
            guard let mail = try settings.mail.read() else {
                return .good(
                    "mail", "none is sent: agents write to an address themselves. smtp_url changes it.")
            }
            let place = " The server's address is from \(force.place(of: "smtp_url"))."
            let client = try OutboundClient()
            let steps = await MailTrial(client: client, clock: SystemClock()).probe(mail)
            await client.shutdown()
            if let broken = steps.first(where: { !$0.isDone }) {
                return .bad("mail", broken.detail + place)
            }
            return .good("mail", "\(mail.host) would take mails from \(mail.from.address)." + place)
        } catch {
            return .bad("mail", "\(error)")
        }
    }
}
