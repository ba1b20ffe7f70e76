import { percentOptions } from "./chart-box.js";
import { table } from "./certainty-charts.js";
import { share } from "./texts-certainty.js";
import { words as all } from "./texts-progress.js";

const words = all.charts;
const decimal = (number) => Number(number.toFixed(1)).toLocaleString("en");

/** Failed questions a week around the publications, beside what gaps that were left alone let expect. */
export function weeksChart(weeks, isKnown, open) {
  const after = weeks.filter(({ week }) => week >= 0);
  const sum = (name) => after.reduce((total, week) => total + week[name], 0);
  const said = ({ week, observed, expected }) => words.weeks.said(words.weeks.week(week), observed, decimal(expected));
  return chart({
    finding: isKnown ? words.weeks.fewer(sum("observed"), sum("expected")) : words.weeks.none,
    description: weeks.map(said).join("; "),
    table: table(words.weeks.columns, weeks.map((row) => [words.weeks.week(row.week), row.observed, decimal(row.expected), row.gaps])),
    pressed: open,
    config: (colors) => {
      const options = numberOptions(colors, {
        x: words.weeks.x, y: words.weeks.y, min: weeks[0].week, max: weeks.at(-1).week,
        tooltip: { title: () => "", label: ({ dataIndex }) => said(weeks[dataIndex]) },
      });
      return {
        type: "line", options, plugins: [publication(colors)],
        data: {
          datasets: [
            line(words.weeks.observed, weeks.map(({ week, observed }) => ({ x: week, y: observed })), colors.accent),
            { ...line(words.weeks.expected, weeks.map(({ week, expected }) => ({ x: week, y: expected })), colors["text-quiet"]), borderDash: [6, 4] },
          ],
        },
      };
    },
  });
}

/** Where the article was published: between the last week before and the first after it. */
function publication(colors) {
  return {
    id: "publication",
    beforeDatasetsDraw({ ctx, chartArea, scales: { x } }) {
      const at = x.getPixelForValue(-0.5);
      ctx.save();
      ctx.strokeStyle = colors["line-control"];
      ctx.setLineDash([2, 3]);
      ctx.beginPath();
      ctx.moveTo(at, chartArea.top);
      ctx.lineTo(at, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    },
  };
}

/** How many of the gaps are answered for visitors, by the days since their first failed question. */
export function velocityChart({ curve, whole }, open) {
  const percent = (value) => value * 100;
  const steps = [{ days: 0, share: 0, low: 0, high: 0 }, ...curve];
  const points = (name) => steps.map((step) => ({ x: step.days, y: percent(step[name]) }));
  const label = (step) => `${decimal(step.days)}: ${share(step.share)} (${share(step.low)} – ${share(step.high)})`;
  return chart({
    finding: Number.isFinite(whole.median) ? words.curve.found(all.velocity.days(whole.median)) : words.curve.open,
    description: curve.map(label).join("; "),
    table: table(words.curve.columns, curve.map((step) => [
      decimal(step.days), share(step.share), `${share(step.low)} – ${share(step.high)}`, step.at_risk, step.live,
    ])),
    pressed: open,
    config: (colors) => {
      const options = numberOptions(colors, {
        x: words.curve.x, y: words.curve.y, min: 0, max: steps.at(-1).days || 1, yMax: 100,
        tooltip: { title: () => "", label: ({ dataIndex }) => label(steps[dataIndex]) },
      });
      const stepped = (made) => ({ ...made, stepped: "before", pointRadius: 0 });
      return {
        type: "line", options,
        data: {
          datasets: [
            stepped(line(words.curve.line, points("share"), colors.accent)),
            stepped({ ...line(words.curve.band, points("low"), colors.accent), borderWidth: 1, borderDash: [2, 3] }),
            stepped({
              ...line("", points("high"), colors.accent), borderWidth: 1, borderDash: [2, 3], fill: "-1",
              backgroundColor: /^#[0-9a-f]{6}$/i.test(colors.accent) ? `${colors.accent}22` : colors.accent,
            }),
          ],
        },
      };
    },
  });
}

function chart(properties) {
  return Object.assign(document.createElement("baton-chart"), properties);
}

function line(label, data, color) {
  return { label, data, borderColor: color, backgroundColor: color, borderWidth: 2, pointRadius: 3, pointHitRadius: 8, pointStyle: "line" };
}

/** As for shares, on axes of plain numbers. */
function numberOptions(colors, { min, max, yMax, ...rest }) {
  const options = percentOptions(colors, rest);
  Object.assign(options.scales.x, { min, max });
  options.scales.x.ticks.precision = 0;
  Object.assign(options.scales.y, { max: yMax, beginAtZero: true });
  options.scales.y.ticks.precision = 0;
  options.plugins.legend.labels.filter = ({ text }) => text !== "";
  return options;
}
