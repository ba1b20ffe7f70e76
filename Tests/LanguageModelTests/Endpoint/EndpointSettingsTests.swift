import LanguageModel
import Outbound
import Testing

struct EndpointSettingsTests {
    @Test(arguments: [
        ("https://api.example.com/v1", "api.example.com"), ("HTTP://127.0.0.1:8080/v1/", "127.0.0.1:8080"),
        ("http://[::1]:11434/v1", "[::1]:11434"), ("https://example.com", "example.com"),
        ("https://r.example.com/openai/deployments/d", "r.example.com"),
    ])
    func `an address is taken`(_ text: String, _ host: String) throws {
        #expect(try EndpointAddress(text).host == host)
    }

    @Test(arguments: [
        ("", EndpointSettings.Flaw.addressScheme), ("api.example.com/v1", .addressScheme),
        ("file:///etc/passwd", .addressScheme), ("ftp://example.com", .addressScheme),
        ("http://", .addressHost),
        ("http:///v1", .addressHost), ("http://:80/v1", .addressHost), ("http://a:0/v1", .addressHost),
        ("http://a:99999/v1", .addressHost), ("http://a:b:c/v1", .addressHost),
        ("http://[::1/v1", .addressHost),
        ("https://user:secret@a/v1", .addressUserInfo), ("https://key@a", .addressUserInfo),
        ("https://a/v1?api-version=1", .addressQuery), ("https://a/v1#x", .addressQuery),
        ("https://a/v1/chat/completions", .addressPath), ("https://a/v1/chat/completions/", .addressPath),
        ("https://a/v 1", .addressCharacters), ("https://a/v1\r\nX: y", .addressCharacters),
        ("https://exämple.com/v1", .addressCharacters),
    ])
    func `a wrong address is refused with what to do`(_ text: String, _ flaw: EndpointSettings.Flaw) {
        #expect(throws: flaw) { try EndpointAddress(text) }
        #expect(!flaw.description.contains("secret"))
    }

    @Test(arguments: [
        ("http://127.0.0.1:1/v1", false), ("http://localhost/v1", false), ("http://[::1]:1/v1", false),
        ("https://example.com", false), ("http://example.com/v1", true), ("http://10.0.0.7:8000", true),
        ("http://localhost.example.com", true),
    ])
    func `a key that would travel in the clear can be warned of`(_ text: String, _ isInTheClear: Bool) throws
    {
        #expect(try EndpointAddress(text).isInTheClear == isInTheClear)
    }

    @Test func `models and headers that would break a request are refused`() throws {
        let address = try EndpointAddress("https://example.com/v1")
        for model in ["", "a\nb", String(repeating: "m", count: 300)] {
            #expect(throws: EndpointSettings.Flaw.model) {
                try EndpointSettings(address: address, model: model)
            }
        }
        let headers = [
            OutboundHeader("X", "a\r\nb"), OutboundHeader("", "a"),
            OutboundHeader("Authorization", "Bearer x"),
            OutboundHeader("content-LENGTH", "1"), OutboundHeader("Host", "b"),
        ]
        for header in headers {
            #expect(throws: EndpointSettings.Flaw.header) {
                try EndpointSettings(address: address, model: "m", headers: [header])
            }
        }
    }

    @Test func `every flaw has a sentence of its own`() {
        #expect(
            Set(EndpointSettings.Flaw.allCases.map(\.description)).count
                == EndpointSettings.Flaw.allCases.count)
        #expect(Set(APIKey.Flaw.allCases.map(\.description)).count == APIKey.Flaw.allCases.count)
    }
}
