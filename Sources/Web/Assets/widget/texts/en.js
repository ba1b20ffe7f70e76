/** The interface in English. Functions get numbers and names; nothing here is markup. */
export const words = {
  language: "en",
  direction: "ltr",

  panel: "Support chat",
  open: "Open the chat",
  openUnread: (count) => `Open the chat, ${count} new ${count === 1 ? "message" : "messages"}`,
  close: "Close the chat",
  conversations: "Your conversations",
  newConversation: "New conversation",
  older: "Earlier messages",
  messages: "Messages",
  loading: "Loading the conversation",
  newMessages: "New messages",

  assistant: "Assistant",
  person: "Support",
  you: "You",
  peopleHere: (count) => (count === 1 ? "1 person is here too" : `${count} people are here too`),
  answersIn: (duration) => `People answer in about ${duration}`,
  backAt: (moment) => `The team is back ${moment}`,
  nobodyHere: "Answers right away",
  inQueue: "Waiting for a person",
  personHere: "From the team",

  placeholder: "Write a message",
  send: "Send",
  characters: (count, most) => `${count} of ${most} characters`,
  tooLong: "Shorten it to send it.",
  outboxFull: "Too many messages wait to be sent. This one stays here meanwhile.",

  sending: "Sending",
  sent: "Sent",
  seen: "Seen",
  edit: "Edit",
  notSent: "Not sent - tap to retry",
  refusals: {
    conversation_full: "This conversation is full.",
    text_too_long: "Too long.",
    too_many_conversations: "Too many conversations.",
  },
  answering: (name) => `${name} is writing an answer`,
  typing: (name) => `${name} is typing`,

  reconnecting: "Connecting. You can keep writing.",
  offline: "You are offline. What you write is sent later.",
  broken: "Reload the page to go on.",
  linkExpired: "This link has expired. Write here to begin anew.",

  source: (number, title) => `Source ${number}: ${title}`,
  sources: "Sources",
  readArticle: "Read the article",
  closeSource: "Close the source",

  didThisHelp: "Did this help?",
  yes: "Yes",
  no: "No",
  helpedYes: "Thanks, good to know.",
  helpedNo: "Sorry that it did not.",

  consent: "May we use your conversations to train the Assistant?",
  consentNoted: "Noted. You can change it under “Your conversations”.",

  talkToPerson: "Talk to a person",
  placeKept: "You can leave this page: your place is kept.",
  talkingTo: (name) => `You are talking to ${name}`,
  waitingHere: (count) => (count === 1
    ? "1 person is online and was asked to come."
    : `${count} people are online and were asked to come.`),
  waitingNobody: "Nobody is online now. The first person back answers.",
  waitingAsk: "Write what it is about.",
  waitingSince: (duration) => `Waiting for ${duration}`,

  contactOffer: (online, mail) => (online > 0 ? "It takes longer than usual. " : "") + (mail
    ? "Leave an address and we write to you."
    : "Leave an address for the team. The answer comes here."),
  contactLabel: "Your e-mail address",
  contactSend: "Leave address",
  contactInvalid: "This does not look like an e-mail address.",
  contactLeft: (address, mail) => (mail
    ? `We will write to ${address}. Your place is kept.`
    : `The team has your address, ${address}. Your place is kept.`),

  handedOff: "Passed to a person",
  joined: (name) => `${name} joined`,
  givenBack: "The Assistant answers again",
  resolved: "Resolved",
  resolvedBy: (name) => `Resolved by ${name}`,

  rate: "How was it?",
  rateBad: "Bad",
  rateGood: "Good",
  rated: (score) => `Thank you. You rated this ${score} of 5.`,
  writeAgain: "If something is still open, write again.",

  now: "now",
  seconds: "less than a minute",
};
