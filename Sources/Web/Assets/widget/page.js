const ADDRESS_CHARACTERS_MAX = 2_000;
const TITLE_CHARACTERS_MAX = 300;
const ATTRIBUTES_MAX = 20;
const ATTRIBUTE_CHARACTERS_MAX = 500;

/**
 * The page as the visitor sees it at this moment, with what the host page chose to tell on its script
 * element.
 */
export function pageContext(script) {
  const page = {
    url: location.href.slice(0, ADDRESS_CHARACTERS_MAX),
    title: document.title.slice(0, TITLE_CHARACTERS_MAX),
    attributes: hostAttributes(script.dataset.attributes),
  };
  if (script.dataset.area) page.area = script.dataset.area;
  return page;
}

function hostAttributes(text) {
  if (!text) return {};
  try {
    const entries = Object.entries(JSON.parse(text)).slice(0, ATTRIBUTES_MAX);
    return Object.fromEntries(entries.map(([name, value]) =>
      [name.slice(0, ATTRIBUTE_CHARACTERS_MAX), String(value).slice(0, ATTRIBUTE_CHARACTERS_MAX)]));
  } catch {
    console.warn("Baton: data-attributes is not a JSON object, for example '{\"plan\": \"team\"}'.");
    return {};
  }
}
