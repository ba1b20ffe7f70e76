import { element } from "../shared/element.js";
import { copyButton } from "./form-fields.js";
import { icon } from "./icons.js";
import { words as all } from "./texts-account.js";

const words = all.totp;

/** The ten codes, and three ways to keep them. */
export function recoveryPart(codes, user, close) {
  const text = () => `${words.fileHead(user.email)}\n\n${codes.join("\n")}\n`;
  const act = (name, work) => element("button", { class: "button", type: "button", on: { click: work } },
    icon(name), words[name]);
  return element("div", { class: "recovery" },
    element("p", {}, words.recovery),
    element("ol", { class: "recovery-codes", "data-testid": "recovery-codes" },
      codes.map((code) => element("li", {}, element("code", {}, code)))),
    element("div", { class: "form-buttons" }, ...copyButton(text), act("download", () => download(text())),
      act("print", () => window.print())),
    element("div", { class: "form-dialog-foot" },
      element("button", {
        class: "button primary", type: "button", "data-testid": "recovery-done", on: { click: close },
      }, words.done)));
}

function download(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  element("a", { href: address, download: words.file }).click();
  URL.revokeObjectURL(address);
}
