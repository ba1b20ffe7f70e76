import { element } from "../shared/element.js";
import { percentOptions } from "./chart-box.js";
import { share, words } from "./texts-certainty.js";

const percent = (value) => value * 100;
/** The axis of the error ends at so many times what is allowed: beyond, nobody would go. */
const allowedTimes = 4;

/** The reliability diagram: how often answers of one confidence were right. `open(filter)` shows what is behind. */
export function reliabilityChart({ reliability }, open) {
  const bins = reliability.filter(({ judged }) => judged > 0);
  const behind = ({ from, to }) => ({ from, to, judged: 1 });
  return Object.assign(document.createElement("baton-chart"), {
    finding: reliabilityFinding(bins),
    description: bins.map((bin) => `${range(bin)}: ${bin.right} / ${bin.judged}`).join("; "),
    table: table(words.reliability.columns, bins.map((bin) => [
      range(bin), bin.judged, bin.right, share(bin.right / bin.judged),
      `${share(bin.right_low)} – ${share(bin.right_high)}`, () => open(behind(bin)),
    ])),
    pressed: ({ datasetIndex, index }) => datasetIndex === 0 && open(behind(bins[index])),
    config: (colors) => ({
      type: "scatter",
      data: {
        datasets: [
          {
            label: words.reliability.points, pointRadius: 5, pointHoverRadius: 7, backgroundColor: colors.accent,
            borderColor: colors.accent,
            data: bins.map((bin) => ({ x: percent(bin.mean_confidence), y: percent(bin.right / bin.judged) })),
          },
          {
            label: words.reliability.ideal, type: "line", data: [{ x: 0, y: 0 }, { x: 100, y: 100 }], pointRadius: 0,
            pointHitRadius: 0, borderColor: colors["line-control"], borderDash: [4, 4], borderWidth: 1.5, pointStyle: "line",
          },
        ],
      },
      options: percentOptions(colors, {
        x: words.reliability.x, y: words.reliability.y,
        tooltip: { label: ({ datasetIndex, dataIndex }) => (datasetIndex === 0 ? binWords(bins[dataIndex]) : "") },
      }),
      plugins: [whiskers(bins, colors)],
    }),
  });
}

