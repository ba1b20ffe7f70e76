import { element } from "../shared/element.js";
import { createRow, updateRow } from "./inbox-row.js";
import { listNames } from "./inbox-state.js";
import { VirtualList } from "./virtual-list.js";
import { texts } from "./texts.js";

const counted = new Set(["waiting", "mine"]);

/** The list pane: four lists behind tabs, one row a conversation. */
class InboxList extends HTMLElement {
  desk = null;
  #list = "waiting";

  connectedCallback() {
    this.tabs = new Map(listNames.map((name) => [name, this.#tab(name)]));
    this.list = element("ul", { class: "rows", role: "list" });
    this.empty = element("div", { class: "empty", hidden: true }, element("h2"), element("p"));
    this.loading = element("div", { class: "skeleton rows-skeleton", "aria-hidden": "true" });
    this.foot = element("p", { class: "list-foot", hidden: true }, texts.loadingMore);
    this.panel = element("div", { role: "tabpanel", id: "inbox-panel", class: "list-panel", tabindex: -1 },
      this.loading, this.empty, this.list, this.foot);
    this.rows = new VirtualList(this.panel, this.list, {
      key: (row) => row.conversation,
      create: () => element("li", {}, createRow((id) => this.#open(id))),
      update: (item, row) => updateRow(item.firstElementChild, row, this.desk),
      currentKey: () => this.desk.openID,
      isComplete: () => this.desk.inbox.isComplete(this.#list),
      onNearEnd: () => this.desk.moreOf(this.#list),
    });
    this.append(
      element("section", { class: "list-pane", "aria-label": texts.listLabel },
        element("div", {
          class: "tabs", role: "tablist", "aria-label": texts.listLabel,
          on: { keydown: (event) => this.#tabKey(event) },
        }, [...this.tabs.values()]),
        this.panel));
    this.desk.addEventListener("accepted", () => this.choose("mine"));
    this.render(new Set(["inbox"]));
  }

  #tab(name) {
    return element("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "inbox-panel", "data-testid": `tab-${name}`,
      on: { click: () => this.choose(name) },
    }, element("span", {}, texts.lists[name]), element("span", { class: "count" }));
  }

  render(stale) {
    if (!["inbox", "beat", "connection"].some((type) => stale.has(type))) return;
    const { inbox } = this.desk;
    for (const [name, tab] of this.tabs) this.#renderTab(name, tab);
    const rows = inbox.rows(this.#list);
    const hasAnswer = inbox.hasAnswer(this.#list);
    const isAway = !hasAnswer && this.desk.connection.isAway;
    this.loading.hidden = rows.length > 0 || hasAnswer || isAway;
    this.empty.hidden = rows.length > 0 || !(hasAnswer || isAway);
    this.foot.hidden = rows.length === 0 || inbox.isComplete(this.#list);
    const [title, hint] = isAway ? texts.empty.away : texts.empty[this.#list];
    this.empty.firstElementChild.textContent = title;
    this.empty.lastElementChild.textContent = hint;
    this.panel.setAttribute("aria-labelledby", `tab-${this.#list}`);
    this.rows.show(rows);
  }

  #renderTab(name, tab) {
    const isChosen = name === this.#list;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    const count = counted.has(name) ? this.desk.inbox.count(name) : 0;
    tab.lastElementChild.textContent = count > 0 ? String(count) : "";
  }

  /** Shows another list; the row of the open conversation comes into view when it is there. */
  choose(name) {
    if (name === this.#list) return;
    this.#list = name;
    this.panel.scrollTop = 0;
    this.render(new Set(["inbox"]));
    this.rows.reveal(this.rows.indexOf(this.desk.openID), false);
  }

  #tabKey(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const at = listNames.indexOf(this.#list);
    const next = listNames[(at + by + listNames.length) % listNames.length];
    this.choose(next);
    this.tabs.get(next).focus();
  }

  #open(id) {
    this.dispatchEvent(new CustomEvent("open-conversation", { bubbles: true, detail: { id } }));
  }

  /** Moves the focus by so many rows, from where it is or from the open conversation. */
  moveFocus(by) {
    const { length } = this.rows;
    if (length === 0 || this.list.offsetParent === null) return false;
    const focused = this.rows.focusedIndex;
    const from = focused >= 0 ? focused : this.rows.indexOf(this.desk.openID);
    const next = from < 0 ? (by > 0 ? 0 : length - 1) : Math.min(length - 1, Math.max(0, from + by));
    this.rows.reveal(next, true);
    return true;
  }

  get rowsAPage() {
    return this.rows.rowsAPage;
  }

  focusTab() {
    this.tabs.get(this.#list).focus();
  }

  focusRow(id) {
    const index = this.rows.indexOf(id);
    if (index < 0) this.focusTab();
    else this.rows.reveal(index, true);
  }
}

customElements.define("baton-inbox-list", InboxList);
