-- fragment: message
m.room_id, m.seq, m.rev, m.sender_id, m.client_id, m.sent_at, m.kind, m.text, m.event, m.reply_to, m.edited_at, m.deleted_at,
m.text_rev, m.pinned_at, m.reactions, m.forwarded_user_id, m.forwarded_name

-- The rev under which its text was written.
-- fragment: written
CASE WHEN m.text_rev <> 0 THEN m.text_rev ELSE m.rev END

-- A message that has expired, as far as it is remembered: like a deleted one.
-- fragment: expired
e.room_id, e.seq, e.rev, e.sender_id, e.client_id, e.sent_at, 0, '', NULL, 0, 0, e.expired_at,
0, 0, NULL, NULL, ''

-- name: head
SELECT head_seq, head_rev, floor_seq FROM rooms WHERE id = ?

-- name: set_head
UPDATE rooms SET head_seq = ?, head_rev = ? WHERE id = ?

-- name: set_head_and_activity
UPDATE rooms SET head_seq = ?, head_rev = ?, activity_at = ? WHERE id = ?

-- name: insert
INSERT INTO messages (room_id, seq, rev, sender_id, client_id, sent_at, kind, text, event, reply_to, body_hash,
                      forwarded_user_id, forwarded_name)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (sender_id, client_id) DO NOTHING

-- name: insert_unless_expired
INSERT INTO messages (room_id, seq, rev, sender_id, client_id, sent_at, kind, text, event, reply_to, body_hash,
                      forwarded_user_id, forwarded_name)
SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
WHERE NOT EXISTS (SELECT 1 FROM expired_messages e WHERE e.sender_id = ? AND e.client_id = ?)
ON CONFLICT (sender_id, client_id) DO NOTHING

-- name: by_client_id
SELECT {message}, m.body_hash FROM messages m WHERE m.sender_id = ? AND m.client_id = ?
UNION ALL
SELECT {expired}, e.body_hash FROM expired_messages e WHERE e.sender_id = ? AND e.client_id = ?

-- name: find
SELECT {message} FROM messages m WHERE m.room_id = ? AND m.seq = ?

-- name: edit
UPDATE messages SET text = ?, edited_at = ?, rev = ?, text_rev = 0 WHERE room_id = ? AND seq = ?

-- name: keep_replaced
INSERT INTO message_edits (room_id, seq, rev, text, written_at) VALUES (?, ?, ?, ?, ?)

-- name: delete
UPDATE messages SET text = '', deleted_at = ?, rev = ?, text_rev = 0, pinned_at = 0, reactions = NULL,
       forwarded_user_id = NULL, forwarded_name = ''
WHERE room_id = ? AND seq = ?

-- What a change that leaves the text alone may change.
-- name: mark
UPDATE messages SET rev = ?, text_rev = ?, pinned_at = ?, reactions = ? WHERE room_id = ? AND seq = ?

-- name: drop_replaced
DELETE FROM message_edits WHERE room_id = ? AND seq = ?

-- name: range
SELECT {message} FROM messages m WHERE m.room_id = ? AND m.seq BETWEEN ? AND ? ORDER BY m.seq

-- name: changes
SELECT {message} FROM messages m WHERE m.room_id = ? AND m.rev > ? ORDER BY m.rev LIMIT ?
