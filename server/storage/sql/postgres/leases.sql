-- fragment: now_ms
(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint

-- fragment: skip_locked
FOR NO KEY UPDATE SKIP LOCKED
