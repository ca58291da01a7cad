-- The membership stays until the transaction ends, or the draft would outlive it.
-- name: set
INSERT INTO drafts (user_id, room_id, text, reply_to, rev, changed_at)
SELECT b.user_id, b.room_id, ?, ?::bigint, 1, ?::bigint FROM members b WHERE b.room_id = ? AND b.user_id = ? FOR KEY SHARE
ON CONFLICT (user_id, room_id) DO UPDATE
SET text = excluded.text, reply_to = excluded.reply_to, rev = drafts.rev + 1, changed_at = excluded.changed_at
WHERE drafts.text <> excluded.text OR drafts.reply_to <> excluded.reply_to
