.pragma library

/** The icon for the state of a message of mine; empty where there is nothing to show. */
function nameOf(state) {
    return {"sending": "clock", "stored": "tick", "read": "ticks", "failed": "alert"}[state] ?? "";
}
