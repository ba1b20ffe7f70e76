/// Why a sign-in, a change or an invitation did not work. The texts never say which part of a sign-in was
/// wrong.
package enum IdentityFailure: Error, Hashable, Sendable, CustomStringConvertible {
    case wrongCredentials
    /// Address and password are right, and a code is asked for.
    case codeNeeded
    case codeWrong
    /// Each code opens once.
    case codeUsed
    /// The code is one of an earlier or later time: minutes by which the phone goes wrong.
    case codeOfAnotherTime(minutes: Int)
    /// The key that seals the secrets is another than when the factor was set up.
    case factorUnreadable
    case factorMissing
    case factorExists
    /// Too many wrong passwords or codes for one account.
    case lockedOut(minutes: Int)
    case wrongPassword
    case invitationInvalid
    case emailTaken
    case emailInvalid
    case nameInvalid
    case passwordTooShort
    case passwordTooLong
    case passwordTooCommon
    case unknownUser
    case unknownSession
    case lastAdministrator
    /// Too many passwords are being checked at once.
    case tooBusy

    package var description: String {
        switch self {
        case .wrongCredentials: "The e-mail address or the password is wrong."
        case .codeNeeded: "Enter the six digits that your authenticator app shows, or a recovery code."
        case .codeWrong: "This code is not right: enter the one that your authenticator app shows now."
        case .codeUsed: "This code was used already: wait for the next one."
        case .codeOfAnotherTime(let minutes):
            "This code is of another time: your phone's clock seems to be \(abs(minutes)) minutes "
                + "\(minutes > 0 ? "fast" : "slow"). Set it by the network, or use a recovery code."
        case .factorUnreadable:
            "The second factor cannot be checked, as the data folder's key has changed: ask an administrator "
                + "to switch it off for you, or run `baton user totp-off`."
        case .factorMissing: "There is no second factor to confirm: start again."
        case .factorExists: "The second factor is on already: remove it first."
        case .lockedOut(let minutes):
            "Too many failed attempts for this account: try again in \(minutes) "
                + "minute\(minutes == 1 ? "" : "s")."
        case .wrongPassword: "This is not your present password."
        case .invitationInvalid: "This link was used or has expired: ask for a new one."
        case .emailTaken: "Somebody with this e-mail address is already there."
        case .emailInvalid: "That does not look like an e-mail address: check it for typing mistakes."
        case .nameInvalid: "Enter a name of at most \(User.nameCharactersMax) characters."
        case .passwordTooShort: "Choose a password of at least \(Password.charactersMin) characters."
        case .passwordTooLong: "Choose a password of at most \(Password.charactersMax) characters."
        case .passwordTooCommon: "This password is easy to guess: choose another one."
        case .unknownUser: "There is no user with this address: look at the list of people."
        case .unknownSession: "This session has ended already."
        case .lastAdministrator:
            "Nobody else could administer Baton: make somebody else an administrator first."
        case .tooBusy: "Too many people are signing in at this moment: try again shortly."
        }
    }
}
