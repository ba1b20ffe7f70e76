import base from "./base.css" with { type: "css" };
import panel from "./panel.css" with { type: "css" };
import messages from "./messages.css" with { type: "css" };
import cards from "./cards.css" with { type: "css" };
import touch from "./touch.css" with { type: "css" };

/** All styles, in the order in which they apply; the first import, so that equal things pack side by side. */
export const sheets = [base, panel, messages, cards, touch];
