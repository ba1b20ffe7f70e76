import { registerPlace } from "./places.js";
import { words } from "./texts-pages.js";
import "./account-view.js";
import "./audit-view.js";
import "./certainty-view.js";
import "./gaps-view.js";
import "./progress-view.js";
import "./settings-view.js";
import "./users-view.js";

const administrators = ["administrator", "admin"];

/** Adds the places beside the inbox, in the order of the rail. */
export function registerPages() {
  const add = (id, place) => registerPlace({
    id, label: words.places[id], icon: id, path: `#${id}`, element: `baton-${id}`, isFoot: true, ...place,
  });
  add("gaps", { isFoot: false });
  add("progress", { isFoot: false });
  add("certainty", { isFoot: false, key: "h" });
  add("account", { isRare: true });
  add("settings", { roles: administrators, isRare: true });
  add("users", { roles: administrators, isRare: true });
  add("audit", { roles: administrators, isRare: true, label: words.placesShort.audit, key: "l" });
}
