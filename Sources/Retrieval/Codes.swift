/// Which words are codes: error numbers, versions, names in programs. A code means one thing; what is near it
/// in spelling or in meaning is something else.
enum Codes {
    /// Fewer digits behind a hyphen are a step, a count or a plan: `step-2`, `top-10`.
    static let digitsMin = 3

    /// Letters with signs behind them, `c++` or `f#`; `nil` when there is none in what stands between spaces.
    static func signed(
        _ chunk: [Unicode.Scalar], from first: Int, to last: Int
    ) -> ArraySlice<Unicode.Scalar>? {
        let signs = chunk[(last + 1)...].prefix { $0 == "+" || $0 == "#" }
        let letters = chunk[first...last]
        guard (1...signsMax).contains(signs.count), letters.allSatisfy(isLetter),
            signs.first == "#" || signs.count == signsMax
        else { return nil }
        return chunk[first..<signs.endIndex]
    }

    private static let signsMax = 2

    /// The one form that a code is searched by, `e1042` for `E-1042`; `nil` for what is none.
    static func code(_ word: ArraySlice<Unicode.Scalar>, isFlag: Bool) -> ArraySlice<Unicode.Scalar>? {
        // Addresses of pages and people, times, and "and/or".
        guard !word.contains(where: { "/@:\\%&=?".unicodeScalars.contains($0) }) else { return nil }
        if isFlag { return word }
        let (letters, digits) = (word.contains(where: isLetter), word.contains(where: isDigit))
        if word.contains("_") { return letters ? word : nil }
        guard digits else { return nil }
        if isVersion(word) { return word }
        guard letters, let first = word.first, let last = word.last else { return nil }
        if isHexadecimal(word) { return word }
        let number = word.reversed().prefix(while: isDigit).count
        let head = word.dropLast(number)
        guard isLetter(first), isDigit(last), number >= digitsMin else { return nil }
        if head.last == "-", head.dropLast().allSatisfy({ isLetter($0) || isDigit($0) || $0 == "-" }) {
            return Array(word.filter { $0 != "-" })[...]
        }
        return head.count == 1 ? word : nil
    }

    /// What codes of one kind share: `e` of `e1042`, `err_` of `err_conn_reset`, `--` of flags. A library
    /// that knows none of a kind says nothing of them: `a30417` may be the number of an order.
    static func family(of code: String) -> String {
        let scalars = Array(code.unicodeScalars)
        if code.hasPrefix("--") { return "--" }
        if scalars.last == "+" || scalars.last == "#" { return "+" }
        if let line = scalars.firstIndex(of: "_") {
            return String(String.UnicodeScalarView(scalars[...line]))
        }
        if isVersion(scalars[...]) { return "." }
        if isHexadecimal(scalars[...]) { return "0x" }
        return String(String.UnicodeScalarView(scalars.prefix { !isDigit($0) }))
    }

    /// `v4.2`, `4.2.1`, `127.0.0.1`; no price, and no date such as `12.10.2026`.
    private static func isVersion(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
        let isMarked = word.first == "v"
        let numbers = word.dropFirst(isMarked ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count >= (isMarked ? 2 : 3) else { return false }
        return numbers.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(isDigit) }
    }

    private static func isHexadecimal(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
        word.count > 3 && word.starts(with: ["0", "x"])
            && word.dropFirst(2).allSatisfy { isDigit($0) || ("a"..."f").contains($0) }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
