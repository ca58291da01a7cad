-- fragment: user
u.id, u.handle, u.name, u.bio, u.avatar, u.kind, u.created_at, u.deleted_at

-- name: insert
INSERT INTO users (id, handle, name, bio, avatar, kind, password_hash, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING

-- name: insert_term
INSERT INTO user_terms (term, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING

-- name: delete_terms
DELETE FROM user_terms WHERE user_id = ?

-- name: handle_taken
SELECT 1 FROM users WHERE handle = ?

-- name: alive
SELECT 1 FROM users WHERE id = ? AND deleted_at = 0

-- Until the transaction ends, nobody else gets past this for the same person.
-- name: hold
SELECT 1 FROM users WHERE id = ? AND deleted_at = 0 FOR NO KEY UPDATE

-- name: find
SELECT {user} FROM users u WHERE u.id = ?

-- name: account
SELECT {user}, u.password_hash FROM users u WHERE u.id = ? AND u.deleted_at = 0

-- name: account_by_handle
SELECT {user}, u.password_hash FROM users u WHERE u.handle = ? AND u.deleted_at = 0

-- name: set_password_hash
UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ? AND deleted_at = 0

-- name: remove
UPDATE users SET handle = ?, name = '', bio = '', avatar = '', password_hash = NULL, deleted_at = ?
WHERE id = ? AND deleted_at = 0

-- name: search
SELECT {user} FROM users u
WHERE u.id IN (SELECT t.user_id FROM user_terms t WHERE t.term >= ? AND t.term < ?)
  AND u.handle > ? AND u.deleted_at = 0
ORDER BY u.handle LIMIT ?
