/** The interface in Spanish. */
export const words = {
  language: "es",
  direction: "ltr",

  panel: "Chat de ayuda",
  open: "Abrir el chat",
  openUnread: (count) => `Abrir el chat, ${count} ${count === 1 ? "mensaje nuevo" : "mensajes nuevos"}`,
  close: "Cerrar el chat",
  conversations: "Sus conversaciones",
  newConversation: "Nueva conversación",
  older: "Mensajes anteriores",
  messages: "Mensajes",
  loading: "Cargando la conversación",
  newMessages: "Mensajes nuevos",

  assistant: "Asistente",
  person: "Soporte",
  you: "Usted",
  peopleHere: (count) => (count === 1 ? "También hay 1 persona" : `También hay ${count} personas`),
  answersIn: (duration) => `Una persona responde en unos ${duration}`,
  backAt: (moment) => `El equipo vuelve: ${moment}`,
  nobodyHere: "Responde al momento",
  inQueue: "Esperando a una persona",
  personHere: "Del equipo",

  placeholder: "Escriba un mensaje",
  send: "Enviar",
  characters: (count, most) => `${count} de ${most} caracteres`,
  tooLong: "Acórtelo para enviarlo.",
  outboxFull: "Hay demasiados mensajes en espera. Este se queda aquí.",

  sending: "Enviando",
  sent: "Enviado",
  seen: "Visto",
  edit: "Editar",
  notSent: "No enviado - reintentar",
  refusals: {
    conversation_full: "Esta conversación está llena.",
    text_too_long: "Demasiado largo.",
    too_many_conversations: "Demasiadas conversaciones.",
  },
  answering: (name) => `${name} escribe una respuesta`,
  typing: (name) => `${name} escribe`,

  reconnecting: "Conectando. Puede seguir escribiendo.",
  offline: "Sin conexión. Lo que escriba se enviará después.",
  broken: "Recargue la página para seguir.",
  linkExpired: "Este enlace ha caducado. Escriba aquí de nuevo.",

  source: (number, title) => `Fuente ${number}: ${title}`,
  sources: "Fuentes",
  readArticle: "Leer el artículo",
  closeSource: "Cerrar la fuente",

  didThisHelp: "¿Le ha servido?",
  yes: "Sí",
  no: "No",
  helpedYes: "Gracias, es bueno saberlo.",
  helpedNo: "Lo sentimos.",

  consent: "¿Podemos usar sus conversaciones para entrenar al Asistente?",
  consentNoted: "Anotado. Puede cambiarlo en «Sus conversaciones».",

  talkToPerson: "Hablar con una persona",
  placeKept: "Puede salir de la página: su lugar se guarda.",
  talkingTo: (name) => `Habla con ${name}`,
  waitingHere: (count) => (count === 1
    ? "Hay 1 persona en línea y está avisada."
    : `Hay ${count} personas en línea y están avisadas.`),
  waitingNobody: "Ahora no hay nadie en línea. Responde quien llegue primero.",
  waitingAsk: "Escriba de qué se trata.",
  waitingSince: (duration) => `En espera: ${duration}`,

  contactOffer: (online, mail) => (online > 0 ? "Tarda más de lo normal. " : "") + (mail
    ? "Deje una dirección y le escribimos."
    : "Deje una dirección para el equipo. La respuesta llega aquí."),
  contactLabel: "Su correo electrónico",
  contactSend: "Dejar dirección",
  contactInvalid: "No parece una dirección de correo.",
  contactLeft: (address, mail) => (mail
    ? `Escribiremos a ${address}. Su lugar se guarda.`
    : `El equipo tiene su dirección, ${address}. Su lugar se guarda.`),

  handedOff: "Pasado a una persona",
  joined: (name) => `${name} está aquí`,
  givenBack: "El asistente responde de nuevo",
  resolved: "Resuelta",
  resolvedBy: (name) => `Resuelta por ${name}`,

  rate: "¿Qué tal ha ido?",
  rateBad: "Mal",
  rateGood: "Bien",
  rated: (score) => `Gracias. Su nota: ${score} de 5.`,
  writeAgain: "Si queda algo abierto, escriba de nuevo.",

  now: "ahora",
  seconds: "menos de un minuto",
};
