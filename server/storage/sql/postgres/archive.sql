-- What of these (sender, client_id) is there, with its place among them.
-- name: by_client_ids
WITH v AS MATERIALIZED (
    SELECT * FROM unnest(?::bigint[], ?::bytea[]) WITH ORDINALITY AS t (sender_id, client_id, place)
)
SELECT {message}, m.body_hash, r.head_seq, r.head_rev, v.place
FROM v JOIN messages m ON m.sender_id = v.sender_id AND m.client_id = v.client_id JOIN rooms r ON r.id = m.room_id
UNION ALL
SELECT {expired}, e.body_hash, r.head_seq, r.head_rev, v.place
FROM v JOIN expired_messages e ON e.sender_id = v.sender_id AND e.client_id = v.client_id
JOIN rooms r ON r.id = e.room_id

-- name: hold_rooms
SELECT r.id, r.floor_seq FROM rooms r WHERE r.id = ANY (?::bigint[]) ORDER BY r.id FOR NO KEY UPDATE

-- Leaves out what is there already, and what has the client id of another message.
-- name: insert_new
INSERT INTO messages (room_id, seq, rev, sender_id, client_id, sent_at, kind, text, event, reply_to, edited_at,
                      deleted_at, body_hash, text_rev, pinned_at, reactions, forwarded_user_id, forwarded_name)
SELECT v.room_id, v.seq, v.rev, v.sender_id, v.client_id, v.sent_at, v.kind, v.text, v.event, v.reply_to,
       v.edited_at, v.deleted_at, v.body_hash, v.text_rev, v.pinned_at, v.reactions, v.forwarded_user_id,
       v.forwarded_name
FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bigint[], ?::integer[], ?::text[],
            ?::bytea[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bigint[], ?::bigint[], ?::bytea[],
            ?::bigint[], ?::text[])
  AS v (room_id, seq, rev, sender_id, client_id, sent_at, kind, text, event, reply_to, edited_at, deleted_at,
        body_hash, text_rev, pinned_at, reactions, forwarded_user_id, forwarded_name)
ON CONFLICT DO NOTHING

-- name: insert_without_client_id
INSERT INTO messages (room_id, seq, rev, sender_id, sent_at, kind, text, event, reply_to, edited_at, deleted_at,
                      body_hash, text_rev, pinned_at, reactions, forwarded_user_id, forwarded_name)
SELECT v.room_id, v.seq, v.rev, v.sender_id, v.sent_at, v.kind, v.text, v.event, v.reply_to, v.edited_at,
       v.deleted_at, v.body_hash, v.text_rev, v.pinned_at, v.reactions, v.forwarded_user_id, v.forwarded_name
FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::integer[], ?::text[],
            ?::bytea[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bigint[], ?::bigint[], ?::bytea[],
            ?::bigint[], ?::text[])
  AS v (room_id, seq, rev, sender_id, sent_at, kind, text, event, reply_to, edited_at, deleted_at, body_hash, text_rev,
        pinned_at, reactions, forwarded_user_id, forwarded_name)
ON CONFLICT (room_id, seq) DO NOTHING

-- Both parts see the rows as they were before. A change that left the text alone has replaced none.
-- name: replace_older
WITH v AS (
    SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                         ?::bigint[], ?::bytea[], ?::bigint[], ?::text[])
      AS t (room_id, seq, rev, text, edited_at, deleted_at, text_rev, pinned_at, reactions, forwarded_user_id,
            forwarded_name)
), kept AS (
    INSERT INTO message_edits (room_id, seq, rev, text, written_at)
    SELECT m.room_id, m.seq, {written}, m.text, CASE WHEN m.edited_at <> 0 THEN m.edited_at ELSE m.sent_at END
    FROM v JOIN messages m ON m.room_id = v.room_id AND m.seq = v.seq
    WHERE m.rev < v.rev AND {written} < CASE WHEN v.text_rev <> 0 THEN v.text_rev ELSE v.rev END
      AND m.deleted_at = 0 AND v.deleted_at = 0
    ON CONFLICT DO NOTHING
)
UPDATE messages m
SET rev = v.rev, text = v.text, edited_at = v.edited_at, deleted_at = v.deleted_at, text_rev = v.text_rev,
    pinned_at = v.pinned_at, reactions = v.reactions, forwarded_user_id = v.forwarded_user_id,
    forwarded_name = v.forwarded_name
FROM v WHERE m.room_id = v.room_id AND m.seq = v.seq AND m.rev < v.rev

-- Versions that came after a newer one of theirs, or along with it; each under the rev of its text.
-- name: keep_versions
INSERT INTO message_edits (room_id, seq, rev, text, written_at)
SELECT v.room_id, v.seq, v.rev, v.text, v.written_at
FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[]) AS v (room_id, seq, rev, text, written_at)
JOIN messages m ON m.room_id = v.room_id AND m.seq = v.seq
WHERE {written} > v.rev AND m.deleted_at = 0
ON CONFLICT DO NOTHING

-- name: drop_versions
DELETE FROM message_edits e
USING unnest(?::bigint[], ?::bigint[]) AS v (room_id, seq)
WHERE e.room_id = v.room_id AND e.seq = v.seq

-- name: raise_head
UPDATE rooms SET head_seq = GREATEST(head_seq, ?), head_rev = GREATEST(head_rev, ?),
       activity_at = GREATEST(activity_at, ?), index_breaks = index_breaks + (head_rev >= ?)::integer,
       indexed_rev = CASE WHEN indexed_rev > ? AND head_rev >= ? THEN ? ELSE indexed_rev END
WHERE id = ?

-- Of what came late, or again, nobody knows whether it is indexed: that begins again from there.
-- name: raise_heads
UPDATE rooms r SET head_seq = GREATEST(r.head_seq, v.seq), head_rev = GREATEST(r.head_rev, v.rev),
       activity_at = GREATEST(r.activity_at, v.at),
       index_breaks = r.index_breaks + (r.head_rev >= v.first_rev)::integer,
       indexed_rev = CASE WHEN r.head_rev >= v.first_rev THEN LEAST(r.indexed_rev, v.first_rev - 1)
                          ELSE r.indexed_rev END
FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) AS v (id, seq, rev, at, first_rev)
WHERE r.id = v.id
