import { words } from "./texts-account.js";

/** The order matters: most browsers also call themselves by the names of others. */
const browsers = [
  [/Edg(?:e|A|iOS)?\//, "Edge"], [/OPR\/|Opera/, "Opera"], [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrom(?:e|ium)\/|CriOS\//, "Chrome"], [/Safari\//, "Safari"], [/^curl\//, "curl"],
];
const systems = [
  [/iPhone|iPad/, "iOS"], [/Android/, "Android"], [/Windows/, "Windows"], [/CrOS/, "ChromeOS"],
  [/Mac OS X|Macintosh/, "macOS"], [/Linux/, "Linux"],
];

/** "Firefox on Linux" of a browser's long name for itself; null when nothing is known. */
export function deviceOf(agent) {
  const find = (table) => table.find(([pattern]) => pattern.test(agent ?? ""))?.[1] ?? null;
  const [browser, system] = [find(browsers), find(systems)];
  return browser && system ? words.sessions.on(browser, system) : browser ?? system;
}
