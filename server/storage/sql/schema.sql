-- name: create
CREATE TABLE schema_version (number ${key}, name ${text} NOT NULL, applied_at ${int64} NOT NULL)

-- name: version
SELECT COALESCE(MAX(number), 0) FROM schema_version

-- name: record
INSERT INTO schema_version (number, name, applied_at) VALUES (?, ?, ?)
