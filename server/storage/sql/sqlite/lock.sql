-- Nobody else ever uses the file (filelock.h).

-- name: others_at_work
SELECT 0
