-- For a writer that builds upon it: nobody removes the account until it has committed.
-- name: alive
SELECT 1 FROM users WHERE id = ? AND deleted_at = 0 FOR SHARE

-- First who is found, then who they are: the other way round would go through everybody by handle where few are found.
-- name: search
WITH found AS MATERIALIZED (SELECT DISTINCT t.user_id FROM user_terms t WHERE t.term >= ? AND t.term < ?)
SELECT {user} FROM found f JOIN users u ON u.id = f.user_id
WHERE u.handle > ? AND u.deleted_at = 0
ORDER BY u.handle LIMIT ?
