import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

const words = texts.article;
/** So many of the server's suggestions are one click away; a search has the others. */
const suggestionsMax = 3;

/**
 * "Which article answers this?", below the last answer of a person: suggestions as chips, a search, and "none". What
 * was said is then a quiet line that can be changed.
 */
export function updateArticleQuestion(made, item, desk) {
  const shown = state(made, item, desk);
  made.hidden = shown === null;
  const version = JSON.stringify(shown);
  if (made.shownVersion === version) return;
  made.shownVersion = version;
  const hadFocus = made.contains(document.activeElement);
  made.replaceChildren(...(shown === null ? [] : shown.asks ? question(made, shown, item, desk) : answer(made, shown, desk)));
  if (hadFocus) (made.querySelector(".chip, .link-button") ?? document.querySelector("#reply"))?.focus();
}

/** `{asks, articles}` or `{named}`; null while there is nothing to ask here. */
function state(made, item, desk) {
  if (item.sending) return null;
  const isLast = desk.opened?.items.lastAgentMessage?.id === item.id;
  if (item.named && !made.asksAgain) return { asks: false, named: item.named.title, mayChange: desk.mayNote };
  if (!desk.mayNote || (!isLast && !made.asksAgain)) return null;
  const asksNow = made.asksAgain || (item.author.id === desk.user.id && !desk.facts.isPutOff(item.id));
  if (!asksNow) return { asks: false, named: undefined, mayChange: true };
  const articles = desk.facts.suggestions(desk.openID, item.id);
  return { asks: true, articles: (articles ?? []).slice(0, suggestionsMax) };
}

function question(made, { articles }, item, desk) {
  const conversation = desk.openID;
  const name = (article) => {
    made.asksAgain = false;
    desk.nameArticle(conversation, item.id, article);
  };
  const later = () => {
    made.asksAgain = false;
    desk.facts.putOff(item.id);
    desk.dispatchEvent(new Event("conversation"));
  };
  const search = () => made.dispatchEvent(new CustomEvent("search-article", { bubbles: true, detail: { choose: name } }));
  return [
    element("span", { class: "article-asks" }, words.asks),
    element("button", {
      class: "icon-button later", type: "button", "aria-label": words.later, title: words.later,
      "data-testid": "article-later", on: { click: later },
    }, icon("close")),
    element("span", { class: "chips", role: "group", "aria-label": words.asks },
      articles.map(({ article, title }) => chip(title || article, () => name(article), "article-chip")),
      chip(words.search, search, "article-search", "search"),
      chip(words.none, () => name(null), "article-none")),
  ];
}

function chip(label, click, testid, iconName = null) {
  return element("button", { class: "chip", type: "button", "data-testid": testid, on: { click } },
    iconName ? icon(iconName) : null, element("bdi", {}, label));
}

function answer(made, { named, mayChange }, desk) {
  const change = () => {
    made.asksAgain = true;
    desk.dispatchEvent(new Event("conversation"));
  };
  const line = named === undefined ? null : named === null ? words.noneNamed : words.named(named);
  return [
    line ? element("span", { class: "article-named", "data-testid": "article-named" }, icon("article"), line) : null,
    mayChange
      ? element("button", { class: "link-button", type: "button", on: { click: change } }, line ? words.change : words.asks)
      : null,
  ].filter(Boolean);
}
