const CONTRAST_MIN = 4.5;
const STEPS = 50;
const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];

/** The ratio of WCAG 2.2 between two colours (`[r, g, b]`, 0 to 255): 1 to 21. */
export function contrast(one, other) {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The colour moved towards black or white until it can be read on every one of the surfaces. */
export function readable(colour, surfaces) {
  const dark = luminance(surfaces[0]) < 0.2;
  const target = dark ? WHITE : BLACK;
  for (let step = 0; step <= STEPS; step += 1) {
    const moved = colour.map((value, index) => Math.round(value + (target[index] - value) * (step / STEPS)));
    if (surfaces.every((surface) => contrast(moved, surface) >= CONTRAST_MIN)) return moved;
  }
  return target;
}

/** Black or white, whichever is easier to read on the colour. */
export function textOn(colour) {
  return contrast(colour, WHITE) >= contrast(colour, BLACK) ? WHITE : BLACK;
}

/**
 * `#0a7`, `teal`, `hsl(…)` as the browser understands it; null when it is no colour. `probe` must be in
 * the page.
 */
export function readColour(text, probe) {
  probe.style.color = "";
  probe.style.color = text;
  if (!probe.style.color) return null;
  const match = /^rgba?\((\d+), (\d+), (\d+)/.exec(getComputedStyle(probe).color);
  probe.style.color = "";
  return match ? match.slice(1).map(Number) : null;
}
