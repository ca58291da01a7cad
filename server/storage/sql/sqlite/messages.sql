-- From any id of a person on.
-- name: any_expired
SELECT 1 FROM expired_messages WHERE sender_id >= ? LIMIT 1
