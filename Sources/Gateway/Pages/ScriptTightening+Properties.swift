extension ScriptTightening {
    /// Properties that are the widget's own: neither the browser, nor the protocol, nor the host page, nor a
    /// text in the sources knows them by name, so that they may get shorter ones. A test holds that; a name
    /// that is missing here costs bytes and nothing else.
    static let properties: Set<String> = [
        "announcer", "answersIn", "askForPerson", "askForRows", "askedForPerson", "asksIfHelped",
        "attempt", "away", "backAt", "box", "characters", "choose", "closeSource", "compose",
        "confirmed", "connectionChanged", "contactInvalid", "contactLabel", "contactLeft",
        "contactOffer", "contactRefused", "contactSend", "didThisHelp", "downSince", "dress", "follow",
        "wipe", "giveUp", "givenBack", "handedOff", "hasHistory", "hasLink", "hasOthers",
        "hasProfile", "helpedBy", "helpedNo", "helpedYes", "identify", "inQueue", "isEmpty", "isKnown",
        "isNew", "isOpen", "leaveAddress", "linkExpired", "markRead", "marker", "messageId",
        "newConversation", "newMessages", "news", "no", "noConversations", "nobodyHere", "notSent",
        "onclosed", "onopened", "openUnread", "outbox", "outboxFull", "pageChanged", "peopleHere",
        "personHere", "placeKept", "post", "rateBad", "rateGood", "readArticle", "receive", "received",
        "reconnecting", "refusals", "refuse", "renew", "renewed", "resolvedBy", "restart", "say",
        "seconds", "sendProfile", "sendsMessage", "settle", "showEarlier", "synced", "takeBack",
        "talkToPerson", "talkingTo", "tell", "textLimit", "tokenRefused", "typed", "typingName",
        "unread", "until", "waitedFor", "waitingAdd", "waitingAsk", "waitingHere", "waitingNobody",
        "waitingSince", "wake", "wantsPerson", "what", "writeAgain", "yes", "you",
    ]
}
