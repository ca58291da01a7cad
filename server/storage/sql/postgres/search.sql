-- Of ranges of blocks those that may hold a word, and the first of each range, so that it is known how far it went. The
-- times are compared first; of the bits the first that is missing ends it.
-- name: blocks
SELECT k.room_id, b.block, b.newest_at, f.fits
FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS k (room_id, first, ends)
JOIN search_blocks b ON b.room_id = k.room_id AND b.block >= k.first AND b.block < k.ends
CROSS JOIN LATERAL (SELECT b.oldest_at < ?
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1
      AND get_bit(b.filter, ?::bigint % (octet_length(b.filter)::bigint * 8)) = 1 AS fits) f
WHERE f.fits OR b.block = k.first

-- name: texts
SELECT {message}
FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS k (room_id, first, last)
JOIN messages m ON m.room_id = k.room_id AND m.seq >= k.first AND m.seq <= k.last
WHERE m.sent_at >= ? AND m.sent_at < ?

-- name: tails
SELECT t.* FROM unnest(?::bigint[], ?::bigint[]) AS k (room_id, rev)
CROSS JOIN LATERAL (
    SELECT {message} FROM messages m WHERE m.room_id = k.room_id AND m.rev > k.rev ORDER BY m.rev DESC LIMIT ?) t
LIMIT ?
