/// Words that lead the reader and claim nothing.
enum Connectives {
    static let all = """
        follow follows following step steps here below above way ways please note first then next finally \
        afterwards times well too also otherwise because therefore however thus hence instead \
        want need able sure simply make see instruction instructions \
        option options source sources article help case order yes course certainly \
        happy assist answer question hope know thing things \
        folgende folgenden schritt schritte hier bitte zuerst dann danach schliesslich konnen naturlich gern \
        siguiente siguientes paso pasos aqui primero despues luego finalmente claro puede puedes \
        suivant suivante suivantes etape etapes voici ensuite enfin bien pouvez
        """
}
