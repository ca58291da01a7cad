-- Waits for nobody and stops nobody (https://sqlite.org/pragma.html#pragma_wal_checkpoint).
-- name: pass
PRAGMA wal_checkpoint(PASSIVE)
