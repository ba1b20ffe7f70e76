import Glibc

/// What time passed, and what time a processor worked for us.
enum Clock {
    /// Milliseconds of all threads of this process together.
    static func processorMilliseconds() -> Double { milliseconds(CLOCK_PROCESS_CPUTIME_ID) }

    static func wallMilliseconds() -> Double { milliseconds(CLOCK_MONOTONIC) }

    private static func milliseconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
}

/// Some measurements of one thing.
struct Measurements {
    private var values: [Double] = []

    mutating func add(_ value: Double) { values.append(value) }

    var median: Double { values.isEmpty ? .nan : values.sorted()[values.count / 2] }
    var least: Double { values.min() ?? .nan }
}

/// A number with two digits after the point, or three below 1, in a column.
func column(_ value: Double, width: Int = 9) -> String {
    let factor: Double = value < 1 ? 1000 : 100
    let whole = Int((value * factor).rounded())
    let digits = String(whole % Int(factor))
    let text =
        "\(whole / Int(factor)).\(String(repeating: "0", count: (value < 1 ? 3 : 2) - digits.count))\(digits)"
    return String(repeating: " ", count: max(0, width - text.count)) + text
}
