import { words } from "./texts/en.js";

/** Every word that the widget shows. The server puts the file of another language in the place of English. */
export const texts = words;
