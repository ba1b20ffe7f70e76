import Foundation

/// The curves as a drawing: the share that is resolved, and below it the share of the answers that is wrong.
package struct SimulationChart: Sendable {
    private static let width = 760.0
    private static let left = 52.0
    private static let right = 612.0
    private static let upper = Panel(top: 44, bottom: 300, max: 1, step: 0.2)
    private static let lower = Panel(top: 352, bottom: 452, max: 0.2, step: 0.05)
    private static let height = 500.0

    /// A stretch of the drawing with a scale of shares from 0.
    private struct Panel {
        let top: Double
        let bottom: Double
        let max: Double
        let step: Double

        func y(_ share: Double) -> Double {
            bottom - Swift.min(Swift.max(share, 0), max) / max * (bottom - top)
        }

        var ticks: [Double] { (0...Int((max / step).rounded())).map { Double($0) * step } }
    }

    private let report: SimulationReport

    package init(_ report: SimulationReport) { self.report = report }

    /// A file of its own: light or dark as the reader's screen is.
    package var svg: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" \
        role="img" aria-label="\(escaped(label))" font-family="system-ui, sans-serif" font-size="12">
        <style>\(Self.style)</style>
        <rect class="ground" width="\(Int(Self.width))" height="\(Int(Self.height))"/>
        <text class="title" x="\(Int(Self.left))" y="24">\(escaped(label))</text>
        \(panel(Self.upper, "resolved automatically", \.resolved, mark: nil))
        \(panel(Self.lower, "wrong among answered", \.wrong, mark: report.errorMax))
        \(weeks)
        </svg>

        """
    }

    private static let style = """
        .ground{fill:#fff}text{fill:#5a6069}.title{fill:#1c1e22;font-size:15px;font-weight:600}\
        .grid{stroke:#e3e4e8}.mark{stroke:#8a5200;stroke-dasharray:4 3}.release{fill:#f6f6f7}\
        .line{fill:none;stroke-width:2}.band{opacity:.16}\
        .s0{stroke:#2b59c9}.b0{fill:#2b59c9}.s1{stroke:#8a5200}.b1{fill:#8a5200}\
        .s2{stroke:#17703d;stroke-dasharray:2 3}.b2{fill:none}.t0{fill:#2b59c9}.t1{fill:#8a5200}\
        .t2{fill:#17703d}\
        @media (prefers-color-scheme:dark){.ground{fill:#16181c}text{fill:#a3a9b3}.title{fill:#e8e9ec}\
        .grid{stroke:#2d3138}.mark{stroke:#e3b35a}.release{fill:#1e2126}.s0{stroke:#8fb0ff}\
        .b0,.t0{fill:#8fb0ff}\
        .s1{stroke:#e3b35a}.b1,.t1{fill:#e3b35a}.s2{stroke:#6fc78f}.t2{fill:#6fc78f}}
        """

    private var label: String {
        func last(_ name: String) -> String {
            report.arm(name)?.weeks.last?.resolved.map { SimulationReport.percent($0.mean) } ?? "-"
        }
        let learning =
            "\(last(SimulationReport.learning)) of the questions resolved in week \(report.plan.weeks)"
        guard report.arm(SimulationReport.learning) != nil else {
            return "\(last(SimulationReport.frozen)) resolved in week \(report.plan.weeks) without learning"
        }
        return learning
            + (report.arm(SimulationReport.frozen) == nil
                ? "" : ", \(last(SimulationReport.frozen)) without learning")
    }

    private func x(_ week: Int) -> Double {
        let steps = Double(max(1, report.plan.weeks - 1))
        return Self.left + 12 + Double(week - 1) / steps * (Self.right - Self.left - 24)
    }

    private var weeks: String {
        let every = max(1, report.plan.weeks / 13)
        let numbers = stride(from: 1, through: report.plan.weeks, by: every).map { week in
            text(String(week), x(week), Self.lower.bottom + 18, "middle")
        }
        return (numbers + [text("week", Self.right, Self.lower.bottom + 36, "end")]).joined(separator: "\n")
    }

    private func panel(
        _ panel: Panel, _ name: String, _ figure: (ArmReport.Figures) -> Estimate?, mark: Double?
    ) -> String {
        var parts: [String] = []
        if let first = report.plan.releaseWeeks.first, let last = report.plan.releaseWeeks.last {
            let (from, to) = (x(first) - 12, x(last) + 12)
            parts.append(
                #"<rect class="release" x="\#(number(from))" y="\#(number(panel.top))" "#
                    + #"width="\#(number(to - from))" height="\#(number(panel.bottom - panel.top))"/>"#)
        }
        for tick in panel.ticks {
            let y = panel.y(tick)
            parts.append(line("grid", y))
            parts.append(text(SimulationReport.percent(tick), Self.left - 6, y + 4, "end"))
        }
        if let mark { parts.append(line("mark", panel.y(mark))) }
        parts.append(text(name, Self.left, panel.top - 6, "start"))
        for (number, arm) in report.arms.enumerated() {
            let points = arm.weeks.enumerated().compactMap { place, figures in
                figure(figures).map { (place + 1, $0) }
            }
            parts.append(curve(points, panel, number))
        }
        if panel.max == Self.upper.max { parts.append(legend(panel)) }
        return parts.joined(separator: "\n")
    }

    /// The interval as a band, the mean as a line.
    private func curve(_ points: [(week: Int, value: Estimate)], _ panel: Panel, _ number: Int) -> String {
        guard !points.isEmpty else { return "" }
        func place(_ week: Int, _ share: Double) -> String {
            "\(self.number(x(week))),\(self.number(panel.y(share)))"
        }
        let upper = points.map { place($0.week, $0.value.upper ?? $0.value.mean) }
        let lower = points.reversed().map { place($0.week, $0.value.lower ?? $0.value.mean) }
        let band = #"<polygon class="band b\#(number)" points="\#((upper + lower).joined(separator: " "))"/>"#
        let means = points.map { place($0.week, $0.value.mean) }.joined(separator: " ")
        return band + "\n" + #"<polyline class="line s\#(number)" points="\#(means)"/>"#
    }

    /// At the ends of the curves, moved apart where they are near.
    private func legend(_ panel: Panel) -> String {
        let ends = report.arms.enumerated().compactMap { number, arm in
            arm.weeks.last?.resolved.map { (number: number, name: arm.name, y: panel.y($0.mean)) }
        }
        var before = -Double.infinity
        return ends.sorted { $0.y < $1.y }.map { end in
            let y = max(end.y, before + 16)
            before = y
            return #"<text class="t\#(end.number)" x="\#(number(Self.right + 4))" y="\#(number(y + 4))">"#
                + escaped(end.name) + "</text>"
        }.joined(separator: "\n")
    }

    private func line(_ kind: String, _ y: Double) -> String {
        #"<line class="\#(kind)" x1="\#(number(Self.left))" x2="\#(number(Self.right))" "#
            + #"y1="\#(number(y))" y2="\#(number(y))"/>"#
    }

    private func text(_ words: String, _ x: Double, _ y: Double, _ anchor: String) -> String {
        #"<text x="\#(number(x))" y="\#(number(y))" text-anchor="\#(anchor)">\#(escaped(words))</text>"#
    }

    private func number(_ value: Double) -> String { String(format: "%.1f", value) }

    private func escaped(_ text: String) -> String { Markup.escaped(text) }
}

/// Text in XML and HTML.
enum Markup {
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
