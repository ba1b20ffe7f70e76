/** Rows that are kept ready above and below what can be seen. */
const spareRows = 8;
/** The next page is asked for when so few rows are left below. */
const rowsLeft = 30;

/**
 * A list of any length with the elements of a screenful. Rows have one height, and elements that scrolled away are
 * used again. One row is in the order of the Tab key; the row that has the focus is never taken away.
 * `create()` makes an empty `li`; `update(li, item)` fills it, again and again; `onNearEnd()` may bring more.
 */
export class VirtualList {
  #items = [];
  #indices = new Map();
  #shown = new Map();
  #free = [];
  #height_px = 0;
  #range = "";
  #lastFocused = null;

  constructor(scroller, list, options) {
    this.scroller = scroller;
    this.list = list;
    this.options = options;
    scroller.addEventListener("scroll", () => this.#render(false), { passive: true });
    list.addEventListener("focusin", (event) => {
      this.#lastFocused = this.#keyOf(event.target);
    });
    new ResizeObserver(() => this.#resized()).observe(scroller);
  }

  get length() {
    return this.#items.length;
  }

  /** The place of an item in the list, -1 when it is not there. */
  indexOf(key) {
    return this.#indices.get(key) ?? -1;
  }

  get focusedIndex() {
    const key = this.#keyOf(document.activeElement);
    return key === null ? -1 : this.indexOf(key);
  }

  /** Shows these items; what is on the screen stays where it is when rows come or go above it. */
  show(items) {
    const { key } = this.options;
    const anchor = this.#anchor();
    this.#items = items;
    this.#indices = new Map(items.map((item, index) => [key(item), index]));
    this.list.style.blockSize = `${items.length * this.#height_px}px`;
    const moved = anchor === null ? -1 : this.indexOf(anchor.key);
    if (moved >= 0 && moved !== anchor.index) this.scroller.scrollTop += (moved - anchor.index) * this.#height_px;
    this.#render(true);
  }

  /** Scrolls a row into view as little as needed; with `focuses` it gets the focus. */
  reveal(index, focuses) {
    if (index < 0 || index >= this.#items.length) return;
    const top = index * this.#height_px + this.list.offsetTop;
    const { scrollTop, clientHeight } = this.scroller;
    const least = top + this.#height_px - clientHeight;
    this.scroller.scrollTop = Math.max(least, Math.min(scrollTop, top));
    const key = this.options.key(this.#items[index]);
    if (focuses) this.#lastFocused = key;
    this.#render(true);
    if (focuses) this.#shown.get(key)?.firstElementChild.focus({ preventScroll: true });
  }

  get rowsAPage() {
    return Math.max(1, Math.floor(this.scroller.clientHeight / (this.#height_px || 1)) - 1);
  }

  #keyOf(node) {
    const row = this.list.contains(node) ? node.closest("li") : null;
    return row ? row.shownKey : null;
  }

  #resized() {
    const row = this.list.firstElementChild;
    if (row && row.offsetHeight > 0) this.#height_px = row.offsetHeight;
    this.list.style.blockSize = `${this.#items.length * this.#height_px}px`;
    this.#render(true);
  }

  #anchor() {
    const { scrollTop } = this.scroller;
    if (scrollTop < this.#height_px || this.#height_px === 0) return null;
    const index = Math.floor((scrollTop - this.list.offsetTop) / this.#height_px);
    const item = this.#items[index];
    return item === undefined ? null : { key: this.options.key(item), index };
  }

  #window() {
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(0, Math.floor(scrollTop / this.#height_px) - spareRows);
    const last = Math.ceil((scrollTop + clientHeight) / this.#height_px) + spareRows;
    return [first, Math.min(this.#items.length, last)];
  }

  #render(isForced) {
    if (this.#items.length > 0 && this.#height_px === 0) this.#measure();
    const [first, last] = this.#height_px > 0 ? this.#window() : [0, 0];
    const range = `${first} ${last}`;
    if (!isForced && range === this.#range) return;
    this.#range = range;
    const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
    const wanted = this.#wanted(first, last, this.#keyOf(focused));
    this.#release(wanted);
    this.#place(wanted, isForced);
    this.#setTabStop(first);
    // An element that is moved loses the focus.
    if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
    if (this.#items.length - last < rowsLeft) this.options.onNearEnd();
  }

  /** Makes one row to know how high all are. */
  #measure() {
    const probe = this.options.create();
    this.options.update(probe, this.#items[0]);
    this.list.append(probe);
    this.#height_px = probe.offsetHeight;
    probe.remove();
    this.#free.push(probe);
    this.list.style.blockSize = `${this.#items.length * this.#height_px}px`;
  }

  #wanted(first, last, focusedKey) {
    const indices = [];
    const pinned = focusedKey === null ? -1 : this.indexOf(focusedKey);
    if (pinned >= 0 && pinned < first) indices.push(pinned);
    for (let index = first; index < last; index += 1) indices.push(index);
    if (pinned >= last) indices.push(pinned);
    return new Map(indices.map((index) => [this.options.key(this.#items[index]), index]));
  }

  #release(wanted) {
    for (const [key, row] of this.#shown) {
      if (wanted.has(key)) continue;
      this.#shown.delete(key);
      row.remove();
      this.#free.push(row);
    }
  }

  #place(wanted, updatesAll) {
    let cursor = this.list.firstElementChild;
    for (const [key, index] of wanted) {
      const known = this.#shown.get(key);
      const row = known ?? this.#free.pop() ?? this.options.create();
      if (!known || updatesAll) this.#fill(row, key, index);
      this.#shown.set(key, row);
      if (row === cursor) cursor = cursor.nextElementSibling;
      else this.list.insertBefore(row, cursor);
    }
  }

  #fill(row, key, index) {
    row.shownKey = key;
    row.style.transform = `translateY(${index * this.#height_px}px)`;
    // While pages are missing the end is not known.
    row.setAttribute("aria-setsize", String(this.options.isComplete() ? this.#items.length : -1));
    row.setAttribute("aria-posinset", String(index + 1));
    this.options.update(row, this.#items[index]);
  }

  #setTabStop(first) {
    const preferred = [this.#lastFocused, this.options.currentKey()].find((key) => this.#shown.has(key));
    const item = this.#items[Math.min(this.#items.length - 1, first + (first > 0 ? spareRows : 0))];
    const key = preferred ?? (item === undefined ? null : this.options.key(item));
    for (const [shown, row] of this.#shown) row.firstElementChild.tabIndex = shown === key ? 0 : -1;
  }
}
