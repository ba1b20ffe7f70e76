import { element } from "../shared/element.js";
import { KeyedChildren } from "../shared/keyed-children.js";
import { createRow, updateRow } from "./inbox-row.js";
import { listNames } from "./inbox-state.js";
import { texts } from "./texts.js";

const counted = new Set(["waiting", "mine"]);

/** The list pane: four lists behind tabs, one row a conversation. */
class InboxList extends HTMLElement {
  desk = null;
  #list = "waiting";

  connectedCallback() {
    this.tabs = new Map(listNames.map((name) => [name, this.#tab(name)]));
    this.list = element("ul", { class: "rows" });
    this.empty = element("div", { class: "empty", hidden: true }, element("h2"), element("p"));
    this.loading = element("div", { class: "skeleton rows-skeleton", "aria-hidden": "true" });
    this.panel = element("div", { role: "tabpanel", id: "inbox-panel", class: "list-panel", tabindex: -1 },
      this.loading, this.empty, this.list);
    this.rows = new KeyedChildren(this.list, {
      key: (row) => row.conversation,
      create: (row) => element("li", {}, createRow(row, (id) => this.#open(id))),
      update: (item, row) => updateRow(item.firstElementChild, row, this.desk),
    });
    this.append(
      element("section", { class: "list-pane", "aria-label": texts.listLabel },
        element("div", {
          class: "tabs", role: "tablist", "aria-label": texts.listLabel,
          on: { keydown: (event) => this.#tabKey(event) },
        }, [...this.tabs.values()]),
        this.panel));
    this.render(new Set(["inbox"]));
  }

  #tab(name) {
    return element("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "inbox-panel", "data-testid": `tab-${name}`,
      on: { click: () => this.#choose(name) },
    }, element("span", {}, texts.lists[name]), element("span", { class: "count" }));
  }

  render(stale) {
    if (!stale.has("inbox") && !stale.has("beat")) return;
    const { inbox } = this.desk;
    for (const [name, tab] of this.tabs) this.#renderTab(name, tab);
    const rows = inbox.rows(this.#list);
    this.rows.show(rows);
    this.panel.setAttribute("aria-labelledby", `tab-${this.#list}`);
    this.loading.hidden = rows.length > 0 || inbox.hasAnswer(this.#list);
    this.empty.hidden = rows.length > 0 || !inbox.hasAnswer(this.#list);
    const [title, hint] = texts.empty[this.#list];
    this.empty.firstElementChild.textContent = title;
    this.empty.lastElementChild.textContent = hint;
  }

  #renderTab(name, tab) {
    const isChosen = name === this.#list;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    const count = counted.has(name) ? this.desk.inbox.count(name) : 0;
    tab.lastElementChild.textContent = count > 0 ? String(count) : "";
  }

  #choose(name) {
    this.#list = name;
    this.panel.scrollTop = 0;
    this.render(new Set(["inbox"]));
  }

  #tabKey(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const at = listNames.indexOf(this.#list);
    const next = listNames[(at + by + listNames.length) % listNames.length];
    this.#choose(next);
    this.tabs.get(next).focus();
  }

  #open(id) {
    this.dispatchEvent(new CustomEvent("open-conversation", { bubbles: true, detail: { id } }));
  }

  /** Moves the focus by so many rows, from where it is or from the open conversation. */
  moveFocus(by) {
    const links = [...this.list.querySelectorAll("a")];
    if (links.length === 0 || this.list.offsetParent === null) return false;
    const focused = links.indexOf(document.activeElement);
    const from = focused >= 0 ? focused : links.findIndex((link) => link.dataset.conversation === this.desk.openID);
    const next = from < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, from + by));
    links[next].focus();
    return true;
  }

  focusTab() {
    this.tabs.get(this.#list).focus();
  }

  focusRow(id) {
    (this.rows.element(id)?.firstElementChild ?? this.tabs.get(this.#list)).focus();
  }
}

customElements.define("baton-inbox-list", InboxList);
