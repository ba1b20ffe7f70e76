import { element } from "../shared/element.js";
import { input } from "./form-fields.js";
import { icon } from "./icons.js";
import {
  dayFault, dayNames, endOf, intervalsMax, isZone, ownZone, readHours, readTyped, stateAt, writeHours, writeMinutes,
} from "./settings-hours.js";
import { words as all } from "./texts-settings.js";

const words = all.hours;
const usual = { from: 9 * 60, to: 17 * 60 };

/** Opening hours as a week; it reads and writes the text form. */
export function hoursField(setting, { id, change, now }) {
  const box = element("div", { class: "hours", "data-testid": "hours-editor" });
  const state = element("p", { class: "hours-state", role: "status", "data-testid": "hours-state" });
  let hours = null;
  let text = setting.value;

  const tell = () => {
    text = hours ? writeHours(hours) : "";
    drawState();
    change(text);
  };

  function mode(value, label, isChecked, first) {
    return element("label", { class: "mode" },
      element("input", {
        type: "radio", name: `${id}-mode`, id: first ? id : null, value, checked: isChecked, disabled: setting.locked,
        on: { change: () => {
          hours = value === "always" ? null : freshWeek();
          draw();
          tell();
          box.querySelector("input:checked").focus();
        } },
      }), label);
  }

  function draw() {
    box.replaceChildren(
      element("div", { class: "modes", role: "radiogroup", "aria-label": words.legend },
        mode("always", words.always, hours === null, hours === null),
        mode("week", words.week, hours !== null, hours !== null)),
      ...(hours ? [week(), zoneRow()] : []),
      state);
    drawState();
  }

  const week = () => element("div", { class: "week" }, hours.week.map((_, day) => dayRow(day)));

  function dayRow(day) {
    const row = element("div", { class: "day", "data-day": dayNames[day] });
    const name = words.days[day];
    const intervals = hours.week[day];
    const redraw = (focus) => {
      row.replaceWith(dayRow(day));
      box.querySelector(`[data-day="${dayNames[day]}"] ${focus}`)?.focus();
      tell();
    };
    const open = element("input", {
      type: "checkbox", checked: intervals.length > 0, disabled: setting.locked,
      on: { change: () => {
        hours.week[day] = open.checked ? [{ ...usual }] : [];
        redraw("input");
      } },
    });
    const error = element("p", { class: "field-error", id: `${id}-${day}-error`, hidden: true });
    row.append(
      element("label", { class: "day-name" }, open, name),
      element("div", { class: "intervals" },
        intervals.length === 0 ? element("span", { class: "is-quiet" }, words.closed) : null,
        intervals.map((interval, index) => intervalRow(day, index, interval, error, redraw)), error),
      dayActions(day, redraw));
    showFault(day, row, error);
    return row;
  }

  function intervalRow(day, index, interval, error, redraw) {
    const name = words.days[day];
    const time = (edge, label) => {
      const control = element("input", {
        type: "text", inputmode: "numeric", class: "control", "aria-label": label, "aria-describedby": error.id,
        disabled: setting.locked, maxlength: 5, placeholder: "00:00", autocomplete: "off",
        value: interval[edge] === null ? "" : writeMinutes(interval[edge]), "data-edge": `${index}-${edge}`,
        on: {
          input: () => {
            interval[edge] = readTyped(control.value);
            showFault(day, control.closest(".day"), error);
            tell();
          },
          // "9" and "0930" were understood; now they also look so.
          change: () => {
            if (interval[edge] !== null) control.value = writeMinutes(interval[edge]);
          },
        },
      });
      return control;
    };
    const remove = () => {
      hours.week[day].splice(index, 1);
      redraw("input");
    };
    return element("span", { class: "interval" },
      time("from", words.from(name)), element("span", { "aria-hidden": "true" }, "–"), time("to", words.to(name)),
      hours.week[day].length > 1 ? act("close", words.remove(name), remove) : null);
  }

  function dayActions(day, redraw) {
    const intervals = hours.week[day];
    const last = intervals.at(-1);
    // After the last ones there must be room for more on the same day.
    const hasRoom = last && last.to !== null && last.to > last.from && last.to < 22 * 60;
    const mayAdd = hasRoom && intervals.length < intervalsMax;
    const add = () => {
      hours.week[day].push({ from: last.to + 60, to: Math.min(last.to + 240, 1439) });
      redraw(`[data-edge="${intervals.length - 1}-from"]`);
    };
    const copy = () => {
      for (let other = 1; other < 5; other += 1) hours.week[other] = intervals.map((interval) => ({ ...interval }));
      draw();
      tell();
      box.querySelector('[data-day="Tue"] input').focus();
    };
    return element("span", { class: "day-actions" },
      mayAdd ? act("plus", words.add(words.days[day]), add) : null,
      day === 0 && intervals.length > 0
        ? act("copy", words.copy, copy) : null);
  }

  const act = (name, label, work) => setting.locked ? null : element("button", {
    class: "icon-button", type: "button", "aria-label": label, title: label, on: { click: work },
  }, icon(name));

  function showFault(day, row, error) {
    const fault = dayFault(hours.week[day]);
    const lasts = hours.week[day].some((interval) => endOf(interval) > 1440);
    error.hidden = !fault && !lasts;
    error.classList.toggle("is-remark", !fault);
    error.textContent = fault ? words[fault.why] : lasts ? words.nextDay : "";
    for (const control of row?.querySelectorAll("[data-edge]") ?? []) {
      control.removeAttribute("aria-invalid");
      if (fault && control.dataset.edge.startsWith(`${fault.index}-`)) control.setAttribute("aria-invalid", "true");
    }
  }

  function zoneRow() {
    const own = ownZone();
    const zones = new Set([hours.zone, own, "UTC", ...(Intl.supportedValuesOf?.("timeZone") ?? [])]);
    const select = element("select", {
      id: `${id}-zone`, class: "control", disabled: setting.locked,
      on: { change: () => {
        hours.zone = select.value;
        tell();
      } },
    }, [...zones].map((zone) => element("option", { value: zone }, zone === own ? words.yours(zone) : zone)));
    select.value = hours.zone;
    return element("div", { class: "zone" }, element("label", { for: select.id }, words.zone), select);
  }

  function drawState() {
    state.classList.remove("is-open");
    if (!hours) state.textContent = words.alwaysNote;
    else if (hours.week.some(dayFault)) state.textContent = "";
    else if (hours.week.every((day) => day.length === 0)) state.textContent = words.noDay;
    else {
      const { isOpen, next } = stateAt(hours, now());
      state.classList.toggle("is-open", isOpen);
      const named = next === null ? null : (isOpen ? words.closes : words.opens)(...moments(hours.zone, next));
      state.textContent = [isOpen ? words.openNow : words.closedNow, named].filter(Boolean).join(", ");
    }
  }

  const show = (value) => {
    if (value === text && box.childElementCount > 0) return;
    text = value;
    const read = readHours(value);
    if (read === undefined) return showText(value);
    hours = read;
    draw();
  };

  /** What the week cannot show is not thrown away: it stays a text. */
  function showText(value) {
    const control = input(id, {
      value, maxlength: 500, disabled: setting.locked,
      on: { input: () => {
        text = control.value;
        change(text);
      } },
    });
    box.replaceChildren(element("p", { class: "hint" }, words.asText), control);
  }

  show(setting.value);
  return {
    element: box, show, isWide: true, isGroup: true,
    fault: () => hours !== null && (hours.week.some(dayFault) ? words.missing
      : hours.week.every((day) => day.length === 0) ? words.noDay : null),
  };
}

function freshWeek() {
  const zone = ownZone();
  return {
    zone: isZone(zone) ? zone : "UTC",
    week: dayNames.map((_, day) => (day < 5 ? [{ ...usual }] : [])),
  };
}

/** A moment on the clocks of the zone, and of this browser when they differ. */
function moments(zone, at_ms) {
  const format = (timeZone) => new Date(at_ms).toLocaleString("en-GB", {
    weekday: "short", hour: "2-digit", minute: "2-digit", timeZone,
  });
  const [there, here] = [format(zone), format(ownZone())];
  return [there, there === here ? "" : words.yourTime(here)];
}
