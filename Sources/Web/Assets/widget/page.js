const ADDRESS_CHARACTERS_MAX = 2_000;
const TITLE_CHARACTERS_MAX = 300;
const ATTRIBUTES_MAX = 20;
const ATTRIBUTE_CHARACTERS_MAX = 500;
const SETTLE_MS = 500;

/** The page as the visitor sees it at this moment, with what the host page chose to tell. */
export function pageContext({ area, attributes }) {
  const page = {
    url: location.href.slice(0, ADDRESS_CHARACTERS_MAX),
    title: document.title.slice(0, TITLE_CHARACTERS_MAX),
    attributes: plainAttributes(attributes),
  };
  if (area) page.area = area;
  return page;
}

/**
 * Calls `changed` when a single-page site went to another page, once its title has had time to follow. The
 * host's own functions are called through, so that wrappers before and after this one go on working.
 */
export function followPage(changed) {
  let timer = null;
  const noticed = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLE_MS);
  };
  for (const name of ["pushState", "replaceState"]) {
    const before = history[name];
    history[name] = function (...values) {
      const result = before.apply(this, values);
      noticed();
      return result;
    };
  }
  window.addEventListener("popstate", noticed);
}

/** At most so many, all of them texts. */
export function plainAttributes(given) {
  return Object.fromEntries(Object.entries(given ?? {}).slice(0, ATTRIBUTES_MAX)
    .map(([name, value]) => [name, String(value).slice(0, ATTRIBUTE_CHARACTERS_MAX)]));
}
