/** Words of "How sure are we" and of judging answers. */
export const words = {
  title: "How sure are we",
  note: "What the Assistant promises about its answers, and what the promise rests on.",
  tabs: { overview: "Overview", judge: "Judge answers" },
  toJudge: (count) => `${count} to judge`,
  percent: (share, digits = 0) => `${Number((share * 100).toFixed(digits))} %`,
  unknown: "not known",
  parts: {
    now: "The promise now", reliability: "As sure as right", curve: "How much is answered, at which error",
    areas: "Areas, the worst first", moves: "What moved, and what it changed", versions: "Versions of the confidence",
  },

  now: {
    promised: (bound, certainty) => `At most ${bound} of the answers are wrong, with ${certainty} certainty.`,
    allowed: (allowed) => `You allow ${allowed}.`,
    rests: (judged, wrong, shadow) => `This rests on ${judged} judged ${judged === 1 ? "answer" : "answers"}, `
      + `${wrong} of them wrong${shadow > 0 ? `, and on ${shadow} questions that people answered` : ""}.`,
    notYet: (judged, needed) => `Not enough is judged yet to promise anything: ${judged} of ${needed}.`,
    bases: {
      day_zero: (threshold) => `Until then Baton answers only where it is at least ${threshold} sure, a careful threshold fitted on your articles alone.`,
      standard: (threshold) => `Until then Baton answers from ${threshold} on: the threshold that it comes with, fitted on nothing of yours.`,
      drift: (threshold) => `Answers got worse lately, so Baton has moved to the safe side and answers from ${threshold} on.`,
      worse: (threshold) => `Few are judged, but they are worse than you allow: Baton answers from ${threshold} on.`,
    },
    threshold: (threshold) => `Answers are given from a confidence of ${threshold} on.`,
    coverage: (share) => `That is ${share} of the questions.`,
    counts: { answered: "answered", handed_over: "passed to people", drawn: "drawn to be judged", judged: "judged", waiting: "waiting to be judged", contested: "contested" },
    contested: "Contested answers, on which judges disagree, count as wrong.",
  },
  drift: (at, from, to) => `Moved to the safe side ${at}: recent answers were wrong more often than allowed, so the threshold went from ${from} to ${to}. It stays there until a new fit or more judged answers say otherwise.`,
  driftWhole: "everything",

  charts: {
    table: "Table", chart: "Chart",
    key: "T switches between charts and tables.",
    missing: "The charts need Chart.js, which this server does not have: install Debian's package libjs-chart.js and restart Baton. The tables say the same.",
    open: "Open", opens: "The conversations behind it",
    none: "Nothing to draw yet: how often answers are right, and what another threshold would do, appears here as answers are judged.",
  },
  reliability: {
    fits: "Baton is about as sure as it is right",
    over: (from, to) => `Between ${from} and ${to} Baton is surer than it is right`,
    under: (from, to) => `Between ${from} and ${to} Baton is right more often than it says`,
    none: "Nobody has judged answers yet",
    x: "Confidence of the Assistant (%)", y: "Answers that were right (%)",
    points: "Judged answers, with 95 % interval", ideal: "As sure as right",
    columns: ["Confidence", "Judged", "Right", "Share right", "95 % interval", ""],
  },
  curve: {
    chosen: (coverage, error) => `${coverage} of questions answered, ${error} of the judged answers wrong`,
    open: "What another threshold would answer, and at which error",
    none: "Nobody has judged answers yet",
    x: "Questions that are answered (%)", y: "Answers that are wrong (%)",
    error: "Share of wrong answers", bound: "Upper bound of it", allowed: "Allowed", point: "Threshold in force",
    columns: ["Threshold", "Answered", "Judged", "Wrong", "Share wrong", "Upper bound", ""],
    inForce: "in force",
  },
  areas: {
    columns: ["Area", "Judged", "Wrong", "Upper bound", "Threshold", "Answered", ""],
    whole: "of the whole", none: "No area has judged answers yet.", noArea: "No area",
    notYet: (judged, needed) => `${judged} of ${needed} judged`,
    wrong: "The wrong ones",
  },
  moves: {
    note: "By the questions and judgements of the months before each move: the same ones, answered from the threshold before and from the one after.",
    none: "The threshold has not moved yet. What each move changes appears here.",
    went: (from, to) => `The threshold went from ${from} to ${to}`,
    stayed: (at) => `The threshold stays at ${at}`,
    causes: {
      judged: "answers were judged", drift: "recent answers were wrong too often", promise: "the promise was changed in the settings",
      model: (name) => `now by ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    },
    noQuestions: "There were no questions yet to see it by.",
    answered: (before, after, questions) => (before === after
      ? `Of ${questions.toLocaleString("en")} questions ${after} are answered, as before.`
      : `Of ${questions.toLocaleString("en")} questions ${after} are answered, ${before} before.`),
    wrong: (before, after) => {
      if (after === null) return `How many of the answers may be wrong cannot be said: too few are judged${before === null ? "" : `. Before it were at most ${before}`}.`;
      return `At most ${after} of the answers are wrong${before === null ? "; before, too few were judged to say" : before === after ? ", as before" : `, ${before} before`}.`;
    },
  },
  versions: {
    effect: (before, after, count) => `On ${count} outcomes that it had not seen it could answer ${after} at the allowed error, the version before ${before}.`,
    note: "Each fit is a version. One that is worse on outcomes that it did not see is kept, and not used.",
    inForce: "In force", notTaken: "Not taken",
    names: { hand: "Set by hand", day0: "Fitted on the articles", fit: (number) => `Fit ${number}, on outcomes` },
    samples: (count) => `${count} outcomes`,
    compare: "Compare", compareWith: (name) => `Compared with ${name}`,
    use: "Use this version", confirm: "Press again to use it", working: "Switching",
    used: (name) => `${name} is in force now.`,
    pinned: "A version was chosen by hand. New fits are made and kept, and do not take over.",
    unpin: "Let new fits take over", unpinned: "New fits take over again.",
    metrics: { auroc: "Orders right before wrong (AUROC)", ece: "Off by, on average (ECE)", brier: "Brier score", coverage: "Answered at the allowed error", held_out: "Outcomes held out" },
    columns: ["Measure", "This version", "The one before", "In force"],
    weights: ["Feature", "Weight", "In force"],
    metricsTitle: "On held-out outcomes", weightsTitle: "Weights, in standard deviations of the feature",
    bias: "Bias",
    none: "There is no version yet.",
  },
  behind: {
    title: "Conversations behind it",
    none: "There are none any longer: they may have been erased.",
    more: "Show more", loading: "Loading",
    sure: (confidence) => `${confidence} sure`,
    answered: "Answered", handedOver: "Passed to people",
    sources: { audit: "judged in an audit", shadow: "answered by a person" },
    verdicts: { right: "Right", wrong: "Wrong", cant_tell: "Can't tell", contested: "Contested", waiting: "Not judged" },
  },

  judge: {
    lists: { waiting: "To judge", contested: "Contested", judged: "Judged" },
    progress: (judged, needed) => `${judged} of ${needed} judged`,
    enough: (judged) => `${judged} judged`,
    question: "Question", answer: "Answer", sources: "Sources",
    right: "Right", wrong: "Wrong", cant_tell: "Can't tell", undo: "Back to the last one",
    ask: "Does the answer answer the question, and is it true?",
    keys: "U goes back to the last one",
    erased: "This text was erased.",
    open: "Open the conversation",
    contested: "Judges disagree: it counts as wrong.",
    said: (name, verdict) => `${name}: ${verdict}`,
    yours: (verdict) => `You said: ${verdict}. Press another to change it.`,
    failed: (error) => `Not saved. ${error}`,
    none: {
      waiting: ["Nothing waits to be judged", (rate) => rate > 0
        ? `Of every 100 answers about ${Math.round(rate * 100)} are drawn at random. They appear here.`
        : "No answers are drawn: set the audit rate in Settings, and a random sample appears here."],
      contested: ["Nobody disagrees", () => "Answers that two people judged differently appear here."],
      judged: ["Nothing is judged yet", () => "What you and others judged appears here, to look at again."],
    },
    onlyRead: "Your role can read this, not judge.",
    inConversation: "Drawn to be judged. Is it right?",
    judgedBy: (name, verdict) => `Judged ${verdict} by ${name === "You" ? "you" : name}`,
    verdictsInSentence: { right: "right", wrong: "wrong", cant_tell: "undecidable" },
  },
};

/** `fit-2` reads as "Fit 2, on outcomes". */
export function versionName(version) {
  if (version?.startsWith("day0")) return words.versions.names.day0;
  if (version?.startsWith("hand")) return words.versions.names.hand;
  const number = /^fit-(\d+)$/.exec(version ?? "")?.[1];
  return number ? words.versions.names.fit(number) : version ?? words.unknown;
}

/** A share as a percentage; "not known" for null. */
export function share(value, digits = 0) {
  return Number.isFinite(value) ? words.percent(value, digits) : words.unknown;
}
