.pragma library

// Times and days in words. Every function takes milliseconds since 1970, and where it matters the present day and a Qt locale.

function daysBetween(time, today) {
    const from = new Date(time);
    const to = new Date(today);
    from.setHours(0, 0, 0, 0);
    to.setHours(0, 0, 0, 0);
    return Math.round((to - from) / 86400000);
}

/** "14:02" */
function clock(time, locale) {
    return new Date(time).toLocaleTimeString(locale, qsTr("HH:mm", "time of day"));
}

/** For the room list: the time today, then "Yesterday", the weekday, the date. */
function brief(time, today, locale) {
    if (!time)
        return "";
    const days = daysBetween(time, today);
    const date = new Date(time);
    if (days <= 0)
        return clock(time, locale);
    if (days === 1)
        return qsTr("Yesterday");
    if (days < 7)
        return date.toLocaleDateString(locale, qsTr("dddd", "weekday in the room list"));
    if (date.getFullYear() === new Date(today).getFullYear())
        return date.toLocaleDateString(locale, qsTr("MMM d", "date in the room list"));
    return date.toLocaleDateString(locale, qsTr("MMM d, yyyy", "date of another year in the room list"));
}

/** For the line above a day's first message. */
function day(time, today, locale) {
    const days = daysBetween(time, today);
    const date = new Date(time);
    if (days === 0)
        return qsTr("Today");
    if (days === 1)
        return qsTr("Yesterday");
    if (date.getFullYear() === new Date(today).getFullYear())
        return date.toLocaleDateString(locale, qsTr("dddd, MMMM d", "day line"));
    return date.toLocaleDateString(locale, qsTr("MMMM d, yyyy", "day line of another year"));
}
