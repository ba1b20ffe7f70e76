import { english } from "./texts/en.js";

/** Every word that the widget shows. A language is one file beside `texts/en.js`. */
export const texts = english;