/** The 95 % interval of each point; Chart.js has none of its own. */
function whiskers(bins, colors) {
  return {
    id: "whiskers",
    beforeDatasetsDraw({ ctx, scales: { x, y } }) {
      ctx.save();
      ctx.strokeStyle = colors.accent;
      ctx.lineWidth = 1.5;
      for (const { mean_confidence: at, right_low: low, right_high: high } of bins) {
        const [left, bottom, top] = [x.getPixelForValue(percent(at)), y.getPixelForValue(percent(low)), y.getPixelForValue(percent(high))];
        ctx.beginPath();
        ctx.moveTo(left, bottom);
        ctx.lineTo(left, top);
        for (const end of [bottom, top]) {
          ctx.moveTo(left - 4, end);
          ctx.lineTo(left + 4, end);
        }
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}

/** Coverage against risk: what each threshold would answer, how much of it is wrong, and the one in force. */
export function curveChart({ curve, now, allowed_error: allowed }, open) {
  const points = curve.filter(({ error }) => Number.isFinite(error));
  const chosen = nearest(points, now.threshold);
  const behind = ({ threshold }) => ({ from: threshold, to: 1, judged: 1 });
  const at = (value) => (point) => ({ x: percent(point.coverage), y: percent(point[value]) });
  const bounded = points.filter(({ upper_bound: bound }) => Number.isFinite(bound));
  const yMax = axisEnd([allowed * allowedTimes, (chosen?.upper_bound ?? chosen?.error ?? 0) * 1.2]);
  return Object.assign(document.createElement("baton-chart"), {
    finding: points.length === 0 ? words.curve.none
      : chosen ? words.curve.chosen(share(chosen.coverage), share(chosen.error, 1)) : words.curve.open,
    description: points.map((point) => `${share(point.coverage)}: ${share(point.error, 1)}`).join("; "),
    table: table(words.curve.columns, points.map((point) => [
      point === chosen ? `${share(point.threshold)}, ${words.curve.inForce}` : share(point.threshold),
      share(point.coverage), point.judged, point.wrong, share(point.error, 1), share(point.upper_bound, 1),
      () => open(behind(point)),
    ])),
    pressed: ({ datasetIndex, index }) => {
      const pressed = [chosen ? [chosen] : [], points, bounded][datasetIndex]?.[index];
      if (pressed) open(behind(pressed));
    },
    config: (colors) => ({
      type: "line",
      data: {
        datasets: [
          {
            label: words.curve.point, data: chosen ? [at("error")(chosen)] : [], showLine: false, pointRadius: 7,
            pointHoverRadius: 8, pointStyle: "rectRot", backgroundColor: colors.text, borderColor: colors.surface, borderWidth: 2,
          },
          {
            label: words.curve.error, data: points.map(at("error")), borderColor: colors.accent, borderWidth: 2,
            backgroundColor: colors.accent, pointRadius: points.length > 30 ? 0 : 3, pointHitRadius: 8, pointStyle: "circle",
          },
          {
            label: words.curve.bound, data: bounded.map(at("upper_bound")), borderColor: colors.accent, borderWidth: 1,
            borderDash: [2, 3], backgroundColor: faint(colors.accent), fill: "-1", pointRadius: 0, pointStyle: "line",
          },
          {
            label: words.curve.allowed, data: [{ x: 0, y: percent(allowed) }, { x: 100, y: percent(allowed) }],
            borderColor: colors.caution, borderWidth: 1.5, borderDash: [8, 4], pointRadius: 0, pointHitRadius: 0, pointStyle: "line",
          },
        ],
      },
      options: percentOptions(colors, {
        x: words.curve.x, y: words.curve.y, yMax,
        tooltip: {
          label: ({ datasetIndex, dataIndex }) => pointWords([chosen ? [chosen] : [], points, bounded][datasetIndex]?.[dataIndex]),
          title: () => "",
        },
      }),
    }),
  });
}

/** A table of numbers; a function as the last cell becomes a button that opens what is behind the row. */
export function table(columns, rows) {
  return element("table", { class: "numbers" },
    element("thead", {}, element("tr", {}, columns.map((column) =>
      element("th", { scope: "col" }, column || element("span", { class: "visually-hidden" }, words.charts.opens))))),
    element("tbody", {}, rows.length === 0
      ? element("tr", {}, element("td", { colspan: columns.length }, words.charts.none))
      : rows.map((cells) => element("tr", {}, cells.map((cell, index) => rowCell(cell, index))))));
}

function rowCell(cell, index) {
  if (typeof cell === "function") {
    return element("td", {}, element("button", {
      class: "link-button", type: "button", title: words.charts.opens, on: { click: cell },
    }, words.charts.open));
  }
  return index === 0 ? element("th", { scope: "row" }, cell) : element("td", {}, cell instanceof Node ? cell : String(cell));
}

function reliabilityFinding(bins) {
  if (bins.length === 0) return words.reliability.none;
  const off = bins.filter(({ mean_confidence: sure, right_low: low, right_high: high }) => sure > high || sure < low);
  const worst = off.sort((one, other) => distance(other) - distance(one))[0];
  if (!worst) return words.reliability.fits;
  const kind = worst.mean_confidence > worst.right_high ? "over" : "under";
  return words.reliability[kind](share(worst.from), share(worst.to));
}

function distance({ mean_confidence: sure, right, judged }) {
  return Math.abs(sure - right / judged);
}

function nearest(points, threshold) {
  if (!Number.isFinite(threshold)) return null;
  const [best] = [...points].sort((one, other) =>
    Math.abs(one.threshold - threshold) - Math.abs(other.threshold - threshold));
  return best && Math.abs(best.threshold - threshold) <= 0.05 ? best : null;
}

function range({ from, to }) {
  return `${Math.round(from * 100)} – ${share(to)}`;
}

function binWords(bin) {
  return `${range(bin)}: ${bin.right} of ${bin.judged} right (${share(bin.right_low)} – ${share(bin.right_high)})`;
}

function pointWords(point) {
  if (!point) return "";
  return `From ${share(point.threshold)} on: ${share(point.coverage)} answered, ${point.wrong} of ${point.judged} wrong`;
}

/** The next round percentage above all of these shares. */
function axisEnd(shares) {
  return Math.min(100, Math.max(5, Math.ceil(percent(Math.max(...shares)) / 5) * 5));
}

/** The same colour, nearly see-through. */
function faint(color) {
  return /^#[0-9a-f]{6}$/i.test(color) ? `${color}22` : color;
}
