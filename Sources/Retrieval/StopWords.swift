/// Words that carry no topic.
enum StopWords {
    /// Grammar: never searched for. Unknown languages have none; idf does the work there.
    static func grammar(_ language: String) -> Set<String> { grammar[language] ?? [] }

    /// What people wrap a question in ("how do I get", "I want to use"): searched for, but no evidence
    /// either way.
    static func fillers(_ language: String) -> Set<String> { fillers[language] ?? [] }

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private static let grammar = [
        "en": words(
            """
            a an the and or but if then else than that this these those there here it its itself is
            are was were be been being am do does did done doing have has had having i me my mine we
            us our ours you your yours he him his she her they them their who whom whose which what
            when where why how to of in on at by for from with without into onto over under about as
            so too very just only also any some no not nor don doesn didn isn aren wasn weren won
            wouldn couldn shouldn can cannot could should would will shall may might must ll ve re m
            s t d please hello hi hey thanks thank ok okay again ever still yet up out off there's
            im ive dont cant
            """),
        "de": words(
            """
            der die das den dem des ein eine einen einem einer eines und oder aber wenn dann als
            dass dies diese dieser dieses diesen es ist sind war waren sein bin bist seid wird
            werden wurde habe hat haben hatte ich mich mir mein meine meinen meinem meiner wir uns
            unser unsere du dich dir dein deine sie ihr ihre ihren er ihn ihm wer wen was wann wo
            warum wieso wie welche welcher welches zu von im in an am auf bei fur aus mit ohne uber
            unter um nach vor so sehr nur auch nicht kein keine kann konnen konnte soll sollte muss
            mussen darf bitte hallo danke man mal denn doch zum zur beim vom
            """),
        "es": words(
            """
            el la los las lo un una unos unas y o u pero si que este esta estos estas ese esa eso
            esto es son era fue ser soy estoy estan hay he ha han tengo tiene yo me mi mis nosotros
            nos nuestro tu tus te usted su sus ella ellos quien cual cuales cuando donde por para
            porque como a al de del en con sin sobre entre muy solo tambien no ni puedo puede
            podemos pueden debo debe hola gracias favor se le les ya mas
            """),
        "fr": words(
            """
            le la les l un une des du de d et ou mais si que qu ce cet cette ces c est sont etait
            etre suis es a ai as ont avoir je j me m mon ma mes nous notre nos tu te t ton ta tes
            vous votre vos il elle ils elles on se s son sa ses leur leurs qui quoi quel quelle
            quels quelles quand pourquoi comment au aux en dans par pour sur sous avec sans tres
            seulement aussi ne n pas ni peux peut pouvons pouvez peuvent dois doit faut bonjour
            salut merci plait y
            """),
    ]

    private static let fillers = [
        "en": words(
            """
            get getting use using used want wants need needs like know tell make way possible able
            find see look try trying thing things something anything someone anyone happen happens
            happening mean means give take let help question understand explain exactly actually
            really go going come one two another other others same different difference between
            everything everyone everybody somebody nobody many much more most less least few several
            all every each lot bit kind sort part right best better good well fine nice currently
            now today always never often sometimes maybe perhaps probably later soon already instead
            since while during until because however sure wondering wonder hoping hope think thought
            guess seem seems feel say said says talk call called lets allowed supposed tried keep
            keeps done forgot forget left remember guys folks quick quickly easy easily simple
            simply new old first last next whole entire full own anyway etc basically support
            supports supported offer offers provide provides happened far big small time times
            anybody nothing self himself itself themselves else kindly must contains around
            """),
        "de": words(
            """
            gibt geht gehen machen mache macht mochte will wollen brauche brauchen finde finden
            wissen sagen zeigen moglich etwas jemand hilfe frage funktioniert funktionieren bedeutet
            passiert nutzen benutzen verwenden
            """),
        "es": words(
            """
            quiero quiere necesito necesita hacer hago usar uso encontrar saber ver posible algo
            alguien ayuda pregunta funciona significa pasa dar decir utilizar
            """),
        "fr": words(
            """
            veux veut voudrais besoin faire fais fait utiliser utilise trouver savoir voir possible
            quelque chose quelqu aide question fonctionne signifie passe donner dire marche
            """),
    ]
}
