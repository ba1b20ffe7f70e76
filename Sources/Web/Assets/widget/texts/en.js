/** The interface in English. Functions get numbers and names; nothing here is markup. */
export const words = {
  language: "en",
  direction: "ltr",

  panel: "Support chat",
  open: "Open the chat",
  openUnread: (count) => `Open the chat, ${count} new ${count === 1 ? "message" : "messages"}`,
  close: "Close the chat",
  messages: "Messages",
  loading: "Loading the conversation",
  newMessages: "New messages",

  assistant: "Assistant",
  person: "Support",
  you: "You",
  peopleHere: (count) => (count === 1 ? "1 person is here too" : `${count} people are here too`),
  nobodyHere: "Answers right away",
  inQueue: "Waiting for a person",
  personHere: "From the team",
  closed: "Resolved",

  placeholder: "Write a message",
  send: "Send",
  characters: (count, most) => `${count.toLocaleString(words.language)} of ${most.toLocaleString(words.language)} characters`,
  tooLong: (count, most) => `${words.characters(count, most)}: shorten it`,
  outboxFull: "Too many messages are waiting to be sent. This one stays here until they are through.",

  sending: "Sending",
  sent: "Sent",
  notSent: "Not sent - tap to retry",
  notSentFull: "This conversation is full - tap to send it in a new one",
  answering: (name) => `${name} is writing an answer`,
  typing: (name) => `${name} is typing`,

  connecting: "Connecting",
  reconnecting: "Reconnecting. You can keep writing.",
  offline: "You are offline. What you write is sent when you are back.",
  crowded: "The chat is open in too many places. Trying again in a minute.",
  refused: "This page is out of date: reload it.",
  broken: "The chat has stopped working: reload the page.",
  stopped: "The chat is closed. Write a message to open it again.",

  source: (number, title) => `Source ${number}: ${title}`,
  sources: "Sources",
  readArticle: "Read the article",
  closeSource: "Close the source",

  didThisHelp: "Did this help?",
  yes: "Yes",
  no: "No",
  helpedYes: "Thanks, good to know.",
  helpedNo: "Sorry that it did not.",

  talkToPerson: "Talk to a person",
  placeKept: "You can leave this page: your place is kept.",
  talkingTo: (name) => `You are talking to ${name}`,
  askedForPerson: "Asking for a person",
  waitingHere: (count) => (count === 1
    ? "1 person is online and has been asked to come."
    : `${count} people are online and have been asked to come.`),
  waitingNobody: "Nobody is online right now. Your messages are kept, and the first person back answers.",
  waitingAdd: "Add anything that helps them meanwhile.",
  waitingAsk: "Write what it is about: they see it as soon as they come.",
  waitingSince: (duration) => `Waiting for ${duration}`,

  contactOffer: (online) => (online > 0
    ? "It takes longer than usual. Leave an address and we write to you; your place is kept."
    : "Leave an address and we write to you; your place is kept."),
  contactLabel: "Your e-mail address",
  contactSend: "Leave address",
  contactInvalid: "This does not look like an e-mail address. Check it, please.",
  contactLeft: (address) => `We will write to ${address}. Your place in the queue is kept.`,

  handedOff: "Passed to a person",
  joined: (name) => `${name} joined`,
  givenBack: "The Assistant answers again",
  resolved: "Resolved",
  resolvedBy: (name) => `Resolved by ${name}`,

  rate: "How was it?",
  rateBad: "Bad",
  rateGood: "Good",
  score: (score) => ["", "1, bad", "2", "3", "4", "5, good"][score],
  rated: (score) => `Thank you. You rated this ${score} of 5.`,
  writeAgain: "If something is still open, write again.",

  now: "now",
  seconds: "less than a minute",
  minutes: (count) => `${count} min`,
  hours: (count) => `${count} h`,
};
