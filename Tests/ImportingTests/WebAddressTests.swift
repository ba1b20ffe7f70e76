import Importing
import Testing

@Suite struct WebAddressTests {
    @Test(arguments: [
        ("HTTP://Shop.Example:80/A#part", "http://shop.example/A"),
        ("https://shop.example", "https://shop.example/"),
        ("https://shop.example:8443/a?b=1", "https://shop.example:8443/a?b=1"),
        ("https://shop.example/a/../b", "https://shop.example/b"),
        ("  https://shop.example/a b ", "https://shop.example/a%20b"),
        ("http://2130706433/", "http://2130706433/"),
    ])
    func `one page has one address`(_ text: String, _ expected: String) {
        #expect(WebAddress(text)?.text == expected)
    }

    @Test(arguments: [
        "", "shop.example/a", "ftp://shop.example/", "file:///etc/passwd", "javascript:alert(1)",
        "https://user:secret@shop.example/", "https://", "http:///path",
        "https://shop.example/" + String(repeating: "a", count: 2_000),
    ])
    func `what cannot be asked for is none`(_ text: String) {
        #expect(WebAddress(text) == nil)
    }

    @Test func `a relative address starts from its page`() throws {
        let base = try #require(WebAddress("https://www.shop.example/docs/guide/index.html?x=1"))
        #expect(WebAddress("../setup#a", base: base)?.text == "https://www.shop.example/docs/setup")
        #expect(WebAddress("//other.example/x", base: base)?.host == "other.example")
        #expect(WebAddress("/robots.txt", base: base)?.text == "https://www.shop.example/robots.txt")
        #expect(base.site == "shop.example" && base.origin == "https://www.shop.example")
    }
}
