-- The lock of a server on its database (serverlock.h): "mada", and the schema, since locks are the database's.

-- name: take_alone
SELECT pg_try_advisory_lock(1835099233, hashtext(current_schema()))

-- name: take_shared
SELECT pg_try_advisory_lock_shared(1835099233, hashtext(current_schema()))

-- Sessions of this name that hold it, but for this one. Waits until they have ended, with what they had begun.
-- name: end_sessions
SELECT pg_terminate_backend(a.pid, 2000)
FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 1835099233 AND l.objsubid = 2
  AND l.objid = (hashtext(current_schema())::bigint & 4294967295)::oid
  AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
  AND a.application_name = ? AND a.pid <> pg_backend_pid()

-- Other sessions that hold it, without those that are about to migrate themselves (PostgresDialect::beforeMigration).
-- name: others_at_work
SELECT COUNT(*)
FROM pg_locks l
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 1835099233 AND l.objsubid = 2
  AND l.objid = (hashtext(current_schema())::bigint & 4294967295)::oid
  AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
  AND l.pid <> pg_backend_pid()
  AND NOT EXISTS (SELECT 1 FROM pg_locks w
                  WHERE w.pid = l.pid AND NOT w.granted AND w.locktype = 'advisory' AND w.classid = 1835099233
                    AND w.objid = 1835624306 AND w.objsubid = 2)
