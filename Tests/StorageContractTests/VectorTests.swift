import Storage
import Testing

@Suite struct VectorTests {
    private func vectors(_ numbers: Range<Int>) -> [String: [UInt8]] {
        Dictionary(
            uniqueKeysWithValues: numbers.map { ("key-\($0)", [UInt8(truncatingIfNeeded: $0), 0, 255]) })
    }

    @Test(arguments: Backend.allCases)
    func `vectors are found by content and embedder, in as many queries as it takes`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            let kept = vectors(0..<1201)
            try await store.keep(kept, embedder: "small", atMilliseconds: 1)
            try await store.keep(["key-1": [9]], embedder: "large", atMilliseconds: 1)
            let asked = (0..<1300).map { "key-\($0)" }
            #expect(try await store.vectors(asked, embedder: "small") == kept)
            #expect(try await store.vectors(["key-0", "key-1"], embedder: "large") == ["key-1": [9]])
            #expect(try await store.vectors([], embedder: "small").isEmpty)
            #expect(try await store.vectors(["key-1"], embedder: "other").isEmpty)

            try await store.keep(["key-1": []], embedder: "small", atMilliseconds: 2)
            #expect(try await store.vectors(["key-1"], embedder: "small") == ["key-1": []])
        }
    }

    @Test(arguments: Backend.allCases)
    func `embedders with kept vectors are named, the first few of many`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            #expect(try await store.embedders().isEmpty)
            for name in ["small", "endpoint/host/a b/3", "large"] {
                try await store.keep(vectors(0..<3), embedder: name, atMilliseconds: 1)
            }
            #expect(try await store.embedders() == ["endpoint/host/a b/3", "large", "small"])
            for number in 0..<20 {
                try await store.keep(vectors(0..<1), embedder: "m\(number)", atMilliseconds: 1)
            }
            #expect(try await store.embedders().count == 8)
        }
    }

    @Test(arguments: Backend.allCases)
    func `what no key names is forgotten, and all of other embedders`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            // More than one page of the table on either side.
            try await store.keep(vectors(0..<5600), embedder: "small", atMilliseconds: 1)
            try await store.keep(vectors(0..<600), embedder: "a-former", atMilliseconds: 1)
            try await store.keep(vectors(0..<600), embedder: "z-former", atMilliseconds: 1)
            let wanted = vectors(5590..<5595)
            try await store.forget(exceptFor: Set(wanted.keys), embedder: "small")
            let all = (0..<5600).map { "key-\($0)" }
            #expect(try await store.vectors(all, embedder: "small") == wanted)
            #expect(try await store.vectors(all, embedder: "a-former").isEmpty)
            #expect(try await store.vectors(all, embedder: "z-former").isEmpty)

            // The second time there is nothing to write.
            let before = store.commits
            try await store.forget(exceptFor: Set(wanted.keys), embedder: "small")
            #expect(store.commits == before)
        }
    }

    @Test(arguments: Backend.allCases)
    func `a manifest is kept once and found by its id`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            #expect(try await store.manifest("s-1") == nil)
            try await store.keep(manifest: "{\"n\":1}", id: "s-1", atMilliseconds: 1)
            try await store.keep(manifest: "{\"n\":1}", id: "s-1", atMilliseconds: 2)
            try await store.keep(manifest: "{}", id: "s-2", atMilliseconds: 2)
            #expect(try await store.manifest("s-1") == "{\"n\":1}")
            #expect(try await store.manifest("s-2") == "{}")
        }
    }
}
