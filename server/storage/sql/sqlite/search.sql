-- The filter comes last, so that rows of which only the times count are not read to their end.
-- name: blocks
SELECT b.block, b.oldest_at, b.newest_at, b.filter FROM search_blocks b
WHERE b.room_id = ? AND b.block >= ? AND b.block < ? ORDER BY b.block DESC

-- name: texts
SELECT {message} FROM messages m
WHERE m.room_id = ? AND m.seq BETWEEN ? AND ? AND m.sent_at >= ? AND m.sent_at < ? ORDER BY m.seq

-- name: tail
SELECT {message} FROM messages m WHERE m.room_id = ? AND m.rev > ? ORDER BY m.rev DESC LIMIT ?
