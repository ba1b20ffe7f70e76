import { readable, readColour, textOn } from "./accent.js";

/** The surfaces of base.css, light and dark: the accent must be readable on all of them. */
const SURFACES = {
  light: [[255, 255, 255], [243, 244, 246]],
  dark: [[23, 25, 29], [35, 38, 44]],
};

/**
 * Gives the accent to the style sheet, corrected for each of the two schemes; "" is the standard one. False
 * when it is no colour.
 */
export function applyAccent(text, root) {
  const colour = readColour(text, root);
  if (text && !colour) return false;
  const set = (name, value) => root.style.setProperty(name, value ? `rgb(${value.join(" ")})` : "");
  for (const [scheme, surfaces] of Object.entries(SURFACES)) {
    const corrected = colour && readable(colour, surfaces);
    set(`--baton-${scheme}`, corrected);
    set(`--baton-on-${scheme}`, corrected && textOn(corrected));
  }
  return true;
}

/** On a phone the keyboard covers the page; the part that is left to see becomes the height of the panel. */
export function followViewport(root) {
  const viewport = window.visualViewport;
  const measure = () => {
    root.style.setProperty("--baton-height", `${Math.round(viewport.height)}px`);
    root.style.setProperty("--baton-top", `${Math.round(viewport.offsetTop)}px`);
  };
  if (!viewport) return;
  viewport.addEventListener("resize", measure);
  viewport.addEventListener("scroll", measure);
  measure();
}
