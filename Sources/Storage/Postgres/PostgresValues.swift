import CPostgres

/// The values of one statement as libpq takes them: all in PostgreSQL's binary form, typed by what they are.
struct PostgresValues {
    /// `pg_type`'s numbers, the same in every installation.
    enum TypeID {
        static let bool: UInt32 = 16
        static let bytes: UInt32 = 17
        static let name: UInt32 = 19
        static let int8: UInt32 = 20
        static let int2: UInt32 = 21
        static let int4: UInt32 = 23
        static let text: UInt32 = 25
        static let real: UInt32 = 701
        static let varchar: UInt32 = 1043
        /// The server finds out from where the value stands.
        static let unknown: UInt32 = 0
    }

    let types: [UInt32]
    /// All values behind one another, and a byte more, so that an empty one has an address as well.
    private var bytes: [UInt8] = []
    /// Where each begins and how long it is; `nil` for null.
    private var places: [Range<Int>?] = []

    init(_ values: [Value]) {
        types = values.map(Self.type)
        places.reserveCapacity(values.count)
        for value in values { add(value) }
        bytes.append(0)
    }

    /// One letter a value, which tells prepared statements of one text apart.
    static func signature(_ values: [Value]) -> String {
        String(
            decoding: values.map { value in
                switch value {
                case .int: UInt8(ascii: "i")
                case .real: UInt8(ascii: "r")
                case .text: UInt8(ascii: "t")
                case .blob: UInt8(ascii: "b")
                case .null: UInt8(ascii: "n")
                }
            }, as: UTF8.self)
    }

    private static func type(_ value: Value) -> UInt32 {
        switch value {
        case .int: TypeID.int8
        case .real: TypeID.real
        case .text: TypeID.text
        case .blob: TypeID.bytes
        case .null: TypeID.unknown
        }
    }

    private mutating func add(_ value: Value) {
        let start = bytes.count
        switch value {
        case .int(let number): append(UInt64(bitPattern: number))
        case .real(let number): append(number.bitPattern)
        case .text(let text): bytes.append(contentsOf: text.storable.utf8)
        case .blob(let blob): bytes.append(contentsOf: blob)
        case .null:
            places.append(nil)
            return
        }
        places.append(start..<bytes.count)
    }

    private mutating func append(_ number: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    /// Calls `body` with libpq's three arrays: addresses, lengths, and the number of the form, 1 for binary.
    @unsafe func withPointers<Result>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        unsafe bytes.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            var addresses: [UnsafePointer<CChar>?] = unsafe []
            for place in places {
                let address = unsafe place.flatMap { place in
                    unsafe start.map { unsafe $0 + place.lowerBound }
                }
                unsafe addresses.append(address)
            }
            let lengths = places.map { Int32(clamping: $0?.count ?? 0) }
            return unsafe body(addresses, lengths, Array(repeating: 1, count: places.count))
        }
    }
}
