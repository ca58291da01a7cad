-- What a log outside of the database has decided; server/storage/archivebatch.h says by which rules it is stored.

-- name: find
SELECT {message}, m.body_hash, r.head_seq, r.head_rev
FROM messages m JOIN rooms r ON r.id = m.room_id
WHERE m.room_id = ? AND m.seq = ?

-- name: by_client_id
SELECT {message}, m.body_hash, r.head_seq, r.head_rev
FROM messages m JOIN rooms r ON r.id = m.room_id
WHERE m.sender_id = ? AND m.client_id = ?
UNION ALL
SELECT {expired}, e.body_hash, r.head_seq, r.head_rev
FROM expired_messages e JOIN rooms r ON r.id = e.room_id
WHERE e.sender_id = ? AND e.client_id = ?

-- Of a message that had expired before it came here.
-- name: remember
INSERT INTO expired_messages (sender_id, client_id, room_id, seq, rev, sent_at, expired_at, body_hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING

-- name: insert
INSERT INTO messages (room_id, seq, rev, sender_id, client_id, sent_at, kind, text, event, reply_to, edited_at,
                      deleted_at, body_hash, text_rev, pinned_at, reactions, forwarded_user_id, forwarded_name)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (sender_id, client_id) DO NOTHING

-- name: replace
UPDATE messages SET rev = ?, text = ?, edited_at = ?, deleted_at = ?, text_rev = ?, pinned_at = ?, reactions = ?,
       forwarded_user_id = ?, forwarded_name = ?
WHERE room_id = ? AND seq = ?

-- name: keep_version
INSERT INTO message_edits (room_id, seq, rev, text, written_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING

-- Of what came late, or again, nobody knows whether it is indexed: that begins again from there.
-- name: raise_head
UPDATE rooms SET head_seq = MAX(head_seq, ?), head_rev = MAX(head_rev, ?), activity_at = MAX(activity_at, ?),
       index_breaks = index_breaks + (head_rev >= ?),
       indexed_rev = CASE WHEN indexed_rev > ? AND head_rev >= ? THEN ? ELSE indexed_rev END
WHERE id = ?
