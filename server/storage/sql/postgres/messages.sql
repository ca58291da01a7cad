-- Whole batches of a log in a statement each.

-- name: heads
SELECT r.id, r.head_seq, r.head_rev
FROM unnest(?::bigint[]) AS k (id) JOIN rooms r ON r.id = k.id

-- OFFSET 0: a plan that was made while nothing had expired must not go through all that has later.
-- name: by_client_ids
WITH k AS MATERIALIZED (SELECT * FROM unnest(?::bigint[], ?::bytea[]) AS t (sender_id, client_id))
SELECT {message}, m.body_hash
FROM k JOIN messages m ON m.sender_id = k.sender_id AND m.client_id = k.client_id
UNION ALL
SELECT {expired}, e.body_hash
FROM k CROSS JOIN LATERAL (
    SELECT * FROM expired_messages x WHERE x.sender_id = k.sender_id AND x.client_id = k.client_id OFFSET 0) e

-- name: insert_all
INSERT INTO messages (room_id, seq, rev, sender_id, client_id, sent_at, kind, text, event, reply_to, body_hash,
                      forwarded_user_id, forwarded_name)
SELECT v.room_id, v.seq, v.rev, v.sender_id, v.client_id, v.sent_at, v.kind, v.text, v.event, v.reply_to, v.body_hash,
       v.forwarded_user_id, v.forwarded_name
FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bigint[], ?::integer[], ?::text[],
            ?::bytea[], ?::bigint[], ?::bytea[], ?::bigint[], ?::text[])
  AS v (room_id, seq, rev, sender_id, client_id, sent_at, kind, text, event, reply_to, body_hash, forwarded_user_id,
        forwarded_name)

-- `at` is null where nothing was sent.
-- name: set_heads
UPDATE rooms r SET head_seq = v.seq, head_rev = v.rev, activity_at = COALESCE(v.at, r.activity_at)
FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) AS v (id, seq, rev, at)
WHERE r.id = v.id
