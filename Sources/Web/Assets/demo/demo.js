/** A shop of several pages without a reload, as single-page sites are, and the calls that steer the chat. */
const NEW_MESSAGE = "Which plan suits two people?";

/** The stub of Baton's handbook: a call waits in `q` until the widget has come. */
window.Baton ??= function queue() {
  (queue.q ??= []).push(arguments);
};

const views = new Map([...document.querySelectorAll("main .view")].map((view) => [view.dataset.view, view]));

function call(...given) {
  window.Baton(...given);
  const said = given.map((part) => (typeof part === "string" ? `'${part}'` : spelled(part))).join(", ");
  const line = document.querySelector(".try-said code");
  if (line) line.textContent = `Baton(${said})`;
}

function spelled(options) {
  return `{${Object.entries(options).map(([name, value]) => `${name}: '${value}'`).join(", ")}}`;
}

function show(name, movesFocus) {
  const view = views.get(name);
  if (!view) return;
  document.body.dataset.view = name;
  document.title = view.dataset.title;
  for (const link of document.querySelectorAll("[data-to]")) {
    if (link.dataset.to === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!movesFocus) return;
  window.scrollTo(0, 0);
  view.querySelector("h1").focus({ preventScroll: true });
}

function nameOf(address) {
  return new URL(address, location.href).pathname.split("/")[2] || "home";
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-to]");
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (link && isPlain) {
    event.preventDefault();
    if (link.href !== location.href) history.pushState(null, "", link.href);
    show(link.dataset.to, true);
    call("update");
    return;
  }
  const button = event.target.closest?.("button[data-call]");
  if (!button) return;
  const { call: name, accent } = button.dataset;
  if (name === "accent") call("update", { accent });
  else if (name === "new-message") call("showNewMessage", NEW_MESSAGE);
  else call(name);
});

window.addEventListener("popstate", () => {
  show(nameOf(location.href), true);
  call("update");
});

show(nameOf(location.href), false);
