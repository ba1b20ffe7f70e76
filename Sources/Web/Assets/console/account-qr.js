const namespace = "http://www.w3.org/2000/svg";

/** The quiet zone that scanners need, in modules (ISO/IEC 18004). */
const quietModules = 4;

/** Draws a QR code of rows such as "0110", dark on white in either scheme, since scanners want it so. */
export function qrCode({ size, rows }, label) {
  const svg = document.createElementNS(namespace, "svg");
  const side = size + 2 * quietModules;
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.setAttribute("class", "qr");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.append(rect(0, 0, side, side, "#ffffff"));
  for (const [y, row] of rows.entries()) {
    // One rectangle for each run of dark modules.
    for (const run of row.matchAll(/1+/g)) {
      svg.append(rect(run.index + quietModules, y + quietModules, run[0].length, 1, "#000000"));
    }
  }
  return svg;
}

function rect(x, y, width, height, fill) {
  const made = document.createElementNS(namespace, "rect");
  for (const [name, value] of Object.entries({ x, y, width, height, fill })) made.setAttribute(name, String(value));
  return made;
}
