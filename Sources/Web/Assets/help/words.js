/** What the scripts of the page say; the server put it there in the language of the page. */
const words = read();

function read() {
  try {
    return JSON.parse(document.documentElement.dataset.words);
  } catch {
    return {};
  }
}

/** A text with its `{name}` places filled. */
export function say(name, places = {}) {
  return Object.entries(places).reduce(
    (text, [place, value]) => text.replaceAll(`{${place}}`, () => String(value)), words[name] ?? "");
}
