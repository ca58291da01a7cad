-- For a writer that builds upon it: nobody removes the account until it has committed.
-- name: alive
SELECT 1 FROM users WHERE id = ? AND deleted_at = 0 FOR SHARE
