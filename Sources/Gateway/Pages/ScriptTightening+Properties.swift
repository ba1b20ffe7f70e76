extension ScriptTightening {
    /// Properties that are the widget's own: neither the browser, nor the protocol, nor the host page, nor a text in
    /// the sources knows them by name, so that they may get shorter ones. Tests hold that; a name that is missing
    /// here costs bytes and nothing else.
    static let properties: Set<String> = [
        "announcer", "answersIn", "askForPerson", "askForRows", "askedForPerson", "asksIfHelped", "away",
        "backAt", "characters", "choose", "closeSource", "compose", "connectionChanged", "contactInvalid",
        "contactLabel", "contactLeft", "contactOffer", "contactRefused", "contactSend", "didThisHelp",
        "downSince", "dress", "follow", "forget", "givenBack", "giveUp", "handedOff", "hasHistory",
        "hasLink", "hasOthers", "hasProfile", "helpedBy", "helpedNo", "helpedYes", "identify", "inQueue",
        "isEmpty", "isKnown", "isNew", "isOpen", "leaveAddress", "linkExpired", "markRead",
        "newConversation", "newMessages", "noConversations", "nobodyHere", "notSent",
        "onclosed", "onopened", "openUnread", "outboxFull", "pageChanged", "peopleHere",
        "personHere", "placeKept", "rateBad", "rateGood", "readArticle", "reconnecting", "refusals", "renew",
        "renewed", "resolvedBy", "sendProfile", "sendsMessage", "showEarlier", "stoppedTyping", "takeBack",
        "talkToPerson", "talkingTo", "textLimit", "tokenRefused", "typingName", "waitingAdd", "waitingAsk",
        "waitingHere", "waitingNobody", "waitingSince", "wantsPerson", "writeAgain",
    ]
}
