/// Recognises the reply that says that there is no answer.
enum Refusal {
    /// Whether an answer begins with it, in any case, whatever quotes or marks stand around it.
    static func begins(_ text: Substring) -> Bool {
        let start = text.drop { !$0.isLetter && !$0.isNumber }
        return plain(start.prefix(Prompt.refusal.count + 1)).hasPrefix(Prompt.refusal.lowercased())
    }

    /// With its underscore it stands for nothing else; "No answer." counts only when nothing else is said.
    static func isIn(_ text: String) -> Bool {
        let folded = plain(text)
        if folded.contains(Prompt.refusal.lowercased()) { return true }
        let words = folded.split { !$0.isLetter }
        return words == ["no", "answer"] || words == ["noanswer"]
    }

    private static func plain(_ text: some StringProtocol) -> String {
        text.lowercased().replacing("\\", with: "", ignoringCase: false)
    }
}
