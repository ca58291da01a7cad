-- What there is of messages beside their place in history: server/domain/messagelookup.h.

-- name: pinned
SELECT {message} FROM messages m WHERE m.room_id = ? AND m.pinned_at > 0
ORDER BY m.pinned_at DESC, m.seq DESC LIMIT ?

-- name: rev
SELECT m.rev FROM messages m WHERE m.room_id = ? AND m.seq = ?

-- name: replaced
SELECT e.rev, e.text, e.written_at FROM message_edits e
WHERE e.room_id = ? AND e.seq = ? AND e.rev > ? ORDER BY e.rev LIMIT ?
