import { element } from "../shared/element.js";
import { input } from "./form-fields.js";
import { icon } from "./icons.js";
import { hoursField } from "./settings-hours-field.js";
import { words } from "./texts-settings.js";

const textCharactersMax = 2_000;
const listLinesMax = 8;

/**
 * The control for a setting: `{element, show(value), isWide, isGroup}`. `change(value)` is told of every change; `id`
 * is that of the element that takes the focus, so that a label can name it.
 */
export function fieldFor(setting, context) {
  switch (setting.kind) {
    case "number": return numberField(setting, context);
    case "choice": return choiceField(setting, context);
    case "long_text": return longTextField(setting, context);
    case "list": return listField(setting, context);
    case "colour": return colourField(setting, context);
    case "hours": return hoursField(setting, context);
    case "secret": return secretField(setting, context);
    default: return textField(setting, context);
  }
}

function textField(setting, { id, change, words: own }) {
  const type = setting.key.endsWith("_url") ? "url" : "text";
  const control = input(id, {
    type, value: setting.value, maxlength: textCharactersMax, placeholder: own.placeholder, spellcheck: "false",
    disabled: setting.locked, on: { input: () => change(control.value) },
  });
  return { element: control, show: (value) => put(control, value) };
}

function longTextField(setting, { id, change }) {
  const control = element("textarea", {
    id, class: "control", rows: 2, maxlength: textCharactersMax, disabled: setting.locked,
    on: { input: () => change(control.value) },
  });
  control.value = setting.value;
  return { element: control, show: (value) => put(control, value) };
}

function numberField(setting, { id, change, words: own }) {
  const spelled = element("span", { class: "unit is-quiet" });
  const control = input(id, {
    type: "text", inputmode: "decimal", value: setting.value, class: "control number", maxlength: 12,
    disabled: setting.locked,
    on: { input: () => {
      spell();
      change(control.value.trim().replace(",", "."));
    } },
  });
  const spell = () => {
    const seconds = Number(control.value);
    const isTime = own.unit === "seconds" && control.value.trim() !== "" && Number.isFinite(seconds);
    spelled.textContent = isTime ? words.units.spell(seconds) : "";
  };
  spell();
  const unit = own.unit ? element("span", { class: "unit" }, words.units[own.unit] ?? own.unit) : null;
  return {
    element: element("div", { class: "with-unit" }, control, unit, spelled),
    show: (value) => {
      put(control, value);
      spell();
    },
  };
}

function choiceField(setting, { id, change }) {
  const control = element("select", { id, class: "control", disabled: setting.locked },
    (setting.choices ?? []).map((choice) => element("option", { value: choice }, words.choices[choice] ?? choice)));
  control.value = setting.value;
  control.addEventListener("change", () => change(control.value));
  return { element: control, show: (value) => put(control, value) };
}

/** Lines that can be written, added, moved up and removed. */
function listField(setting, { id, change, words: own }) {
  const most = own.most ?? listLinesMax;
  const lines = element("ol", { class: "list-lines" });
  const add = element("button", { class: "button", type: "button", id: `${id}-add` }, icon("plus"), own.add);
  const note = element("p", { class: "hint" });
  let values = [];
  const tell = () => change(values.slice());
  const at = (index) => lines.children[index]?.querySelector("input");

  function line(value, index) {
    const item = own.item ?? "";
    const act = (name, label, work, disabled) => element("button", {
      class: "icon-button", type: "button", "aria-label": label, title: label, disabled, on: { click: work },
    }, icon(name));
    return element("li", {},
      input(index === 0 ? id : `${id}-${index}`, {
        value, "aria-label": words.list.line(item, index + 1), maxlength: textCharactersMax, disabled: setting.locked,
        placeholder: own.placeholder,
        on: { input: (event) => {
          values[index] = event.target.value;
          tell();
        } },
      }),
      act("up", words.list.up(index + 1), () => move(index), setting.locked || index === 0),
      act("close", words.list.remove(index + 1), () => remove(index), setting.locked));
  }

  function draw() {
    lines.replaceChildren(...values.map(line));
    add.hidden = setting.locked || values.length >= most;
    note.textContent = values.length === 0 ? words.list.none : values.length >= most ? words.list.full(most) : "";
    note.hidden = note.textContent === "";
  }

  function move(index) {
    [values[index - 1], values[index]] = [values[index], values[index - 1]];
    draw();
    at(index - 1).focus();
    tell();
  }

  function remove(index) {
    values.splice(index, 1);
    draw();
    (at(Math.min(index, values.length - 1)) ?? add).focus();
    tell();
  }

  add.addEventListener("click", () => {
    values.push("");
    draw();
    at(values.length - 1).focus();
  });
  const show = (value) => {
    // A line that is being written is empty for a while; it is no reason to draw anew.
    if (value.length === values.length && value.every((text, index) => text === values[index])) return;
    values = value.slice();
    draw();
  };
  draw();
  show(setting.value);
  return { element: element("div", {}, lines, note, add), show, isWide: true, isGroup: true };
}

