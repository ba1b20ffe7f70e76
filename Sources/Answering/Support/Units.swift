/// Units that numbers are measured in, by every name that they have in en, de, es and fr; folded.
enum Units {
    static func named(_ word: String) -> String? { names[word] ?? months[word] }

    private static let groups = """
        second: second seconds sec secs s sekunde sekunden segundo segundos seconde secondes
        millisecond: millisecond milliseconds ms millisekunde millisekunden milisegundos millisecondes
        minute: minute minutes min mins minuten minuto minutos
        hour: hour hours hr hrs h stunde stunden hora horas heure heures
        day: day days tag tage tagen dia dias jour jours
        week: week weeks woche wochen semana semanas semaine semaines
        month: month months monat monate monaten mes meses mois
        year: year years jahr jahre jahren ano anos an ans annee annees
        %: % percent prozent porciento pourcent
        kb: kb kib kilobyte kilobytes
        mb: mb mib megabyte megabytes
        gb: gb gib gigabyte gigabytes
        tb: tb tib terabyte terabytes
        eur: € eur euro euros
        usd: $ usd dollar dollars dolares
        gbp: £ gbp pound pounds
        chf: chf franken francs
        character: character characters zeichen caracter caracteres caractere
        """

    /// "Three times" counts nothing that has a name.
    static let times: Set<String> = ["times", "time", "mal", "veces", "vez", "fois"]

    static let monthNames = [
        "january januar enero janvier jan", "february februar febrero fevrier feb",
        "march marz marzo mars", "april abril avril apr", "may mai mayo", "june juni junio juin jun",
        "july juli julio juillet jul", "august agosto aout aug", "september septiembre septembre sep sept",
        "october oktober octubre octobre oct okt", "november noviembre novembre nov",
        "december dezember diciembre decembre dec dez",
    ]

    private static let names: [String: String] = {
        var table: [String: String] = [:]
        for group in groups.split(separator: "\n") {
            let parts = group.split(separator: ":", maxSplits: 1)
            guard let unit = parts.first, let names = parts.last else { continue }
            for name in names.split(separator: " ") { table[String(name)] = String(unit) }
        }
        return table
    }()

    /// A month is the unit of the day beside it.
    static let months: [String: String] = {
        var table: [String: String] = [:]
        for (index, names) in monthNames.enumerated() {
            for name in names.split(separator: " ") { table[String(name)] = "month-\(index + 1)" }
        }
        return table
    }()
}
