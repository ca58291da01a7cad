-- Where somebody else is about to change it, it counts as theirs: nobody waits here for a server that was stopped in the
-- middle of a transaction.
-- name: take
UPDATE leases SET holder = ?, until_at = {now_ms} + ?
WHERE name = (SELECT l.name FROM leases l WHERE l.name = ? AND (l.holder = ? OR l.until_at < {now_ms}) {skip_locked})

-- name: give
UPDATE leases SET until_at = 0 WHERE name = ? AND holder = ?
