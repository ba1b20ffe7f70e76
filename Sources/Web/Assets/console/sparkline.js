import { element } from "../shared/element.js";
import { words } from "./texts-gaps.js";

const namespace = "http://www.w3.org/2000/svg";
const [width, height, gap] = [96, 24, 2];

/** Questions a week as small bars, the oldest first; what they show is said in words for whoever does not see them. */
export function sparkline(weeks) {
  const most = Math.max(1, ...weeks);
  const step = (width + gap) / Math.max(1, weeks.length);
  const picture = svg("svg", { class: "sparkline", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  weeks.forEach((count, index) => {
    // A week without a question keeps its place on the ground.
    const tall = count > 0 ? Math.max(3, (count / most) * height) : 1;
    picture.append(svg("rect", {
      class: count > 0 ? "bar" : "bar is-none", x: (index * step).toFixed(2), y: (height - tall).toFixed(2),
      width: (step - gap).toFixed(2), height: tall.toFixed(2), rx: 1,
    }));
  });
  return element("span", { class: "spark" }, picture,
    element("span", { class: "visually-hidden" }, words.weeks.said(weeks)));
}

function svg(tag, attributes) {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
