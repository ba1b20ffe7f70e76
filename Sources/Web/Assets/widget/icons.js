const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

const outlines = {
  back: ["M14.5 6l-6 6 6 6"],
  chat: ["M4 5.5h16v11H10l-4.5 3.5v-3.5H4z", "M8 9.5h8", "M8 12.5h5"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  send: ["M12 19V5", "M6 11l6-6 6 6"],
  spark: ["M12 4v4", "M12 16v4", "M4 12h4", "M16 12h4", "M12 9.5l2.5 2.5-2.5 2.5L9.5 12z"],
};

/** An icon of our own: 24 x 24, strokes of 1.5, hidden from screen readers (its button carries the name). */
export function icon(name) {
  return drawing(outlines[name]);
}

/** A face that smiles the more the better: `score` is 1 to 5. */
export function face(score) {
  const bend = (score - 3) * 2.5;
  return drawing(["M12 3a9 9 0 1 0 .1 0", "M9 9v1", "M15 9v1", `M8 ${15.5 - bend / 2}q4 ${bend} 8 0`]);
}

function drawing(paths) {
  const svg = document.createElementNS(SVG_NAMESPACE, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  for (const outline of paths) {
    const path = document.createElementNS(SVG_NAMESPACE, "path");
    path.setAttribute("d", outline);
    svg.append(path);
  }
  return svg;
}
