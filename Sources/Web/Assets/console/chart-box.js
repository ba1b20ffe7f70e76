import { element } from "../shared/element.js";
import { chartLibrary } from "./chart-library.js";
import { words as all } from "./texts-certainty.js";

const words = all.charts;

/**
 * One chart with its table behind it. `finding` is its title, `description` what a screen reader is told of the
 * picture, `table` an element with the same numbers, `config(colors)` gives Chart.js its chart, and `pressed(index)` is
 * called for a point. Without Chart.js the table is all there is.
 */
class ChartBox extends HTMLElement {
  finding = "";
  description = "";
  table = null;
  config = null;
  pressed = () => {};
  #chart = null;
  #library = null;
  #showsTable = false;
  #scheme = window.matchMedia("(prefers-color-scheme: dark)");
  #redraw = () => this.#draw();

  connectedCallback() {
    this.canvas = element("canvas", { role: "img", "aria-label": this.description || this.finding });
    this.button = element("button", {
      class: "link-button", type: "button", "data-testid": "chart-table", hidden: true,
      on: { click: () => this.toggle() },
    });
    this.picture = element("div", { class: "chart-picture", hidden: true }, this.canvas);
    this.missing = element("p", { class: "hint", role: "status", hidden: true, "data-testid": "chart-missing" });
    this.append(
      element("header", { class: "chart-head" }, element("h2", {}, this.finding), this.button),
      this.picture, this.missing, element("div", { class: "chart-table", tabindex: 0 }, this.table));
    this.tableBox = this.lastChild;
    this.tableBox.setAttribute("role", "group");
    this.tableBox.setAttribute("aria-label", this.finding);
    this.#scheme.addEventListener("change", this.#redraw);
    this.#begin();
  }

  disconnectedCallback() {
    this.#scheme.removeEventListener("change", this.#redraw);
    this.#chart?.destroy();
    this.#chart = null;
  }

  /** From the picture to the table and back. */
  toggle(showsTable = !this.#showsTable) {
    if (this.#library === null) return;
    this.#showsTable = showsTable;
    this.#arrange();
    if (!showsTable) this.#draw();
  }

  get showsTable() {
    return this.#showsTable;
  }

  async #begin() {
    this.#arrange();
    this.#library = await chartLibrary();
    if (!this.isConnected) return;
    this.missing.hidden = this.#library !== null;
    this.missing.textContent = this.#library === null ? words.missing : "";
    this.#arrange();
    this.#draw();
  }

  #arrange() {
    const hasPicture = this.#library !== null;
    this.button.hidden = !hasPicture;
    this.button.textContent = this.#showsTable ? words.chart : words.table;
    this.picture.hidden = !hasPicture || this.#showsTable;
    this.tableBox.hidden = hasPicture && !this.#showsTable;
  }

  #draw() {
    if (this.#library === null || this.#showsTable) return;
    this.#chart?.destroy();
    const config = this.config(colors(this));
    config.options.onClick = (event, points) => points.length > 0 && this.pressed(points[0]);
    config.options.onHover = (event, points) => this.canvas.classList.toggle("is-pressable", points.length > 0);
    this.#chart = new this.#library(this.canvas, config);
  }
}

/** The colours and the type of the page, as they are now: a canvas knows no custom properties. */
function colors(box) {
  const style = getComputedStyle(box);
  const names = ["surface", "text", "text-quiet", "line", "line-control", "accent", "caution", "danger"];
  return Object.fromEntries([
    ...names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]), ["font", style.fontFamily],
  ]);
}

/** What all charts here share: percent on both axes, quiet lines, no motion. */
export function percentOptions(colors, { x, y, yMax = 100, tooltip }) {
  const axis = (title, max) => ({
    type: "linear", min: 0, max,
    title: { display: true, text: title, color: colors["text-quiet"], font: { family: colors.font, size: 12 } },
    ticks: { color: colors["text-quiet"], font: { family: colors.font, size: 12 }, maxTicksLimit: 6 },
    grid: { color: colors.line }, border: { color: colors["line-control"] },
  });
  return {
    animation: false, responsive: true, maintainAspectRatio: false,
    interaction: { mode: "nearest", intersect: false, axis: "xy" },
    scales: { x: axis(x, 100), y: axis(y, yMax) },
    plugins: {
      legend: {
        position: "bottom", align: "start",
        labels: {
          color: colors.text, font: { family: colors.font, size: 12 }, usePointStyle: true, boxHeight: 7, padding: 16,
        },
      },
      tooltip: {
        backgroundColor: colors.text, titleColor: colors.surface, bodyColor: colors.surface, displayColors: false,
        padding: 8, cornerRadius: 6, animation: false, callbacks: tooltip,
      },
    },
  };
}

customElements.define("baton-chart", ChartBox);
