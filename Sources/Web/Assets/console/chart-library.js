/** Where the server has Debian's Chart.js; it is not there where the package is missing. */
const path = "/assets/vendor/chart.js";
let loading = null;

/** Chart.js, loaded when the first chart is drawn; null where the server does not have it. */
export function chartLibrary() {
  loading ??= import(path).then(() => globalThis.Chart ?? null, () => null);
  return loading;
}
