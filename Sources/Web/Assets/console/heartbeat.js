// A worker: browsers slow the timers of a page in the background down to one a minute, which would make an agent with
// another tab in front look absent. A worker's timers go on.
const beat_ms = 5_000;

setInterval(() => postMessage("beat"), beat_ms);