function colourField(setting, { id, change }) {
  const picker = element("input", {
    type: "color", class: "swatch", "aria-label": words.colour.pick, title: words.colour.pick, disabled: setting.locked,
    on: { input: () => {
      text.value = picker.value;
      change(picker.value);
    } },
  });
  const text = input(id, {
    value: setting.value, class: "control colour", maxlength: 32, spellcheck: "false", disabled: setting.locked,
    placeholder: words.colour.standard,
    on: { input: () => {
      pick(text.value);
      change(longHex(text.value) ?? text.value.trim());
    } },
  });
  const pick = (value) => {
    picker.value = longHex(value) ?? "#2b59c9";
  };
  pick(setting.value);
  return {
    element: element("div", { class: "with-unit" }, picker, text),
    show: (value) => {
      if (document.activeElement !== text || longHex(text.value) !== value) put(text, value);
      pick(value);
    },
  };
}

/** `#0a7` as `#00aa77`; null when it is neither three nor six digits. */
export function longHex(text) {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!digits) return null;
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits}`.toLowerCase();
}

/** A secret is never shown: it is set, replaced or removed. */
function secretField(setting, { id, change }) {
  const box = element("div", { class: "secret" });
  const isSet = () => setting.value !== "";
  const act = (label, work, first = false) => element("button", {
    class: "button", type: "button", id: first ? id : null, disabled: setting.locked, on: { click: work },
  }, label);
  const state = (text, isPositive) =>
    element("span", { class: isPositive ? "state is-positive" : "state" }, isPositive ? icon("check") : null, text);

  function rest() {
    const removed = words.secret.removed;
    box.replaceChildren(
      ...(box.dataset.state === "removed"
        ? [state(removed, false), act(words.secret.keep, () => back(), true)]
        : isSet()
          ? [state(words.secret.isSet, true), act(words.secret.replace, () => type(""), true),
            act(words.secret.remove, remove)]
          : [state(words.secret.isNot, false), act(words.secret.add, () => type(""), true)]));
  }

  function type(value) {
    const control = input(id, {
      type: "password", value, autocomplete: "off", maxlength: textCharactersMax, placeholder: words.secret.placeholder,
      spellcheck: "false", "data-1p-ignore": "", "data-lpignore": "true",
      on: { input: () => change(control.value === "" ? setting.value : control.value) },
    });
    box.dataset.state = "typing";
    box.replaceChildren(control, act(isSet() ? words.secret.keep : words.secret.cancel, back));
    control.focus();
  }

  function remove() {
    box.dataset.state = "removed";
    change("");
    rest();
    box.querySelector("button").focus();
  }

  function back() {
    box.dataset.state = "rest";
    change(setting.value);
    rest();
    box.querySelector("button").focus();
  }

  const show = (value) => {
    const typed = box.querySelector("input");
    if (value === setting.value && box.dataset.state !== "typing") {
      box.dataset.state = "rest";
      rest();
    } else if (value === setting.value && typed?.value) {
      box.dataset.state = "rest";
      rest();
    } else if (value === "") {
      box.dataset.state = "removed";
      rest();
    } else if (value !== setting.value && typed?.value !== value) type(value);
  };
  rest();
  return {
    element: box, show, isGroup: true,
    saved: (value) => {
      setting = { ...setting, value };
      box.dataset.state = "rest";
      rest();
    },
  };
}

/** A control that has the focus keeps its cursor: its value is set only when it is another. */
function put(control, value) {
  if (control.value !== value) control.value = value;
}
