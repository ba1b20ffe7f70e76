import Knowledge
import Testing

/// A small library of a shop, for tests that change it.
enum Shop {
    static let words = [
        "refund", "parcel", "voucher", "invoice", "address", "courier", "card", "bank", "days", "order",
        "size", "shoes", "colour", "stock", "password", "account", "giraffes", "return", "label", "gift",
    ]

    static func revisions() throws -> [Revision] {
        try [
            revision("refunds", "Refunds", "You get a refund to your card or bank within five days."),
            revision(
                "parcels", "Where is my parcel",
                "The courier has a label number.\n\n## Late\n\nA parcel is late after nine days."),
            revision("vouchers", "Vouchers", "A gift voucher is valid for three years and pays any order."),
            revision(
                "invoices", "Invoices", "The invoice comes by mail. Change the address before it is made."),
            revision(
                "sizes", "Sizes of shoes",
                "Our shoes run small.\n\n## Stock\n\nA size that is out of stock comes back."),
            revision(
                "accounts", "Accounts and passwords", "Press the link below the form.",
                phrasings: ["I cannot sign in any more", "forgot my password"]),
        ]
    }

    static func extra(_ number: Int) throws -> Revision {
        try revision(
            "extra-\(number)", "Extra \(number)", "A colour and a gift, in \(number) days, by courier.")
    }

    static func changed(_ revision: Revision, adding text: String) throws -> Revision {
        let old = revision.article
        let article = Article(
            id: old.id, title: old.title, productArea: old.productArea, language: old.language,
            audience: old.audience, markdown: old.markdown + "\n\n" + text, phrasings: old.phrasings)
        return Revision(article: article, number: revision.number + 1, updatedAtMilliseconds: 0)
    }

    static func revision(
        _ id: String, _ title: String, _ text: String, area: String? = nil, language: String = "en",
        audience: Audience = .everyone, phrasings: [String] = []
    ) throws -> Revision {
        let article = Article(
            id: try #require(ArticleID(id)), title: title, productArea: area, language: language,
            audience: audience, markdown: text, phrasings: phrasings)
        return Revision(article: article, number: 1, updatedAtMilliseconds: 0)
    }
}
