/// Words that say the same when a help article is put into other words, and forms that no stemmer brings
/// together. Only what can be exchanged without changing what is true.
enum Paraphrases {
    /// What stands for each stem of a group; stems that are in none stand for themselves.
    static func table(language: String, stem: (String) -> String?) -> [String: String] {
        guard language == "en" else { return [:] }
        var table: [String: String] = [:]
        for group in english.split(separator: ",") {
            let stems = group.split(whereSeparator: \.isWhitespace).compactMap { stem(String($0)) }
            guard let first = stems.first else { continue }
            let common = table[first] ?? first
            for stem in stems where table[stem] == nil { table[stem] = common }
        }
        return table
    }

    private static let english = """
        press click tap hit choose select pick, open go visit, show shown display see appear view, say \
        tell told inform notify, keep kept store stored save saved hold held, use used work works valid, \
        start begin began begun launch, end finish ended, change edit modify update, delete remove erase, \
        add create make made new, send sent, get got receive received, need require required must \
        necessary, allow permit let possible, include contain comprise, call called name named, whole all \
        everything entire complete full, elsewhere else anywhere, person people human somebody \
        someone, nobody noone, page site website, email mail, login signin, password passphrase, cost \
        price costs, write wrote written type, wait waiting waited, last past previous, several many \
        multiple, picture image photo, folder directory, link url, button icon, \
        setting option preference, machine computer server, quote cite, take took taken, run ran execute, \
        leave left, lose lost, find found, give gave given provide, repair fix, question request, reply \
        answer respond, ask request, try tried attempt, problem error issue, team staff, colleague \
        coworker teammate, maximum max limit, minimum min, yearly annual year annually, monthly month, \
        daily day, weekly week, customer client
        """
}
