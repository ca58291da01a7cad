-- The row is held, so that of two servers which are offered one token only one finds it unspent.
-- name: by_token
SELECT {session}, t.expires_at, t.spent_at
FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
WHERE t.hash = ?
FOR NO KEY UPDATE OF t
