import { element } from "../shared/element.js";

/** A shorter word would be found within too many others. */
const WORD_CHARACTERS_MIN = 3;
/** What a word may lose to its endings: "installing" marks "install". */
const ENDING_CHARACTERS = 2;

/** `text` as nodes, with the words that were searched for in <mark>; the pages without a script do the same. */
export function marked(text, words) {
  const stems = words.map((word) => word.toLowerCase()).filter((word) => word.length >= WORD_CHARACTERS_MIN)
    .map((word) => word.slice(0, Math.max(WORD_CHARACTERS_MIN, word.length - ENDING_CHARACTERS)));
  return text.split(/([\p{L}\p{N}]+)/u).filter((piece) => piece !== "").map((piece) => {
    const lower = piece.toLowerCase();
    return stems.some((stem) => lower.startsWith(stem)) ? element("mark", {}, piece) : piece;
  });
}
