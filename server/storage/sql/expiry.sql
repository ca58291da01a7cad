-- Messages that are old enough: see server/domain/messageexpiry.h.

-- A room's rule and its oldest message.
-- fragment: oldest
r.id, r.expires_after_ms,
(SELECT m.sent_at FROM messages m WHERE m.room_id = r.id AND m.seq >= r.floor_seq ORDER BY m.seq LIMIT 1)

-- name: rooms
SELECT {oldest} FROM rooms r WHERE r.id > ? ORDER BY r.id LIMIT ?

-- name: rooms_with_rule
SELECT {oldest} FROM rooms r WHERE r.id > ? AND r.expires_after_ms > 0 ORDER BY r.id LIMIT ?

-- name: rule
SELECT r.expires_after_ms, r.floor_seq FROM rooms r WHERE r.id = ?

-- name: oldest
SELECT m.seq, m.sent_at FROM messages m WHERE m.room_id = ? AND m.seq >= ? ORDER BY m.seq LIMIT ?

-- name: remember
INSERT INTO expired_messages (sender_id, client_id, room_id, seq, rev, sent_at, expired_at, body_hash)
SELECT m.sender_id, m.client_id, m.room_id, m.seq, m.rev, m.sent_at, ?, m.body_hash
FROM messages m WHERE m.room_id = ? AND m.seq >= ? AND m.seq < ? AND m.client_id IS NOT NULL
ON CONFLICT DO NOTHING

-- name: delete_edits
DELETE FROM message_edits WHERE room_id = ? AND seq >= ? AND seq < ?

-- name: delete
DELETE FROM messages WHERE room_id = ? AND seq >= ? AND seq < ?

-- name: raise_floor
UPDATE rooms SET floor_seq = ?, index_breaks = index_breaks + 1 WHERE id = ? AND floor_seq < ?
