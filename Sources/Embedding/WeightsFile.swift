import Crypto
import Kernels

/// A file of weights, as `script/convert_weights.py` writes it.
///
/// All numbers have their lowest byte first. The header is 128 bytes:
///
/// | offset | what |
/// |---|---|
/// | 0 | `BATONEMB` |
/// | 8 | UInt32: format version, word pieces V, width W, layers, heads, inner width I, tokens T |
/// | 36 | UInt32: bytes of the vocabulary |
/// | 40 | Float32: epsilon of the normalisations |
/// | 44 | UInt32: inputs that share a scale, 128 |
/// | 48 | UInt64: bytes after the header |
/// | 56 | SHA-256 of bytes 0 ..< 56 and of all that follows the header |
///
/// After it, each at a multiple of 64 bytes:
/// - word pieces: V x W int8, V scales; positions: T x W floats (the row of the first sentence is in them);
///   gain and bias of the normalisation: W floats each;
/// - for each layer: query, key and value in one (3W x W int8, 3W x W/128 scales, 3W biases); attention's
///   output likewise (W x W); gain, bias; inner layer (I x W); its output (W x I); gain, bias;
/// - the vocabulary: one word piece a line.
struct WeightsFile {
    static let magic = Array("BATONEMB".utf8)
    static let version = 1
    static let headerBytes = 128
    static let alignmentBytes = 64
    /// Far above any model that runs on a processor; a larger number is damage.
    static let bytesMax = 1 << 30
    private static let checkedHeaderBytes = 56

    /// The sizes that the header states.
    struct Shape: Hashable, Sendable {
        var pieces = 0
        var width = 0
        var layers = 0
        var heads = 0
        var inner = 0
        var tokens = 0
        var vocabularyBytes = 0

        /// Sizes that this program can run, and whose products cannot overflow.
        var isPlausible: Bool {
            (1...1_000_000).contains(pieces) && (1...4096).contains(width) && (1...64).contains(layers)
                && (1...64).contains(heads) && (1...16_384).contains(inner) && (3...4096).contains(tokens)
                && (1...64_000_000).contains(vocabularyBytes)
                && width % (heads * SelfAttention.headWidthUnit) == 0
                && width % Linear.groupInputs == 0 && inner % Linear.groupInputs == 0
        }

        /// Bytes after the header.
        var payloadBytes: Int {
            let linear = { (outputs: Int, inputs: Int) in
                [outputs * inputs, 4 * outputs * inputs / Linear.groupInputs, 4 * outputs]
            }
            let norm = [4 * width, 4 * width]
            let layer =
                linear(3 * width, width) + linear(width, width) + norm + linear(inner, width)
                + linear(width, inner) + norm
            let embeddings = [pieces * width, 4 * pieces, 4 * tokens * width] + norm
            let aligned = { (bytes: [Int]) in bytes.reduce(0) { $0 + WeightsFile.aligned($1) } }
            return aligned(embeddings) + layers * aligned(layer) + aligned([vocabularyBytes])
        }
    }

    let shape: Shape
    let epsilon: Float
    let checksum: [UInt8]

    static func aligned(_ bytes: Int) -> Int {
        (bytes + alignmentBytes - 1) / alignmentBytes * alignmentBytes
    }

    var fileBytes: Int { Self.headerBytes + shape.payloadBytes }

    /// Reads the header; the checksum is compared later, by `check`.
    init(header: [UInt8]) throws(WeightsFailure) {
        guard header.prefix(Self.magic.count).elementsEqual(Self.magic.prefix(header.count)) else {
            throw .notWeights
        }
        guard header.count >= Self.headerBytes else {
            throw .truncated(expected: Self.headerBytes, actual: header.count)
        }
        let number = { (index: Int) in Self.integer(header[(8 + 4 * index)..<(12 + 4 * index)]) }
        guard number(0) == Self.version else {
            throw .wrongVersion(found: number(0), expected: Self.version)
        }
        shape = Shape(
            pieces: number(1), width: number(2), layers: number(3), heads: number(4), inner: number(5),
            tokens: number(6), vocabularyBytes: number(7))
        epsilon = Float(bitPattern: UInt32(truncatingIfNeeded: number(8)))
        checksum = Array(header[Self.checkedHeaderBytes..<(Self.checkedHeaderBytes + 32)])
        guard shape.isPlausible, number(9) == Linear.groupInputs, shape.payloadBytes <= Self.bytesMax,
            Self.integer(header[48..<56]) == shape.payloadBytes
        else { throw .notWeights }
    }

    /// Up to 8 bytes, the lowest first; what does not fit becomes a number that no check accepts.
    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int {
        Int(exactly: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) ?? -1
    }

    /// Throws `damaged` unless the checksum fits.
    func check(header: [UInt8], payload: AlignedBuffer<UInt8>) throws(WeightsFailure) {
        var hash = SHA256()
        hash.update(data: header.prefix(Self.checkedHeaderBytes))
        unsafe payload.withBytes { unsafe hash.update(bufferPointer: $0) }
        guard Array(hash.finalize()) == checksum else { throw .damaged }
    }
}
