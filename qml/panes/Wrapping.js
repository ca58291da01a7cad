.pragma library

/**
 * What putting `mark` around text[start, end) makes of it: replace [from, to) by `text` and select [selectFrom, selectTo). Where the
 * marks are there already, within the selection or around it, they are taken away.
 */
function wrapped(text, start, end, mark) {
    const size = mark.length;
    const inside = text.slice(start, end);
    const within = Math.min(run(inside, 0, 1, mark[0]), run(inside, inside.length - 1, -1, mark[0]));
    if (inside.length > 2 * within && isMarked(within, size)) {
        const bare = inside.slice(size, -size);
        return {"from": start, "to": end, "text": bare, "selectFrom": start, "selectTo": start + bare.length};
    }
    const around = Math.min(run(text, start - 1, -1, mark[0]), run(text, end, 1, mark[0]));
    if (inside !== "" && isMarked(around, size))
        return {"from": start - size, "to": end + size, "text": inside, "selectFrom": start - size, "selectTo": end - size};
    // White space at the ends stays outside, since a mark beside it is none.
    const lead = inside.match(/^\s*/)[0].length;
    const core = inside.trim();
    const tail = inside.slice(lead + core.length);
    const made = inside.slice(0, lead) + mark + core + mark + tail;
    const from = start + lead + size;
    return {"from": start, "to": end, "text": made, "selectFrom": from, "selectTo": from + core.length};
}

// How many of a sign stand in a row from a place on.
function run(text, from, step, sign) {
    let count = 0;
    while (text[from + count * step] === sign)
        ++count;
    return count;
}

// Of *** the one and the two are both there.
function isMarked(signs, size) {
    return size === 1 ? signs === 1 || signs === 3 : signs === 2 || signs === 3;
}

/** What is being looked for after an @ right before the cursor, or null. */
function called(text, cursor) {
    const match = text.slice(0, cursor).match(/(?:^|[^\w.@])@([^\s@]{0,32})$/);
    return match ? match[1] : null;
}
