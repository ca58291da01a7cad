-- Which messages hold a word: see server/storage/sqlmessagesearch.h and sqlmessageindex.h.

-- name: unindexed
SELECT r.id, r.head_rev - r.indexed_rev FROM rooms r WHERE r.id > ? ORDER BY r.id LIMIT ?

-- name: extent
SELECT r.head_rev, r.indexed_rev, r.index_breaks FROM rooms r WHERE r.id = ?

-- name: changed
SELECT m.seq, m.rev FROM messages m WHERE m.room_id = ? AND m.rev > ? ORDER BY m.rev LIMIT ?

-- name: contents
SELECT m.seq, m.sender_id, m.sent_at, m.kind, m.text FROM messages m
WHERE m.room_id = ? AND m.seq BETWEEN ? AND ? ORDER BY m.seq

-- name: newest_before
SELECT b.newest_at FROM search_blocks b WHERE b.room_id = ? AND b.block < ? ORDER BY b.block DESC LIMIT 1

-- name: put_block
INSERT INTO search_blocks (room_id, block, oldest_at, newest_at, filter) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (room_id, block) DO UPDATE
SET oldest_at = excluded.oldest_at, newest_at = excluded.newest_at, filter = excluded.filter

-- name: set_indexed
UPDATE rooms SET indexed_rev = ? WHERE id = ? AND indexed_rev = ? AND index_breaks = ?

-- name: delete_blocks
DELETE FROM search_blocks WHERE room_id = ? AND block < ?

-- fragment: place
r.id, r.head_seq, r.head_rev, r.indexed_rev, r.floor_seq, r.activity_at

-- name: rooms
SELECT {place} FROM members b JOIN rooms r ON r.id = b.room_id WHERE b.user_id = ?

-- name: room
SELECT {place} FROM members b JOIN rooms r ON r.id = b.room_id WHERE b.user_id = ? AND b.room_id = ?
