-- What people have begun to write: server/domain/draftrepository.h.

-- fragment: draft
d.room_id, d.text, d.reply_to, d.rev, d.changed_at

-- Nothing where it is so already, or the person is not in the room.
-- name: set
INSERT INTO drafts (user_id, room_id, text, reply_to, rev, changed_at)
SELECT b.user_id, b.room_id, ?, ?, 1, ? FROM members b WHERE b.room_id = ? AND b.user_id = ?
ON CONFLICT (user_id, room_id) DO UPDATE
SET text = excluded.text, reply_to = excluded.reply_to, rev = drafts.rev + 1, changed_at = excluded.changed_at
WHERE drafts.text <> excluded.text OR drafts.reply_to <> excluded.reply_to

-- name: clear
UPDATE drafts SET text = '', reply_to = 0, rev = rev + 1, changed_at = ?
WHERE user_id = ? AND room_id = ? AND (text <> '' OR reply_to <> 0)

-- name: find
SELECT {draft} FROM drafts d WHERE d.user_id = ? AND d.room_id = ?

-- name: list
SELECT {draft} FROM drafts d
WHERE d.user_id = ? AND d.room_id > ? AND (d.text <> '' OR d.reply_to <> 0) ORDER BY d.room_id LIMIT ?

-- name: delete_all
DELETE FROM drafts WHERE user_id = ?
