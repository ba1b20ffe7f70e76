import Importing
import Knowledge
import Testing

/// Tables of questions and the exports of help desks.
@Suite struct ExportTests {
    @Test func `a table of questions becomes one article a row`() throws {
        let table = """
            Question;Answer;Url;Language
            "How do I pay; by card?";"<p>Open <b>Billing</b>.</p>";https://shop.example/pay;de-AT
            Where is my order?;"See **orders**,
            line two";;
            ;An answer alone;;
            What is this?;;;
            """
        let harvest = try QuestionTable.harvest(Array(table.utf8), file: "faq.csv")
        #expect(harvest.pages.map(\.title) == ["How do I pay; by card?", "Where is my order?"])
        #expect(harvest.pages.map(\.markdown) == ["Open **Billing**.\n", "See **orders**,\nline two\n"])
        #expect(harvest.pages.map(\.language) == ["de", nil])
        #expect(
            harvest.pages[0].key
                == ImportedPage.Key(slug: "how-do-i-pay-by-card", sourceURL: "https://shop.example/pay"))
        #expect(
            harvest.skips.map(\.skip.line) == [
                "faq.csv:5: it has neither a heading nor a title", "faq.csv:6: it has no text",
            ])
    }

    @Test func `a table without the two columns says which it needs`() {
        let failure = #expect(throws: SourceFailure.self) {
            try QuestionTable.harvest(Array("a,b\n1,2".utf8), file: "x.csv")
        }
        #expect(failure?.description.contains("question, answer") == true)
    }

    @Test func `Zendesk articles keep their numbers, languages and secrets`() throws {
        let first = """
            {"count": 4, "next_page": "https://shop.example/2", "sections": [{"id": 9, "name": "Billing"}],
             "articles": [
              {"id": 360001, "title": "Pay by card", "body": "<h1>Cards</h1><p>Open billing.</p>",
              "locale": "en-us",
               "source_locale": "en-us", "draft": false, "section_id": 9, "user_segment_id": null,
               "html_url": "https://shop.example/hc/en-us/articles/360001-Pay-by-card", "label_names": ["x"]},
              {"id": 360001, "title": "Mit Karte zahlen", "body": "<p>Karte.</p>", "locale": "de",
               "source_locale": "en-us", "draft": false},
              {"id": 3, "title": "Later", "body": "<p>x</p>", "draft": true}]}
            """
        let second = """
            {"articles": [{"id": 4, "title": "For staff", "body": "<p>Secret.</p>",
              "draft": false, "user_segment_id": 12},
             {"id": 5, "title": "Empty", "body": null, "draft": false}]}
            """
        #expect(ZendeskExport.isOne(Array(first.utf8)))
        let harvest = try ZendeskExport.harvest([
            ("1.json", Array(first.utf8)), ("2.json", Array(second.utf8)),
        ])
        #expect(harvest.pages.map(\.key.slug) == ["zendesk-360001", "zendesk-360001-de", "zendesk-4"])
        #expect(harvest.pages[0].markdown == "## Cards\n\nOpen billing.\n")
        #expect(harvest.pages[0].productArea == "Billing")
        #expect(harvest.pages[1].translationOf == "zendesk-360001")
        #expect(harvest.pages.map(\.audience) == [nil, nil, .agents])
        #expect(harvest.skips.map(\.skip.reason) == [.draft, .noText])
        let assembly = Assembly(harvest, states: [], origin: "zendesk:export")
        #expect(assembly.articles.map(\.language) == ["en", "de", "en"])
        #expect(assembly.articles[1].translationOf == assembly.articles[0].id)
    }

    @Test func `Intercom articles come with their translations, drafts stay out`() throws {
        let export = """
            {"type": "list", "pages": {"page": 1}, "data": [
              {"id": "8712", "type": "article", "title": "Plans", "description": "All about plans.",
               "body": "<p>Choose one.</p>", "state": "published",
               "url": "https://help.example/en/8712-plans",
               "default_locale": "en", "translated_content": {"type": "article_translated_content",
                 "fr": {"type": "article_content", "title": "Offres", "body": "<p>Choisir.</p>",
                   "state": "published"},
                 "it": {"type": "article_content", "title": "Piani", "body": "<p>x</p>", "state": "draft"}}},
              {"id": 9, "title": "Soon", "body": "", "state": "draft", "url": null}]}
            """
        #expect(IntercomExport.isOne(Array(export.utf8)) && !ZendeskExport.isOne(Array(export.utf8)))
        let harvest = try IntercomExport.harvest([("a.json", Array(export.utf8))])
        #expect(harvest.pages.map(\.title) == ["Plans", "Offres"])
        #expect(harvest.pages[0].markdown == "All about plans.\n\nChoose one.\n")
        #expect(harvest.pages[1].translationOf == "intercom-8712")
        #expect(harvest.skips.map(\.skip.reason) == [.draft, .draft])
        #expect(throws: SourceFailure.self) { try IntercomExport.harvest([("b.json", Array("[]".utf8))]) }
    }
}
