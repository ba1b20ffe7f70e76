/** The interface in Hebrew, from right to left. */
export const words = {
  language: "he",
  direction: "rtl",

  panel: "צ׳אט תמיכה",
  open: "פתיחת הצ׳אט",
  openUnread: (count) => `פתיחת הצ׳אט, הודעות חדשות: ${count}`,
  close: "סגירת הצ׳אט",
  conversations: "השיחות שלך",
  newConversation: "שיחה חדשה",
  older: "הודעות קודמות",
  messages: "הודעות",
  loading: "השיחה נטענת",
  newMessages: "הודעות חדשות",

  assistant: "עוזר",
  person: "תמיכה",
  you: "את/ה",
  peopleHere: (count) => (count === 1 ? "יש כאן גם נציג אחד" : `יש כאן גם ${count} נציגים`),
  answersIn: (duration) => `נציג עונה תוך כ־${duration}`,
  backAt: (moment) => `הצוות חוזר: ${moment}`,
  nobodyHere: "עונה מיד",
  inQueue: "ממתינים לנציג",
  personHere: "מהצוות",

  placeholder: "כתיבת הודעה",
  send: "שליחה",
  characters: (count, most) => `${count} מתוך ${most} תווים`,
  tooLong: "יש לקצר.",
  outboxFull: "יותר מדי הודעות ממתינות. זו נשארת כאן.",

  sending: "נשלחת",
  sent: "נשלחה",
  seen: "נצפתה",
  edit: "עריכה",
  notSent: "לא נשלחה - לנסות שוב",
  refusals: {
    conversation_full: "השיחה מלאה.",
    text_too_long: "ארוכה מדי.",
    too_many_conversations: "יותר מדי שיחות.",
  },
  answering: (name) => `תשובה נכתבת: ${name}`,
  typing: (name) => `בהקלדה: ${name}`,

  reconnecting: "מתחבר. אפשר להמשיך לכתוב.",
  offline: "אין חיבור. מה שנכתב יישלח אחר כך.",
  broken: "יש לטעון את הדף מחדש.",
  linkExpired: "הקישור פג. אפשר לכתוב כאן מחדש.",

  source: (number, title) => `מקור ${number}: ${title}`,
  sources: "מקורות",
  readArticle: "לקריאת המאמר",
  closeSource: "סגירת המקור",

  didThisHelp: "זה עזר?",
  yes: "כן",
  no: "לא",
  helpedYes: "תודה, טוב לדעת.",
  helpedNo: "חבל.",

  consent: "האם מותר לנו להשתמש בשיחות שלך כדי לאמן את העוזר?",
  consentNoted: "נרשם. אפשר לשנות זאת תחת ״השיחות שלך״.",

  talkToPerson: "שיחה עם נציג",
  placeKept: "אפשר לעזוב את הדף: המקום נשמר.",
  talkingTo: (name) => `שיחה עם ${name}`,
  waitingHere: (count) => (count === 1 ? "נציג אחד מחובר ונקרא." : `${count} נציגים מחוברים ונקראו.`),
  waitingNobody: "אין עכשיו אף אחד. מי שיחזור ראשון יענה.",
  waitingAsk: "אפשר לכתוב במה מדובר.",
  waitingSince: (duration) => `בהמתנה: ${duration}`,

  contactOffer: (online, mail) => (online > 0 ? "זה לוקח יותר מהרגיל. " : "") + (mail
    ? "אפשר להשאיר כתובת ונכתוב."
    : "אפשר להשאיר כתובת לצוות. התשובה תגיע לכאן."),
  contactLabel: "כתובת דוא״ל",
  contactSend: "השארת כתובת",
  contactInvalid: "זו לא נראית כתובת דוא״ל.",
  contactLeft: (address, mail) => (mail
    ? `נכתוב אל ${address}. המקום נשמר.`
    : `הכתובת ${address} אצל הצוות. המקום נשמר.`),

  handedOff: "הועבר לנציג",
  joined: (name) => `${name} כאן`,
  givenBack: "העוזר עונה שוב",
  resolved: "נפתרה",
  resolvedBy: (name) => `נפתרה על ידי ${name}`,

  rate: "איך היה?",
  rateBad: "רע",
  rateGood: "טוב",
  rated: (score) => `תודה. הציון: ${score} מתוך 5.`,
  writeAgain: "אם נשאר משהו פתוח, אפשר לכתוב שוב.",

  now: "עכשיו",
  seconds: "פחות מדקה",
};
