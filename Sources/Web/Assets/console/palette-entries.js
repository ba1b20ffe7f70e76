import { fuzzyMatches } from "./fuzzy.js";
import { visitorName } from "./names.js";
import { placesFor } from "./places.js";
import { deskTexts } from "./texts-desk.js";
import { texts } from "./texts.js";

const words = deskTexts.palette;
/** More than a screen of a kind is found by typing on. */
const shownMax = 8;

/**
 * What the palette offers: `[{group, entries: [{id, label, detail, key, icon, run}]}]`. `view` is the desk's view,
 * `found` the answer of a search, or null.
 */
export function paletteGroups(view, typed, found) {
  const sets = [
    ["action", fuzzyMatches(actions(view), typed)],
    ["page", fuzzyMatches(view.placePane?.commands().map(pageCommand) ?? [], typed)],
    ["place", fuzzyMatches(places(view), typed)],
    ["recent", typed.trim() === "" ? recent(view) : []],
    ["conversation", (found?.conversations ?? []).map((row) => conversation(view, row))],
    ["article", (found?.articles ?? []).map((article) => articleEntry(article, () => view.openArticle(article.url)))],
    ["more", fuzzyMatches(more(view), typed)],
  ];
  return sets
    .map(([group, entries]) => ({ group, entries: entries.slice(0, shownMax) }))
    .filter(({ entries }) => entries.length > 0);
}

/** The same where an article is chosen for something. */
export function articleGroups(found, choose) {
  const entries = (found?.articles ?? []).slice(0, shownMax).map((article) =>
    articleEntry(article, () => choose(article.article)));
  return entries.length > 0 ? [{ group: "article", entries }] : [];
}

function actions(view) {
  const { desk } = view;
  const id = desk.openID;
  if (id === null || !desk.opened || desk.opened.isUnknown) return [];
  const { status, isMine } = desk.standing(id);
  const act = (type) => () => desk.act(type, id);
  return [
    desk.mayAnswer && !isMine && status !== "resolved"
      && entry("accept", status === "queued" ? words.accept : words.takeOver, "check", act("accept"), "A"),
    desk.mayAnswer && isMine && entry("reply", words.reply, "send", () => view.write("reply")),
    desk.mayNote && entry("note", words.note, "note", () => view.write("note"), "N"),
    desk.mayAnswer && isMine && entry("resolve", words.resolve, "check", act("resolve"), "R"),
    desk.mayAnswer && isMine && entry("give_back", words.giveBack, "back", act("give_back"), "B"),
    view.hidesContext && entry("about", words.about, "person", () => view.showContext()),
  ].filter(Boolean);
}

/** What the place that is shown can do; its id must not meet another's. */
function pageCommand({ id, label, icon, run }) {
  return entry(`page-${id}`, label, icon, run);
}

function places(view) {
  return placesFor(view.user.role).map((place) =>
    entry(`place-${place.id}`, place.label, place.icon, () => view.openPlace(place.id), words.go(place.key)));
}

function recent(view) {
  return view.recent
    .filter((id) => id !== view.desk.openID)
    .map((id) => view.desk.inbox.row(id))
    .filter(Boolean)
    .map((row) => conversation(view, row));
}

function conversation(view, row) {
  return {
    ...entry(`c-${row.conversation}`, visitorName(row), "person", () => view.openConversation(row.conversation)),
    detail: row.last?.text || texts.row.nothingSaid,
  };
}

function articleEntry({ article, title }, run) {
  return entry(`article-${article}`, title || article, "article", run);
}

function more(view) {
  return [
    entry("alerts", words.alerts, "bell", () => view.openAlerts()),
    entry("keys", words.keys, "keyboard", () => view.openKeys(), "?"),
    entry("sign-out", words.signOut, "signOut", () => view.signOut()),
  ];
}

function entry(id, label, icon, run, key = null) {
  return { id, label, icon, run, key, detail: null };
}
