.pragma library

.import "QuoteWords.js" as QuoteWords

/** A message in one spoken sentence: who, when, what it answers, what it says, what became of it. `row` is a MessageRow. */
function spoken(row, you, stateWords) {
    const parts = [row.mine ? you : row.senderName, row.time];
    if (row.deleted)
        return parts.concat([qsTr("Message deleted"), stateWords]).filter(part => part !== "").join(", ");
    if (row.forwardedFrom !== "")
        parts.push(qsTr("Forwarded from %1").arg(row.forwardedFrom));
    if (row.quote !== "") {
        const quote = JSON.parse(row.quote);
        const line = QuoteWords.line(quote.state, quote.text);
        parts.push(quote.name === "" ? qsTr("reply to: %1").arg(line) : qsTr("reply to %1: %2", "name, words").arg(quote.name).arg(line));
    }
    parts.push(row.text);
    if (row.edited)
        parts.push(qsTr("edited"));
    if (row.pinned)
        parts.push(qsTr("pinned"));
    if (row.reactions !== "")
        for (const one of JSON.parse(row.reactions))
            parts.push(one.emoji + " " + one.count + (one.mine ? " " + qsTr("you reacted") : ""));
    parts.push(stateWords);
    return parts.filter(part => part !== "").join(", ");
}
