import LanguageModel

/// The same values every time, so that a failure can be looked at.
struct Lottery: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Some: Collection>(_ some: Some) -> Some.Element {
        some[some.index(some.startIndex, offsetBy: Int.random(in: 0..<some.count, using: &self))]
    }

    mutating func digits(_ count: Int) -> String {
        (0..<count).map { _ in String(Int.random(in: 0...9, using: &self)) }.joined()
    }

    mutating func letters(_ count: Int, from alphabet: String) -> String {
        String((0..<count).map { _ in pick(alphabet) })
    }
}

/// Personal data as people write it: invented, valid in form, in sentences of several languages.
enum Sample {
    static func value(_ kind: PersonalData.Kind, _ lottery: inout Lottery) -> String {
        switch kind {
        case .email: email(&lottery)
        case .phone: phone(&lottery)
        case .card: card(&lottery)
        case .iban: iban(&lottery)
        case .key: key(&lottery)
        case .ip: ip(&lottery)
        }
    }

    static let sentences: [String] = [
        "My value is {}.", "Please use {} for this order",
        "I wrote ({}) into the form, why does it not work?",
        "{} is not accepted", "It says \"{}\" there.", "Können Sie {} bitte ändern?", "Meine Angabe: {}",
        "Ich habe {}, aber es geht nicht.", "Mi dato es {}, ¿qué hago?", "Voici : {}. Merci !",
        "Ecco {}; cosa devo fare?", "O meu é {}!", "Вот {} и всё.", "我的是{}，谢谢。", "これは{}です。",
        "هذا {} لا يعمل", "a {} b\nnext line", "first;{};last", "<{}>", "value={}", "**{}**", "* {}",
    ]

    private static func email(_ lottery: inout Lottery) -> String {
        let local = lottery.pick([
            "anna", "j.doe", "max.mustermann+shop", "o'neil", "li_wei", "x", "a-b.c", "jürgen", "info2026",
            "MARIA.LOPEZ", "用户", "иван",
        ])
        let host = lottery.pick([
            "example.com", "mail.example.co.uk", "xn--bcher-kva.example", "bücher.example", "EXAMPLE.ORG",
            "a.b.c.example.net", "my-shop.example", "firma.museum",
        ])
        return local + lottery.digits(Int.random(in: 0...2, using: &lottery)) + "@" + host
    }

    private static func phone(_ lottery: inout Lottery) -> String {
        // D: any digit, N: 2...9.
        let form = lottery.pick([
            "+49 1ND DDDDDDD", "+49 (0) 30 NDDDDDDD", "+1 (NDD) NDD-DDDD", "+44 20 NDDD DDDD",
            "+33 N DD DD DD DD",
            "0049 1ND DDDDDDD", "(NDD) NDD-DDDD", "NDD-NDD-DDDD", "NDD.NDD.DDDD", "1-NDD-NDD-DDDD",
            "01ND DDDDDDD", "0ND/DDDDDDD", "0N DD DD DD DD", "0N.DD.DD.DD.DD", "+91 NDDDD DDDDD",
            "+86 13D DDDD DDDD", "(11) 9DDDD-DDDD", "6DD DD DD DD", "090-DDDD-DDDD", "+34NDDDDDDDDD",
            "0NDDDDDDDDD", "8 (9DD) DDD-DD-DD", "+41 79 DDD DD DD", "tel. NDDDDDDD", "phone: NDDDD DDDDD",
        ])
        return lottery.filled(form)
    }

