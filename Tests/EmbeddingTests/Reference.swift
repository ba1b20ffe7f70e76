import Foundation

/// What sentence-transformers made of some texts; see script/reference_vectors.py.
struct Reference: Decodable {
    struct Vector: Decodable {
        let text: String
        /// 16-bit floats in base64.
        let vector: Data

        var floats: [Float] {
            stride(from: 0, to: vector.count, by: 2).map { index in
                Self.float(UInt16(vector[index]) | UInt16(vector[index + 1]) << 8)
            }
        }

        /// IEEE 754 half precision; subnormal ones are near enough to 0 here.
        private static func float(_ half: UInt16) -> Float {
            let (sign, exponent, fraction) = (half >> 15, Int(half >> 10 & 0x1f), Float(half & 0x3ff))
            guard exponent > 0 else { return 0 }
            let magnitude = Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
            return sign == 0 ? magnitude : -magnitude
        }
    }

    struct Tokens: Decodable {
        let text: String
        let ids: [Int]
    }

    let madeWith: String
    let vectors: [Vector]
    let tokens: [Tokens]

    static let shared = Result {
        try JSONDecoder().decode(Reference.self, from: Data(contentsOf: Files.reference))
    }
}
