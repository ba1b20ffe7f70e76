/** The interface in German. */
export const words = {
  language: "de",
  direction: "ltr",

  panel: "Support-Chat",
  open: "Chat öffnen",
  openUnread: (count) => `Chat öffnen, ${count} neue ${count === 1 ? "Nachricht" : "Nachrichten"}`,
  close: "Chat schließen",
  conversations: "Ihre Gespräche",
  newConversation: "Neues Gespräch",
  older: "Frühere Nachrichten",
  messages: "Nachrichten",
  loading: "Das Gespräch wird geladen",
  newMessages: "Neue Nachrichten",

  assistant: "Assistent",
  person: "Support",
  you: "Sie",
  peopleHere: (count) => (count === 1 ? "1 Person ist auch da" : `${count} Personen sind auch da`),
  answersIn: (duration) => `Antwort von Menschen in etwa ${duration}`,
  backAt: (moment) => `Das Team ist wieder da: ${moment}`,
  nobodyHere: "Antwortet sofort",
  inQueue: "Warten auf eine Person",
  personHere: "Aus dem Team",

  placeholder: "Nachricht schreiben",
  send: "Senden",
  characters: (count, most) => `${count} von ${most} Zeichen`,
  tooLong: "Bitte kürzen.",
  outboxFull: "Zu viele Nachrichten warten. Diese bleibt solange hier.",

  sending: "Wird gesendet",
  sent: "Gesendet",
  seen: "Gesehen",
  edit: "Ändern",
  notSent: "Nicht gesendet - nochmals versuchen",
  refusals: {
    conversation_full: "Dieses Gespräch ist voll.",
    text_too_long: "Zu lang.",
    too_many_conversations: "Zu viele Gespräche.",
  },
  answering: (name) => `${name} schreibt eine Antwort`,
  typing: (name) => `${name} schreibt`,

  reconnecting: "Verbindung wird aufgebaut. Sie können weiterschreiben.",
  offline: "Sie sind offline. Was Sie schreiben, wird später gesendet.",
  broken: "Laden Sie die Seite neu.",
  linkExpired: "Dieser Link ist abgelaufen. Schreiben Sie hier neu.",

  source: (number, title) => `Quelle ${number}: ${title}`,
  sources: "Quellen",
  readArticle: "Artikel lesen",
  closeSource: "Quelle schließen",

  didThisHelp: "Hat das geholfen?",
  yes: "Ja",
  no: "Nein",
  helpedYes: "Danke, gut zu wissen.",
  helpedNo: "Schade.",

  consent: "Dürfen wir Ihre Gespräche nutzen, um den Assistenten zu trainieren?",
  consentNoted: "Notiert. Ändern können Sie es unter „Ihre Gespräche“.",

  talkToPerson: "Mit einem Menschen sprechen",
  placeKept: "Sie können die Seite verlassen: Ihr Platz bleibt.",
  talkingTo: (name) => `Sie sprechen mit ${name}`,
  waitingHere: (count) => (count === 1
    ? "1 Person ist online und wurde gerufen."
    : `${count} Personen sind online und wurden gerufen.`),
  waitingNobody: "Gerade ist niemand online. Wer zuerst da ist, antwortet.",
  waitingAsk: "Schreiben Sie, worum es geht.",
  waitingSince: (duration) => `Sie warten seit: ${duration}`,

  contactOffer: (online, mail) => (online > 0 ? "Es dauert länger als sonst. " : "") + (mail
    ? "Lassen Sie eine Adresse da, dann schreiben wir Ihnen."
    : "Lassen Sie dem Team eine Adresse da. Die Antwort kommt hier an."),
  contactLabel: "Ihre E-Mail-Adresse",
  contactSend: "Adresse dalassen",
  contactInvalid: "Das sieht nicht wie eine E-Mail-Adresse aus.",
  contactLeft: (address, mail) => (mail
    ? `Wir schreiben an ${address}. Ihr Platz bleibt.`
    : `Das Team hat Ihre Adresse, ${address}. Ihr Platz bleibt.`),

  handedOff: "An einen Menschen übergeben",
  joined: (name) => `${name} ist jetzt da`,
  givenBack: "Der Assistent antwortet wieder",
  resolved: "Gelöst",
  resolvedBy: (name) => `Gelöst von ${name}`,

  rate: "Wie war es?",
  rateBad: "Schlecht",
  rateGood: "Gut",
  rated: (score) => `Danke. Ihre Bewertung: ${score} von 5.`,
  writeAgain: "Ist noch etwas offen, schreiben Sie wieder.",

  now: "jetzt",
  seconds: "weniger als eine Minute",
};
