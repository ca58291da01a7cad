-- Savepoints of one name nest: the innermost is meant.
-- name: savepoint
SAVEPOINT entry

-- name: undo
ROLLBACK TO SAVEPOINT entry

-- name: release
RELEASE SAVEPOINT entry