    private static func card(_ lottery: inout Lottery) -> String {
        let (start, length) = lottery.pick([
            ("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("34", 15), ("37", 15), ("6011", 16), ("36", 14),
            ("3530", 16), ("62", 19), ("4", 13),
        ])
        let digits = withLuhn(start + lottery.digits(length - start.count - 1))
        let separator = lottery.pick(["", " ", "-", "\u{A0}"])
        return groups(digits, length == 15 ? [4, 6, 5] : [4, 4, 4, 4, 4], separator)
    }

    private static func iban(_ lottery: inout Lottery) -> String {
        let (country, form) = lottery.pick([
            ("DE", "DDDDDDDDDDDDDDDDDD"), ("GB", "LLLLDDDDDDDDDDDDDD"), ("FR", "DDDDDDDDDDLDDDDDDDDDLDD"),
            ("NL", "LLLLDDDDDDDDDD"), ("NO", "DDDDDDDDDDD"), ("MT", "LLLLDDDDDDDDDDDDDDDDDDDDDDD"),
            ("CH", "DDDDDDDDDDDDDDDDD"), ("ES", "DDDDDDDDDDDDDDDDDDDD"), ("PL", "DDDDDDDDDDDDDDDDDDDDDDDD"),
        ])
        let rest = lottery.filled(form)
        let check = 98 - remainder(rest + country + "00")
        let iban = country + (check < 10 ? "0" : "") + String(check) + rest
        let written = groups(iban, Array(repeating: 4, count: 9), lottery.pick(["", " ", "-"]))
        return Bool.random(using: &lottery) ? written : written.lowercased()
    }

    private static func key(_ lottery: inout Lottery) -> String {
        let mixed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        let form = Int.random(in: 0...9, using: &lottery)
        return switch form {
        case 0: "sk-proj-" + lottery.letters(40, from: mixed)
        case 1: "ghp_" + lottery.letters(36, from: mixed)
        case 2: "AKIA" + lottery.letters(16, from: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        case 3: "xoxb-\(lottery.digits(12))-" + lottery.letters(24, from: mixed)
        case 4: "sk_live_" + lottery.letters(24, from: mixed)
        case 5:
            "eyJhbGciOiJIUzI1NiJ9.eyJ" + lottery.letters(40, from: mixed) + "."
                + lottery.letters(43, from: mixed)
        case 6: lottery.letters(43, from: mixed + "-_")
        case 7: lottery.letters(40, from: mixed + "/+")
        case 8: "Bearer " + lottery.letters(32, from: "0123456789abcdef")
        default: "password: " + lottery.letters(9, from: mixed) + lottery.digits(1) + "!x"
        }
    }

    private static func ip(_ lottery: inout Lottery) -> String {
        func octet(_ range: ClosedRange<Int>) -> String { String(Int.random(in: range, using: &lottery)) }
        func group() -> String { String(Int.random(in: 0x1000...0xFFFF, using: &lottery), radix: 16) }
        return switch Int.random(in: 0...5, using: &lottery) {
        case 0: "2001:db8::\(group())"
        case 1: "fe80::\(group()):\(group())"
        case 2: (0..<8).map { _ in group() }.joined(separator: ":") + ""
        case 3: "::ffff:\(octet(1...126)).\(octet(0...255)).2.1"
        default: "\(octet(1...126)).\(octet(0...255)).\(octet(0...255)).\(octet(1...254))"
        }
    }

    private static func groups(_ text: String, _ lengths: [Int], _ separator: String) -> String {
        var rest = text[...]
        var parts: [Substring] = []
        for length in lengths where !rest.isEmpty {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return (parts + (rest.isEmpty ? [] : [rest])).joined(separator: separator)
    }

    private static func withLuhn(_ digits: String) -> String {
        let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
            let digit = entry.element.wholeNumberValue ?? 0
            let doubled = entry.offset % 2 == 0 ? digit * 2 : digit
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return digits + String((10 - sum % 10) % 10)
    }

    private static func remainder(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { rest, scalar in
            let value = scalar.value < 58 ? Int(scalar.value) - 48 : Int(scalar.value) - 55
            return (rest * (value > 9 ? 100 : 10) + value) % 97
        }
    }
}

extension Lottery {
    fileprivate mutating func filled(_ form: String) -> String {
        form.map { character in
            switch character {
            case "D": digits(1)
            case "N": String(Int.random(in: 2...9, using: &self))
            case "L": letters(1, from: "ABCDEFGHJKLMNPQRSTUVWXYZ")
            default: String(character)
            }
        }.joined()
    }
}
