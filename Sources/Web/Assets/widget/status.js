import { texts } from "./texts.js";

const QUIET_OUTAGE_MS = 600;

/**
 * What the status line says about the connection; "" while all is well, and in the first moment of an
 * outage.
 */
export function statusText(connection, now) {
  switch (connection.state) {
  case "refused":
  case "broken": return texts.broken;
  case "closed":
  case "open":
  case "idle": return "";
  default: break;
  }
  if (now - connection.downSince < QUIET_OUTAGE_MS) return "";
  if (!navigator.onLine) return texts.offline;
  return texts.reconnecting;
}
