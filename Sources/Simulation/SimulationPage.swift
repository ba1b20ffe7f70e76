/// The whole report as one file for a browser: nothing is loaded from elsewhere, it is light or dark, and it
/// prints.
package struct SimulationPage: Sendable {
    private let report: SimulationReport

    package init(_ report: SimulationReport) { self.report = report }

    package var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Baton, simulated</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <h1>Does the same question come back?</h1>
        \(report.setting.map { "<p>\(Markup.escaped($0)).</p>" }.joined(separator: "\n"))
        <figure>\(SimulationChart(report).svg)</figure>
        <p class="quiet">Bands and ± are 95 % intervals over the seeds. The dashed line is the allowed share \
        of wrong answers, the grey stretch the release and the week after it.</p>
        \(report.arms.map(table).joined(separator: "\n"))
        </body>
        </html>

        """
    }

    private static let style = """
        :root{color-scheme:light dark;--text:#1c1e22;--quiet:#5a6069;--line:#e3e4e8;--ground:#fff}\
        @media (prefers-color-scheme:dark){:root{--text:#e8e9ec;--quiet:#a3a9b3;--line:#2d3138;\
        --ground:#16181c}}\
        body{font:15px/1.5 system-ui,sans-serif;color:var(--text);background:var(--ground);max-width:50rem;\
        margin:32px auto;padding:0 16px}h1{font-size:24px}h2{font-size:18px;margin-top:32px}p{margin:4px 0}\
        figure{margin:24px 0}svg{width:100%;height:auto}.quiet{color:var(--quiet);font-size:13px}\
        .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13px;\
        font-variant-numeric:tabular-nums}th,td{padding:4px 8px;text-align:right;\
        border-bottom:1px solid var(--line)}\
        th:first-child{text-align:left}thead th{color:var(--quiet);font-weight:600}\
        @media print{body{margin:0;max-width:none}h2{break-after:avoid}table,figure{break-inside:avoid}}
        """

    private func table(_ arm: ArmReport) -> String {
        let head = SimulationReport.columns.map { "<th scope=\"col\">\($0.title)</th>" }.joined()
        let rows =
            arm.weeks.enumerated().map { row("week \($0 + 1)", $1) }
            + report.summaries().map { row($0.name, $0.figures(arm)) }
        return """
            <h2>\(Markup.escaped(arm.name))</h2>
            <div class="wide"><table>
            <thead><tr><th scope="col">share of</th>\(head)</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table></div>
            <p class="quiet">From a topic's first failed question to its article: \
            \(SimulationReport.days(arm.velocityDays)), half of them.</p>
            """
    }

    private func row(_ name: String, _ figures: ArmReport.Figures) -> String {
        let cells = SimulationReport.columns.map { "<td>\(SimulationReport.text($0.figure(figures)))</td>" }
        return "<tr><th scope=\"row\">\(name)</th>\(cells.joined())</tr>"
    }
}
