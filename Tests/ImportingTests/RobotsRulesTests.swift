import Importing
import Testing

@Suite struct RobotsRulesTests {
    @Test func `the longest rule wins, and of two as long the one that allows`() {
        let rules = RobotsRules(
            """
            User-agent: *
            Disallow: /help
            Allow: /help/public
            Disallow: /same
            Allow: /same
            """)
        #expect(!rules.allows("/help/"))
        #expect(rules.allows("/help/public/page"))
        #expect(rules.allows("/same/page"))
        #expect(rules.allows("/elsewhere"))
    }

    @Test func `a group for Baton counts alone, and all its groups together`() {
        let rules = RobotsRules(
            """
            User-agent: *
            Disallow: /
            User-agent: BATON/2.0
            User-agent: other
            Disallow: /one

            user-agent: baton # us again
            disallow: /two
            """)
        #expect(rules.allows("/"))
        #expect(!rules.allows("/one") && !rules.allows("/two"))
        #expect(!RobotsRules("User-agent: *\nDisallow: /\nUser-agent: batonette\nAllow: /").allows("/x"))
    }

    @Test(arguments: [
        ("/fish*.php", "/fish.php", true), ("/fish*.php", "/fishheads/catfish.php?id=1", true),
        ("/fish*.php", "/Fish.PHP", false), ("/*.php$", "/folder/filename.php", true),
        ("/*.php$", "/filename.php?parameters", false), ("/*.php$", "/php/a.php.php", true),
        ("/fish$", "/fish", true), ("/fish$", "/fishes", false), ("/a*$", "/abc", true),
        ("/caf%C3%A9", "/caf%c3%a9", true), ("/café", "/caf%C3%A9", true), ("/%7Ejoe", "/~joe", true),
        ("/a%2Fb", "/a/b", false), ("*", "/anything", true),
    ])
    func `patterns match as RFC 9309 says`(_ pattern: String, _ path: String, _ matches: Bool) {
        #expect(RobotsRules("User-agent: *\nDisallow: \(pattern)").allows(path) == !matches)
    }

    @Test func `an empty rule refuses nothing, and robots txt itself may always be read`() {
        #expect(RobotsRules("User-agent: *\nDisallow:").allows("/page"))
        #expect(RobotsRules("User-agent: *\nDisallow: /").allows("/robots.txt"))
        #expect(RobotsRules("Disallow: /\n<html>not a robots file</html>").allows("/page"))
        #expect(!RobotsRules.unreachable.allows("/page"))
    }

    @Test func `a wish to be slow is heard, within bounds`() {
        #expect(RobotsRules("User-agent: *\nCrawl-delay: 2.5").delaySeconds == 2.5)
        #expect(RobotsRules("User-agent: *\nCrawl-delay: 86400").delaySeconds == 30)
        #expect(RobotsRules("User-agent: *\nDisallow: /a").delaySeconds == nil)
    }

    @Test func `many stars and many rules cost little`() {
        let stars = "/" + String(repeating: "a*", count: 500) + "b"
        let file = "User-agent: *\n" + String(repeating: "Disallow: \(stars)\n", count: 400)
        #expect(RobotsRules(file).allows("/" + String(repeating: "a", count: 1_500)))
    }
}
