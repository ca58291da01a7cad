-- Servers decide about one room's members one after the other.
-- name: hold
SELECT 1 FROM rooms WHERE id = ? FOR NO KEY UPDATE
