/// Words that people use for one another when they ask for help, whatever the product.
enum Synonyms {
    /// The other words of the groups that `word` is in; folded, not stemmed.
    static func of(_ word: String, language: String) -> [String] {
        guard language == "en" else { return [] }
        return english[word] ?? []
    }

    private static let english: [String: [String]] = {
        var table: [String: Set<String>] = [:]
        for group in (groups + "," + irregularForms).split(separator: ",") {
            let words = group.split(whereSeparator: \.isWhitespace).map(String.init)
            for word in words { table[word, default: []].formUnion(words.filter { $0 != word }) }
        }
        return table.mapValues { $0.sorted() }
    }()

    /// Divided by commas.
    private static let groups = """
        add put insert embed install place include integrate, install setup deploy, set setup configure
        config, change edit modify update alter switch, delete remove erase, start launch run begin
        boot, stop quit shut halt, page site website webpage, error problem issue failure, fail fails
        failed crash, store save keep stored saved kept, person human agent operator people, price cost
        costs fee charge, login signin, signin sign, login log, password passphrase, limit maximum max,
        backup copy, config configuration settings setting option, picture image photo, doc docs
        documentation manual handbook, folder directory, link url address, email mail, answer reply
        respond response, chat widget bubble, create make new, language translation translated, allow
        permit enable, disable deactivate block, machine server host, database db, colleague teammate
        member coworker employee, invite invitation, requirement require required need needs needed,
        upgrade update, restart reboot, restore recover, article document, safe secure security, contain
        hold include, wrong incorrect mistake error, correct fix repair improve, valid expire, show
        display appear see view, speak talk chat, hidden hide internal private, list overview, tell told
        notify inform, customer client user visitor, latest newest new newer, old older previous,
        permission right access role, text message messages
        """

    /// Forms that no stemmer brings together.
    private static let irregularForms = """
        send sent, keep kept, write wrote written, hold held, show shown, leave left, lose lost, see saw
        seen, choose chose chosen, build built, make made, find found, run ran, take took taken, give
        gave given, pay paid, get got, break broke broken, speak spoke spoken, tell told, say said, buy
        bought, begin began begun, forget forgot forgotten, hide hid hidden, go went gone, know knew
        known, drop dropped, stick stuck, wake woke woken, think thought, mean meant, spend spent, sell
        sold, understand understood, draw drew drawn, grow grew grown, child children, man men, woman
        women, person people, index indices, datum data, datasets dataset
        """
}
