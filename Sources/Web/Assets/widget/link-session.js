/** The token of a mail's link, out of the address bar at once; a reload finds it in this tab's store. */
export function takeLink(tab) {
  const token = location.hash.slice(1);
  if (token) {
    tab.set("link", token);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return tab.get("link");
}
