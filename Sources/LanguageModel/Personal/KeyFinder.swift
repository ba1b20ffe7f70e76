/// Passwords, tokens and keys: by the mark that their makers put in front, by the word that people write
/// before them, or because nothing else looks so random.
enum KeyFinder {
    /// Shorter rows of characters without a mark are words, orders and the like.
    static let randomScalarsMin = 24
    /// Of letters and digits.
    static let randomLettersMin = 20
    static let markedScalarsMin = 8
    static let saidScalarsMin = 6
    /// A private key may have a thousand lines, a question has not.
    static let blockScalarsMax = 20_000

    static func ranges(in text: ScannedText) -> [Range<Int>] {
        let blocks = KeyBlocks.ranges(in: text)
        let tokens = tokens(in: text)
        return blocks + said(text, tokens) + logins(text) + tokens.filter { isKey(text, $0) }
    }

    /// Rows of characters that keys are written with, without the full stops and signs of a sentence.
    private static func tokens(in text: ScannedText) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        for index in 0...text.indices.upperBound {
            if let scalar = text[index], isToken(scalar) { continue }
            var range = start..<index
            while let last = text[range.upperBound - 1], !range.isEmpty, ".-/:".unicodeScalars.contains(last)
            {
                range = range.lowerBound..<(range.upperBound - 1)
            }
            if range.count >= saidScalarsMin { found.append(range) }
            start = index + 1
        }
        return found
    }

    private static func isToken(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIIWord || "-+/.~".unicodeScalars.contains(scalar)
    }

    private static func isKey(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        // A row that goes on beyond ASCII is a word.
        let before = text[range.lowerBound - 1]?.value ?? 0
        guard !(0xC0...0x24F).contains(before) else { return false }
        let token = text.string(range)
        return isMarked(token) || (!isPath(text, range, token) && isRandom(token))
    }

    private static func isMarked(_ token: String) -> Bool {
        guard let mark = marks.first(where: token.hasPrefix) else { return false }
        let rest = token.dropFirst(mark.count)
        return rest.count >= markedScalarsMin && rest.first != "-"
            && rest.contains { $0.isNumber || $0.isUppercase }
    }

    /// Pages, files and packages have long names too.
    private static func isPath(_ text: ScannedText, _ range: Range<Int>, _ token: String) -> Bool {
        token.hasPrefix("/") || token.hasPrefix(".") || token.hasPrefix("www.")
            || text[range.lowerBound - 1] == "@"
    }

    /// Letters of both cases and digits, or small letters and digits, in no order that a word has.
    private static func isRandom(_ token: String) -> Bool {
        guard token.count >= randomScalarsMin, !token.contains(".") || token.count(where: { $0 == "." }) == 2
        else { return false }
        let run = token.filter { $0.isLetter || $0.isNumber }
        guard run.count >= randomLettersMin, !run.allSatisfy(\.isHexDigit) else { return false }
        var (changes, digitRuns, uppers, lowers) = (0, 0, 0, 0)
        var last = 0
        for character in run {
            let kind = character.isNumber ? 1 : character.isUppercase ? 2 : 3
            if kind != last { changes += 1 }
            if kind == 1, last != 1 { digitRuns += 1 }
            if kind == 2 { uppers += 1 }
            if kind == 3 { lowers += 1 }
            last = kind
        }
        let isMixed = uppers > 1 && lowers > 1
        return digitRuns >= 2 && Double(changes) >= 0.3 * Double(run.count) && (isMixed || digitRuns >= 3)
    }

    /// "password: x", "api key = x", "Bearer x"; "is" only before what is no word.
    private static func said(_ text: ScannedText, _ tokens: [Range<Int>]) -> [Range<Int>] {
        let spoken = text.indices.filter { text[$0] == ":" || text[$0] == "=" }.compactMap { sign in
            value(text, behind: sign + 1, isSure: true, words: text.words(before: sign, scalarsMax: 24))
        }
        let told = tokens.compactMap { token -> Range<Int>? in
            var words = text.words(before: token.lowerBound, scalarsMax: 32)
            guard let last = words.popLast() else { return nil }
            if bearers.contains(last) {
                return token.count >= markedScalarsMin
                    && text.string(token).contains(where: { $0.isNumber || $0.isUppercase }) ? token : nil
            }
            guard verbs.contains(last) else { return nil }
            return value(text, behind: token.lowerBound, isSure: false, words: words)
        }
        return spoken + told
    }

    private static func value(
        _ text: ScannedText, behind start: Int, isSure: Bool, words: [Substring]
    ) -> Range<Int>? {
        guard text[start] != "/",
            words.suffix(2).contains(where: nouns.contains)
                || text.has(unspacedNouns, before: start, scalarsMax: unspacedScalarsMax)
        else { return nil }
        var begin = start
        while let scalar = text[begin],
            scalar.isSpace || "\"'`\u{201C}\u{201E}".unicodeScalars.contains(scalar),
            begin - start < 3
        {
            begin += 1
        }
        var end = begin
        while let scalar = text[end], !scalar.properties.isWhitespace,
            !"\"`\u{201D}<>".unicodeScalars.contains(scalar)
        {
            end += 1
        }
        while end > begin, let last = text[end - 1], ".,;:!?)'".unicodeScalars.contains(last) { end -= 1 }
        guard end - begin >= saidScalarsMin, !text.isWord(end) else { return nil }
        let hasDigit = (begin..<end).contains(where: text.isDigit)
        let hasSign = (begin..<end).contains { text[$0]?.isASCIIWord == false && text[$0] != "-" }
        return hasDigit || (isSure && hasSign) ? begin..<end : nil
    }

    /// `https://user:password@host`: what stands between `://` and `@`.
    private static func logins(_ text: ScannedText) -> [Range<Int>] {
        text.indices.compactMap { index in
            guard text[index] == ":", text[index + 1] == "/", text[index + 2] == "/" else { return nil }
            var (end, colons) = (index + 3, 0)
            while let scalar = text[end], scalar != "@" {
                guard !scalar.properties.isWhitespace, scalar != "/", end - index < 256 else { return nil }
                if scalar == ":" { colons += 1 }
                end += 1
            }
            return text[end] == "@" && colons > 0 ? (index + 3)..<end : nil
        }
    }

    private static let marks = [
        "sk-", "sk_", "pk_", "rk_", "whsec_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-",
        "xoxb-", "xoxp-", "xoxa-", "xoxs-", "xapp-", "AKIA", "ASIA", "AIza", "ya29.", "eyJ", "SG.", "hf_",
        "npm_", "pypi-", "dop_v1_", "shpat_", "shpss_", "sq0", "EAAC", "gsk_", "r8_", "xai-",
        "lin_api_", "ATATT", "NRAK-", "dapi", "AGE-SECRET-KEY-",
    ]

    private static let bearers: Set<Substring> = ["bearer", "basic"]
    private static let verbs: Set<Substring> = ["is", "ist", "lautet", "es", "est", "è", "was", "war"]
    private static let nouns: Set<Substring> = [
        "password", "passwort", "passwd", "pwd", "pass", "passphrase", "kennwort", "contraseña", "contrasena",
        "clave", "passe", "senha", "wachtwoord", "secret", "token", "key", "apikey", "schlüssel", "pin",
        "пароль",
    ]
    private static let unspacedNouns = ["密码", "密碼", "パスワード", "비밀번호"]
    private static let unspacedScalarsMax = 8
}

/// Private keys as files hold them (RFC 7468), from the first line to the last.
private enum KeyBlocks {
    static func ranges(in text: ScannedText) -> [Range<Int>] {
        var found: [Range<Int>] = []
        let begin = Array("-----BEGIN".unicodeScalars)
        let end = Array("-----END".unicodeScalars)
        var index = 0
        while let start = text.scalars[index...].firstRange(of: begin)?.lowerBound {
            let limit = min(text.scalars.count, start + KeyFinder.blockScalarsMax)
            guard text.string(start..<min(limit, start + 60)).contains("PRIVATE") else {
                index = start + begin.count
                continue
            }
            // What was cut off in the middle is a key as well.
            let close = text.scalars[start..<limit].firstRange(of: end)
            let tail = close.flatMap { found in
                text.scalars[found.upperBound..<limit].firstRange(of: Array("-----".unicodeScalars))
            }
            index = tail?.upperBound ?? limit
            while text.isWord(index) { index += 1 }
            found.append(start..<index)
        }
        return found
    }
}
