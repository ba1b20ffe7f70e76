import { readable, readColour, textOn } from "./accent.js";

/** The surfaces of base.css, light and dark: the accent must be readable on all of them. */
const SURFACES = {
  light: [[255, 255, 255], [243, 244, 246]],
  dark: [[23, 25, 29], [35, 38, 44]],
};

/**
 * Gives the operator's accent to the style sheet, corrected for each of the two schemes. False when it is
 * no colour.
 */
export function applyAccent(text, root) {
  const colour = readColour(text, root);
  if (!colour) return false;
  for (const [scheme, surfaces] of Object.entries(SURFACES)) {
    const corrected = readable(colour, surfaces);
    root.style.setProperty(`--accent-${scheme}`, `rgb(${corrected.join(" ")})`);
    root.style.setProperty(`--on-accent-${scheme}`, `rgb(${textOn(corrected).join(" ")})`);
  }
  return true;
}

/** On a phone the keyboard covers the page; the part that is left to see becomes the height of the panel. */
export function followViewport(root) {
  const viewport = window.visualViewport;
  const measure = () => {
    root.style.setProperty("--viewport-height", `${Math.round(viewport.height)}px`);
    root.style.setProperty("--viewport-top", `${Math.round(viewport.offsetTop)}px`);
  };
  if (!viewport) return;
  viewport.addEventListener("resize", measure);
  viewport.addEventListener("scroll", measure);
  measure();
}
