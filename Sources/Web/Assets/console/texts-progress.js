import { share } from "./texts-certainty.js";

/** Words of "Progress": what publications did. */
export const words = {
  title: "Progress",
  note: "What became of questions that failed: how fast they were answered, and whether they stay away.",
  tabs: { overview: "Overview", week: "This week", notices: "Notices" },
  empty: ["Nothing has been published for a gap yet",
    "Once an article answers a gap, this page shows whether visitors are answered by it, how many questions it kept from your people, and how long it took. It begins with the first gap that you answer."],
  toGaps: "Open the gaps",
  unknown: "not known yet",

  heads: {
    live: "Answered without a person", prevented: "Prevented contacts", velocity: "From failing to answered", published: "Answered gaps",
  },
  live: {
    none: "No question yet", noneNote: "Nobody has asked about these since they were published.",
    value: (rate) => share(rate),
    note: (low, high, of) => `${share(low)} to ${share(high)}, of ${of} ${of === 1 ? "question" : "questions"} since publishing`,
    rows: (answered, of) => `${answered} of ${of}`,
    interval: (low, high) => `${Math.round(low * 100)}–${share(high)}`,
    title: "Questions since it was published",
    noted: "Questions that failed and are like the gap's, and questions for which its article was found first. The latest 100 are shown.",
    solved: "Answered", failed: "Answered, and did not help", passed: "Passed to people",
    erased: "This text was erased.", noRows: "Nobody has asked since.",
  },
  prevented: {
    value: (count) => count.toLocaleString("en"),
    range: (low, high) => `${low.toLocaleString("en")} to ${high.toLocaleString("en")}`,
    note: (low, high, measured, of) => `${low.toLocaleString("en")} to ${high.toLocaleString("en")}, by ${measured} of ${of} answered ${of === 1 ? "gap" : "gaps"}`,
    notYet: "Not distinguishable yet",
    few: (measured, of, weeks) => (measured === 0
      ? `It takes ${weeks} weeks after publishing, and enough questions of other gaps to compare with.`
      : `${measured} of ${of} can be compared, and by chance alone it could be none.`),
    missing: {
      weeks: ({ weeks, weeks_needed: needed }) => `${weeks} of ${needed} weeks have passed`,
      controls: ({ control_questions_needed: needed }) => (needed > 0
        ? `${needed.toLocaleString("en")} more questions of other gaps are needed to compare with` : "there are no other gaps to compare with"),
      evidence: ({ low, high }) => `${Math.round(low).toLocaleString("en")} to ${Math.round(high).toLocaleString("en")}: it could be none`,
    },
    placebo: (found, tried) => (tried === 0 ? "No gap that was left alone is large enough for the cross-check yet."
      : `Cross-check: of ${tried} ${tried === 1 ? "gap" : "gaps"} that nobody answered, ${found === 0 ? "none seems" : `${found} ${found === 1 ? "seems" : "seem"}`} to have fallen in the same weeks.`
        + (found / tried > 0.1 ? " That is many: trust these numbers less." : "")),
    how: "A contact is a question that failed. Expected is what gaps that nobody answered did in the same weeks, scaled to each gap as it was before. Seasons and growth cancel out that way.",
    weeks: ["Week", "Failed", "Expected"],
    title: "Failed questions each week",
    titleNote: (expected, observed, weeks) => `Since it was published ${Math.round(expected).toLocaleString("en")} were expected in ${weeks} ${weeks === 1 ? "week" : "weeks"}, and ${observed.toLocaleString("en")} came.`,
  },
  velocity: {
    days: (days) => days < 1 / 24 ? "under 1 h" : days < 1 ? `${Math.round(days * 24)} h` : `${Number(days.toFixed(days < 10 ? 1 : 0))} ${days === 1 ? "day" : "days"}`,
    none: "Not reached yet",
    range: (low, high) => (high === null ? `from ${low}, no upper end yet` : `${low} to ${high}`),
    note: (range, ended, open) => `${range ? `${range}; ` : ""}${ended} of ${ended + open} ${ended + open === 1 ? "gap is" : "gaps are"} answered for visitors`,
    noGaps: "No gap has three questions yet.",
    how: (days, least) => `Half of the gaps took no longer. Gaps with ${least} or more questions that first failed in the last ${days} days; those that are still open are counted in for as long as they have been.`,
    phases: {
      opened: "First failed question to the third", drafted: "Until somebody had a text", published: "Until an article was published", proven: "Until a replay proved it",
      live: "Until visitors were answered by it",
    },
    columns: ["Part of the way", "Half took no longer than", "95 % interval", "Done", "Open"],
    rows: ["Gap", "First failed", "Third question", "First text", "Published", "Proven", "Answers visitors"],
    liveNote: "An article answers visitors once five questions came and six in ten were answered without a person.",
  },
  published: {
    columns: ["Gap", "Published", "Replay", "Answered without a person", "Prevented contacts"],
    count: (count) => count.toLocaleString("en"),
    verdicts: (counts, names) => Object.entries(names).filter(([word]) => counts[word] > 0)
      .map(([word, name]) => `${counts[word]} ${name.toLowerCase()}`).join(", "),
    rows: "The questions", more: (count) => `The latest ${count} are shown.`,
  },
  parts: { published: "Answered gaps", velocity: "How long it takes", courses: "Gap by gap" },
  charts: {
    weeks: {
      fewer: (observed, expected) => `After publishing ${observed} questions failed where ${Math.round(expected)} were expected`,
      none: "Failed questions before and after publishing",
      x: "Weeks from publishing", y: "Failed questions a week", observed: "Failed", expected: "Expected by gaps left alone",
      columns: ["Week", "Failed", "Expected", "Gaps"],
      week: (number) => (number < 0 ? `${-number} before` : `${number + 1} after`),
      said: (label, observed, expected) => `${label}: ${observed} failed, ${expected} expected`,
    },
    curve: {
      found: (days) => `Half of the gaps are answered for visitors within ${days}`,
      open: "Fewer than half of the gaps are answered for visitors so far",
      x: "Days since the first failed question", y: "Gaps answered for visitors (%)", line: "Answered for visitors", band: "95 % interval",
      columns: ["Days", "Answered", "95 % interval", "Still watched", "Done then"],
    },
    none: "Two pictures appear here: failed questions before and after publishing, once a gap can be compared; and how long gaps take, once one is answered for visitors.",
    key: "T switches between charts and tables.",
  },
  notices: {
    note: "What is new about gaps, each told once: a gap has three questions, one grows fast, a published article was tried, or a draft waits for a colleague.",
    none: ["Nothing to tell yet", "When three questions fail for the same reason, when a gap grows fast, or when a published article was tried on its questions, it is told here."],
    words: { opened: "A gap opened", growing: "A gap grows fast", verdict: "An article was tried", review: "A draft waits for review", sent_back: "A draft was sent back", stopped: "A draft did not go out at its time" },
    about: {
      opened: (questions) => `${questions} ${questions === 1 ? "question" : "questions"} now.`,
      growing: (questions) => `More this week than four steady weeks would explain; ${questions} questions now.`,
      verdict: () => "The gap was opened again since.",
      draft: "It was dealt with since.",
    },
    isNew: "New",
    count: (count) => `${count} new`,
  },
  week: {
    heading: (from, to) => `${from} to ${to}`,
    print: "Print",
    note: "One page for a team's meeting: the last seven days.",
    opened: (count) => (count === 1 ? "1 gap opened" : `${count} gaps opened`),
    openedNote: "A third question failed this week.",
    growing: (count) => (count === 1 ? "1 gap grows fast" : `${count} gaps grow fast`),
    growingNote: "At least five questions this week, and more than four steady weeks would explain.",
    published: (count) => (count === 1 ? "1 gap answered" : `${count} gaps answered`),
    publishedNote: "What the replay said when it was published.",
    standing: "Where we stand",
    open: (count) => `${count} open ${count === 1 ? "gap has" : "gaps have"} three or more questions.`,
    live: (value, note) => `Answered without a person: ${value} (${note}).`,
    liveNone: "Nobody has asked about answered gaps since.",
    prevented: (value, note) => `Prevented contacts: ${value} (${note}).`,
    preventedNone: (why) => `Prevented contacts: not distinguishable yet. ${why}`,
    velocity: (value, note) => `From failing to answered: ${value} (${note}).`,
    velocityNone: (note) => `From failing to answered: not reached yet. ${note}`,
    none: "None.",
    more: (count) => `and ${count} more`,
    thisWeek: (count) => `${count} this week`,
  },
};
