-- One transaction writes at a time, so nothing has to be held.
-- name: hold
SELECT 1 FROM users WHERE id = ? AND deleted_at = 0
