/** Words of the editor that answers a gap. */
export const words = {
  heading: { new: "New article", change: (title) => `Change “${title}”` },
  forGap: (name) => `for “${name}”`,
  back: "Back to the gap",
  panes: { label: "What is shown", write: "Write", preview: "Preview", evidence: "Evidence" },
  title: "Title", titlePlaceholder: "What would a reader ask?",
  text: "Text in Markdown", textPlaceholder: "The first paragraph answers the title. Then the steps.",
  details: "Where it belongs",
  area: "Area", areaPlaceholder: "None", language: "Language", audience: "Who may read it",
  audiences: { everyone: "Everyone", customers: "Signed-in visitors", agents: "The team only" },
  counted: (count) => `${count} ${count === 1 ? "word" : "words"}`,
  tools: "Formatting",
  tool: { heading: "Heading", bold: "Bold", italic: "Italic", list: "List", numbers: "Numbered list", code: "Code", link: "Link" },
  toolKeys: { bold: "Ctrl+B", italic: "Ctrl+I" },
  placeholderText: { bold: "bold", italic: "italic", code: "code", link: "text" },

  phrasings: {
    title: "Also found when people ask", label: "Add a phrasing", placeholder: "In the words that people use",
    hint: (count, most) => `${count} of ${most}. Searched beside the article, never shown.`,
    full: (most) => `There are ${most}: remove one to add another.`,
    add: "Add", remove: (text) => `Remove: ${text}`, removed: (text) => `Removed: ${text}`, known: "It is there already.",
  },

  preview: {
    title: "Preview", none: "What you write appears here as readers will see it.",
    failed: (error) => `The preview could not be made. ${error}`, again: "Try again",
  },

  writing: {
    button: "Write a draft", working: "Writing", hint: "From what people answered; the text here can be taken back.",
    waiting: "The model reads what people answered. This may take a minute.",
    failed: (why) => `No draft: the text here stays. ${why}`,
    done: (count, open) => `${count} ${count === 1 ? "sentence" : "sentences"}${open === 0 ? ", each said by somebody."
      : `, ${open} of them said by nobody: look at them in the evidence.`}`,
    taken: "The draft is in the text.", undo: "Take it back",
    title: "Who said it", note: "Each sentence of the draft, held against what people and articles say.",
    support: (support) => {
      const [people, articles] = [support.filter((one) => one.question).length, support.filter((one) => one.article).length];
      return [people > 0 ? `${people} ${people === 1 ? "answer" : "answers"}` : null,
        articles > 0 ? `${articles} ${articles === 1 ? "article" : "articles"}` : null].filter(Boolean).join(", ");
    },
    leads: "leads to what follows", unsupported: "Unsupported: nobody said this", gone: "not in the text any more",
    find: "Show it in the text",
  },

  comparison: {
    title: "Beside your other articles", note: "Compared by words and numbers: look before you believe it.",
    kinds: { contradiction: "May contradict", duplicate: "Nearly the same" },
    yours: (sentence) => `Yours: ${sentence}`,
  },

  evidence: {
    title: "Evidence", unsure: "Check before you publish", questions: "What people asked, and what was answered",
    none: "No person has answered these questions yet: there is nothing to take from.",
    related: "Related passages", insert: "Insert", insertReply: (text) => `Insert this answer: ${text}`,
    insertPassage: (title) => `Insert this passage of ${title}`,
    phrasing: "Add as phrasing", phrasingAdd: (text) => `Add as phrasing: ${text}`, open: "Conversation",
    inserted: "Inserted at the cursor.", added: "Added to the phrasings.",
    near: (score) => `nearness ${score}`, noAnswer: "Nobody answered",
  },

  kept: (at) => `Kept in this browser at ${at}`,
  keptNot: "This browser keeps nothing: publish before you close the page",
  unchanged: "Nothing is changed yet",
  proposed: (count) => `${count} ${count === 1 ? "phrasing is" : "phrasings are"} proposed; the text is as published`,
  draft: {
    found: (at) => `This is your draft of ${at}.`, discard: "Start again from the outline", discardChange: "Start again from the published text",
    discarded: "Your draft was put aside.", undo: "Take it back",
    other: "You changed this draft in another tab.", take: "Take that one",
  },

  waiting: {
    editing: "A change takes it back.",
    saidBack: (word) => `What should change: ${word}`,
    takenBack: { review: "Your change took the request for review back: ask again when you are done.", scheduled: "Your change took the schedule back: publish or schedule it again when you are done." },
    notTakenBack: (error) => `The draft that waits could not be taken back. ${error}`,
  },

  when: {
    title: "When", now: "At once", approved: "Once it is approved", later: "At a time",
    laterNote: "The questions are tried again then: what would break others does not go out.",
    laterReviewed: "Once it is approved, and not before this time.",
    at: "Day and time", zone: (zone) => `In your time zone, ${zone}.`, wrong: "Choose a time that is to come.",
  },

  changes: {
    button: "Changes", title: "What you changed", against: (revision) => `Against revision ${revision}, which is published.`,
    none: "The text is as published.", isNew: "This article is new: there is nothing published to compare it with.",
    added: "Added", removed: "Removed", same: (count) => `${count} unchanged ${count === 1 ? "line" : "lines"}`,
    counts: (added, removed) => `${added} ${added === 1 ? "line" : "lines"} added, ${removed} removed.`,
    whole: "The texts are too long or too different to compare line by line: first what was, then what is.",
    fields: "Beside the text", field: (name, before, after) => `${name}: ${before || "none"} → ${after || "none"}`,
    phrasings: (added, removed) => `Phrasings: ${added} added, ${removed} removed`,
  },

  replay: {
    button: "Try the questions", title: "How the Assistant would answer these questions now",
    note: "Nothing is published: the draft is tried beside your articles.",
    trying: "The questions of this gap are asked again, with and without your draft.",
    columns: ["Question", "Now", "With your draft"],
    answered: (title) => `Answered from ${title}`, answeredPlain: "Answered", passed: "Passed to people",
    kinds: {
      right: "right", found: "found", otherwise: "found, says otherwise", silent: "found, says something else", wrong: "from another",
    },
    sure: (confidence) => `${confidence} sure`,
    answeredCount: (after, before) => `Answered at all, right or not: ${after} with your draft, ${before} now.`,
    meaning: "“Right” says what a person answered, as far as words and numbers can be compared. “Found” is what nobody answered.",
    failed: (error) => `Not tried. ${error}`,
    broken: (count) => (count === 1 ? "1 other question would break" : `${count} other questions would break`),
    brokenNote: "They are answered right today and would not be any longer.",
    correct: {
      column: "If this is fine",
      label: (text) => `If this is fine: ${text}`,
      too: (title) => `“${title}” is right too`,
      none: "Not a test",
      working: "Noting",
      taken: "Noted: both articles are right for it from now on.",
      left: "Noted: publications are not tried on it any more.",
      failed: (error) => `Not noted. ${error}`,
    },
    erased: "This question was erased.",
  },

  rehearsal: {
    title: "What the model would say",
    offer: (count, model) =>
      `${count === 1 ? "1 of these questions passes" : `${count} of these questions pass`} with your draft. ${model} can write the ${count === 1 ? "answer" : "answers"}, and Baton checks each sentence as it does for visitors.`,
    cost: (sent, written) => `It reads about ${sent.toLocaleString("en")} tokens and writes at most ${written.toLocaleString("en")}.`,
    time: (seconds) => `That takes about ${duration(seconds)}.`,
    timeUnknown: "How long it takes is known after the first answer.",
    begin: "Have them answered", working: "The model writes", stop: "Stop after this one",
    progress: (done, of, seconds) => `${done} of ${of} answered${seconds === null ? "" : `, about ${duration(seconds)} left`}.`,
    done: ({ done, answered, right }, of) =>
      (done < of ? `Stopped after ${done} of ${of}. ` : "")
      + (done === 0 ? "Nothing is known yet." : answered === 0 ? "None is answered: all would go to people." : `${answered} answered, ${right} of them as a person did, ${done - answered} would go to people.`),
    kinds: {
      says: "Says what a person answered", otherwise: "Says otherwise than a person did", silent: "Says something else than a person did",
      unknown: "Answered: nobody answered it before", passed: "Would go to a person",
    },
    withheld: (count) => (count === 1 ? "A sentence was held back: the articles do not say it." : `${count} sentences were held back: the articles do not say them.`),
    failure: (why) => `The model failed: ${why}. Baton would quote the articles.`,
  },

  publish: {
    button: "Publish", askButton: "Ask for review", askTitle: (title) => `Ask a colleague to review “${title}”?`, title: (title) => `Publish “${title}”?`, working: "Publishing and trying the questions", trying: "Trying the questions",
    note: "Once it is out, the Assistant answers from it, and it appears in the help centre.",
    noteTeam: "Only the team can read it: the Assistant never quotes it to visitors.",
    noteCustomers: "Once it is out, the Assistant answers from it, to visitors who are signed in.",
    then: "Then the questions of this gap are asked again, and the page says what changed.",
    facts: { audience: "Who may read it", area: "Area", language: "Language", phrasings: "Phrasings", size: "Text" },
    noteReview: "A colleague who may publish reads it first. Then:",
    do: "Publish", ask: "Ask for review", schedule: "Schedule", cancel: "Back to the text", keys: "Ctrl+Enter asks for it while you write",
    missing: { title: "Give it a title.", text: "Write a text first." },
    tooLong: (most) => `At most ${most} bytes: split it into two articles.`,
    failed: (error) => `Not published. ${error}`,
    uncertain: "Look at the gap before you try again: it may have gone through.",
    asked: (title) => `“${title}” waits for a colleague.`,
    scheduled: (title, moment) => `“${title}” goes out on ${moment}.`,
    done: (title, revision) => `“${title}” is published, revision ${revision}.`,
  },
  revisions: {
    button: "Revisions", title: (title) => `Revisions of “${title}”`, list: "Earlier revisions", named: (number) => `Revision ${number}`,
    current: (number) => `Published now is revision ${number}:`,
    verdict: (right, checked, broken) => `When it was published ${right} of ${checked} ${checked === 1 ? "question" : "questions"} with a known answer were answered right`
      + `${broken > 0 ? `, and ${broken} other ${broken === 1 ? "one was" : "ones were"} broken` : ""}.`,
    sources: { console: "written in the console", file: "imported" }, none: "This is its first revision.",
    choose: "Choose a revision to see what differs.", against: "From what is published now to this revision:",
    revert: (number) => `Go back to revision ${number}`, revertTitle: (number) => `Go back to revision ${number}?`,
    revertNote: "It becomes a new revision with that text, phrasings and place. The questions of this gap, and others that are answered well, are tried first.",
    revertAnyway: "Go back anyway", reverted: (title, number, as) => `“${title}” is as in revision ${number} again, as revision ${as}.`,
    remove: "Remove the article", removeTitle: (title) => `Remove “${title}”?`,
    removeNote: "Readers and the Assistant no longer find it, and the gap is open again. Its revisions stay; importing its file brings it back.",
    removeAnyway: "Remove anyway", removed: (title) => `“${title}” is removed.`,
  },
  broken: {
    title: (count) => (count === 1 ? "This breaks 1 question" : `This breaks ${count} questions`),
    note: "They are answered right today. With your draft they would not be any longer:",
    noteThen: "They are answered right today. Afterwards they would not be any longer:",
    hint: "Often a narrower title, or fewer phrasings, keeps both.",
    anyway: "Publish anyway", askAnyway: "Ask anyway", scheduleAnyway: "Schedule anyway", back: "Back to the text",
  },
  conflict: {
    title: "Somebody published meanwhile", again: "Somebody published this article meanwhile: open it again.",
    note: (revision) => `Revision ${revision} is newer than what you began with. Nothing is lost: here are both texts.`,
    noteGone: "The article was taken away since you began. Your text is kept: publishing makes it anew.",
    theirs: "Published now", mine: "Yours",
    keep: "Go on with mine, on top of theirs", keepNote: "Your text replaces theirs when you publish.",
    take: "Go on with theirs", takeNote: "Theirs comes into the editor; yours can be taken back.",
    taken: "Their text is in the editor.", kept: "Your text is unchanged: publish again to replace theirs.",
    both: "Differences between both",
  },
};

/** Rounded as one would say it. */
function duration(seconds) {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}
