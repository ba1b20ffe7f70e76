/** The interface in French. */
export const words = {
  language: "fr",
  direction: "ltr",

  panel: "Chat d’assistance",
  open: "Ouvrir le chat",
  openUnread: (count) => `Ouvrir le chat, ${count} ${count === 1 ? "nouveau message" : "nouveaux messages"}`,
  close: "Fermer le chat",
  conversations: "Vos conversations",
  newConversation: "Nouvelle conversation",
  older: "Messages précédents",
  messages: "Messages",
  loading: "Chargement de la conversation",
  newMessages: "Nouveaux messages",

  assistant: "Assistant",
  person: "Support",
  you: "Vous",
  peopleHere: (count) => (count === 1 ? "1 personne est là aussi" : `${count} personnes sont là aussi`),
  answersIn: (duration) => `Une personne répond en ${duration} environ`,
  backAt: (moment) => `L’équipe revient : ${moment}`,
  nobodyHere: "Répond tout de suite",
  inQueue: "En attente d’une personne",
  personHere: "De l’équipe",

  placeholder: "Écrire un message",
  send: "Envoyer",
  characters: (count, most) => `${count} sur ${most} caractères`,
  tooLong: "Raccourcissez-le pour l’envoyer.",
  outboxFull: "Trop de messages attendent. Celui-ci reste ici.",

  sending: "Envoi",
  sent: "Envoyé",
  seen: "Vu",
  edit: "Modifier",
  notSent: "Non envoyé - réessayer",
  refusals: {
    conversation_full: "Cette conversation est pleine.",
    text_too_long: "Trop long.",
    too_many_conversations: "Trop de conversations.",
  },
  answering: (name) => `${name} écrit une réponse`,
  typing: (name) => `${name} écrit`,

  reconnecting: "Connexion. Vous pouvez continuer à écrire.",
  offline: "Vous êtes hors ligne. Vos messages partiront plus tard.",
  broken: "Rechargez la page pour continuer.",
  linkExpired: "Ce lien a expiré. Écrivez ici de nouveau.",

  source: (number, title) => `Source ${number} : ${title}`,
  sources: "Sources",
  readArticle: "Lire l’article",
  closeSource: "Fermer la source",

  didThisHelp: "Cela vous a-t-il aidé ?",
  yes: "Oui",
  no: "Non",
  helpedYes: "Merci, c’est bon à savoir.",
  helpedNo: "Désolé.",

  consent: "Pouvons-nous utiliser vos conversations pour entraîner l’Assistant ?",
  consentNoted: "C’est noté. Vous pouvez le changer sous « Vos conversations ».",

  talkToPerson: "Parler à une personne",
  placeKept: "Vous pouvez quitter la page : votre place est gardée.",
  talkingTo: (name) => `Vous parlez à ${name}`,
  waitingHere: (count) => (count === 1
    ? "1 personne est en ligne et prévenue."
    : `${count} personnes sont en ligne et prévenues.`),
  waitingNobody: "Personne n’est en ligne. La première personne de retour répond.",
  waitingAsk: "Écrivez de quoi il s’agit.",
  waitingSince: (duration) => `En attente : ${duration}`,

  contactOffer: (online, mail) => (online > 0 ? "C’est plus long que d’habitude. " : "") + (mail
    ? "Laissez une adresse et nous vous écrirons."
    : "Laissez une adresse à l’équipe. La réponse arrive ici."),
  contactLabel: "Votre adresse e-mail",
  contactSend: "Laisser l’adresse",
  contactInvalid: "Cela ne ressemble pas à une adresse e-mail.",
  contactLeft: (address, mail) => (mail
    ? `Nous écrirons à ${address}. Votre place est gardée.`
    : `L’équipe a votre adresse, ${address}. Votre place est gardée.`),

  handedOff: "Transmis à une personne",
  joined: (name) => `${name} est là`,
  givenBack: "L’assistant répond de nouveau",
  resolved: "Résolue",
  resolvedBy: (name) => `Résolue par ${name}`,

  rate: "C’était comment ?",
  rateBad: "Mauvais",
  rateGood: "Bien",
  rated: (score) => `Merci. Votre note : ${score} sur 5.`,
  writeAgain: "S’il reste une question, écrivez de nouveau.",

  now: "à l’instant",
  seconds: "moins d’une minute",
};
