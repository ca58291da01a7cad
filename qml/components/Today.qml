import QtQuick

/*! The present day, for words like "yesterday"; changes at midnight. */
Timer {
    property date date: new Date()

    function untilMidnight(): int {
        const next = new Date();
        next.setHours(24, 0, 1, 0);
        return next - Date.now();
    }

    interval: untilMidnight()
    running: true
    repeat: true
    onTriggered: {
        date = new Date();
        interval = untilMidnight();
    }
}
