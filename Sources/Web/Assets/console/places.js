/**
 * The places of the console: what the rail shows and the address after `#` names. Inbox is the first; any other file
 * registers its own while it loads, and a place that nobody registered is not shown.
 */
const places = [];

/**
 * Adds a place: `id`, `label`, `icon` (a name in icons.js), `path` ("#settings"; "#settings/model" leads there too) and
 * `element`, the tag of a custom element. It gets `desk`, `api` and `user` before it is connected; its first heading
 * takes the focus. `roles` are those that may see it (none: everyone), `isFoot` puts it at the rail's end, `isRare` also
 * behind "More" on a phone, `key` is pressed after G (without it the first letter of the id).
 *
 * An element may have `mayLeave()`: false keeps the reader there, and it says why itself; and `commands()`, which the
 * palette offers while it is shown.
 */
export function registerPlace(place) {
  if (places.some(({ id }) => id === place.id)) return;
  places.push({ roles: null, isFoot: false, isRare: false, key: place.id.charAt(0), ...place });
}

/** The places that this role may see, in the order in which they were registered. */
export function placesFor(role) {
  return places.filter(({ roles }) => roles === null || roles.includes(role));
}

/** The place that an address such as "#settings/model" names; the first one when it names none. */
export function placeAt(hash, role) {
  const allowed = placesFor(role);
  return allowed.find(({ path }) => hash === path || hash.startsWith(`${path}/`)) ?? allowed[0];
}
