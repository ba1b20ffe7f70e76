import CKernels

/// The kinds of processor that the loops are compiled for, slowest first.
package enum InstructionSet: Int32, CaseIterable, Sendable {
    case generic = 0
    case avx2 = 1
    case avx512 = 2
    case avx512VNNI = 3

    /// The sets that this processor has.
    package static let available: [InstructionSet] = allCases.filter { ck_can_run($0.rawValue) }

    /// The fastest set that this processor has.
    package static let best: InstructionSet = available.last ?? .generic
}
