-- fragment: now_ms
CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)

-- One transaction writes at a time.
-- fragment: skip_locked
