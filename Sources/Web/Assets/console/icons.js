const namespace = "http://www.w3.org/2000/svg";

/** Outlines on a grid of 20, strokes of 1.5. */
const outlines = {
  inbox:
    "M3 11h4l1.2 2.2h3.6L13 11h4M3 11l2.4-7h9.2L17 11v5.5H3z",
  signOut:
    "M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.5h3M12.5 13.5 16 10l-3.5-3.5M16 10H8",
  back: "M12 4.5 6.5 10l5.5 5.5",
  person:
    "M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10zM4 16.5c.6-2.8 3-4.3 6-4.3s5.4 1.5 6 4.3",
  more:
    "M4.5 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4zM10 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4z"
    + "M15.5 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4z",
  close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  down: "M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5",
  settings:
    "M3.5 6h6M13.5 6h3M3.5 14h3M10.5 14h6M11.5 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM8.5 12a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  users:
    "M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2.5 16c.4-2.6 2.5-4 5-4s4.6 1.4 5 4M13 4.2a2.7 2.7 0 0 1 0 5.1"
    + "M14.6 12.4c1.6.5 2.7 1.7 2.9 3.6",
  account:
    "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
    + "M5.2 15.6c.7-1.8 2.5-2.8 4.8-2.8s4.1 1 4.8 2.8",
  certainty: "M3.5 3v13.5H17M6 13.5l3.2-4 2.6 2.2 4.2-6",
  gaps: "M3 4.5h14v9.5H9.5L6 17v-3H3zM8.2 7.9a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.6-.9 1.1M10 12.2h.01",
  progress: "M3 16.5h14M4.5 13.5v-3M8.2 13.5v-5M11.8 13.5V10M15.5 13.5v-9M3.8 6.4 8 3.6l3 2.4",
  audit: "M5 2.5h10v15H5zM7.8 6.5h4.4M7.8 10h4.4M7.8 13.5h2.4",
  verified: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM6.8 10.2l2.2 2.2 4.2-4.6",
  lock: "M5 9.5h10v7H5zM7 9.5V7a3 3 0 0 1 6 0v2.5",
  flag: "M5 17V3.5h9l-1.6 3.2L14 10H5",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4",
  bell: "M10 3a4.5 4.5 0 0 1 4.5 4.5c0 4 1.5 5.5 1.5 5.5H4s1.5-1.5 1.5-5.5A4.5 4.5 0 0 1 10 3zM8.5 15.5a1.6 1.6 0 0 0 3 0",
  article: "M5 2.5h7l3 3v12H5zM12 2.5v3h3M7.8 9h4.4M7.8 12.5h4.4",
  note: "M4 3.5h12v9l-4 4H4zM16 12.5h-4v4",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
  keyboard: "M2.5 5h15v10h-15zM5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M6.5 12h7",
  pencil: "M4 16l.7-3.2L13.2 4.3l2.5 2.5-8.5 8.5zM11.4 6.1l2.5 2.5",
  chevron: "M5.5 8 10 12.5 14.5 8",
  heading: "M5 4v12M15 4v12M5 10h10",
  bold: "M6 4h4.8a3 3 0 0 1 0 6H6zM6 10h5.6a3 3 0 0 1 0 6H6z",
  italic: "M8.5 4h6M5.5 16h6M11.8 4 8.2 16",
  list: "M7.5 5.5h9M7.5 10h9M7.5 14.5h9M3.8 5.5h.01M3.8 10h.01M3.8 14.5h.01",
  numbers: "M8 5.5h8.5M8 10h8.5M8 14.5h8.5M3.4 4.4l1-.6v3.4M3.3 12.6c.2-.8 1.8-.9 1.8.1 0 .8-1.8 1.4-1.8 2.5h1.9",
  code: "M7 6l-4 4 4 4M13 6l4 4-4 4",
  link: "M8.4 11.6l3.2-3.2M9.2 6.6l1.9-1.9a3 3 0 0 1 4.2 4.2l-1.9 1.9M10.8 13.4l-1.9 1.9a3 3 0 0 1-4.2-4.2l1.9-1.9",
  plus: "M10 4.5v11M4.5 10h11",
  up: "M10 15.5v-11M5.5 9 10 4.5 14.5 9",
  copy: "M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4",
  chat: "M3 4.5h14v9.5H9.5L6 17v-3H3z",
  spark: "M10 3l1.8 5.2L17 10l-5.2 1.8L10 17l-1.8-5.2L3 10l5.2-1.8z",
  download: "M10 3.5v9M6 8.8l4 4 4-4M3.5 16.5h13",
  print: "M5.5 7.5v-4h9v4M5.5 14h-2V7.5h13V14h-2M5.5 11.5h9v5h-9z",
  send: "M10 16V4.5M5.5 9 10 4.5 14.5 9",
};

/** An icon is decoration: the name of the control beside it says what it does. */
export function icon(name, className = "icon") {
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", outlines[name]);
  svg.append(path);
  return svg;
}

/** Our sign: a baton that is being passed. */
export function mark() {
  const image = document.createElement("img");
  image.src = "/assets/shared/mark.svg";
  image.alt = "";
  image.className = "mark";
  return image;
}
