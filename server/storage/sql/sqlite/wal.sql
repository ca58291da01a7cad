-- Both give: busy, pages in the log, pages moved (https://sqlite.org/pragma.html#pragma_wal_checkpoint).
-- name: pass
PRAGMA wal_checkpoint(PASSIVE)

-- name: restart
PRAGMA wal_checkpoint(RESTART)
