-- fragment: session
s.id, s.user_id, s.device_name, s.device_kind, s.address, s.created_at, s.seen_at, s.revoked_at

-- name: insert
INSERT INTO sessions (id, user_id, device_name, device_kind, address, created_at, seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING

-- name: insert_token
INSERT INTO refresh_tokens (hash, session_id, expires_at) VALUES (?, ?, ?)

-- name: by_token
SELECT {session}, t.expires_at, t.spent_at
FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
WHERE t.hash = ?

-- name: spend_token
UPDATE refresh_tokens SET spent_at = ? WHERE hash = ?

-- name: find
SELECT {session} FROM sessions s WHERE s.id = ?

-- name: list
SELECT {session} FROM sessions s
WHERE s.user_id = ? AND s.revoked_at = 0
  AND EXISTS (SELECT 1 FROM refresh_tokens t WHERE t.session_id = s.id AND t.expires_at > ? AND t.spent_at = 0)
ORDER BY s.created_at DESC, s.id DESC

-- name: revoke
UPDATE sessions SET revoked_at = ? WHERE id = ? AND user_id = ? AND revoked_at = 0

-- name: revoke_all
UPDATE sessions SET revoked_at = ? WHERE user_id = ? AND id <> ? AND revoked_at = 0 RETURNING id

-- name: revoke_kind
UPDATE sessions SET revoked_at = ? WHERE user_id = ? AND id <> ? AND device_kind = ? AND revoked_at = 0 RETURNING id

-- name: revoked_since
SELECT id FROM sessions WHERE revoked_at > 0 AND revoked_at >= ?

-- name: touch
UPDATE sessions SET address = ?, seen_at = ? WHERE id = ?

-- name: prune_expired_tokens
DELETE FROM refresh_tokens WHERE expires_at < ?

-- name: prune_revoked_tokens
DELETE FROM refresh_tokens
WHERE session_id IN (SELECT s.id FROM sessions s WHERE s.revoked_at > 0 AND s.revoked_at < ?)

-- name: prune_sessions
DELETE FROM sessions WHERE NOT EXISTS (SELECT 1 FROM refresh_tokens t WHERE t.session_id = sessions.id)
  AND (revoked_at = 0 OR revoked_at < ?)

-- name: keys
SELECT id, public_key, secret_key, created_at FROM signing_keys ORDER BY number

-- name: insert_first_key
INSERT INTO signing_keys (number, id, public_key, secret_key, created_at) VALUES (1, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
