-- What a search looks at first: of every 32 messages of a room a filter that says which of them cannot hold a word
-- (server/storage/searchfilter.h). newest_at is that of all messages up to there, oldest_at that of the block alone.
CREATE TABLE search_blocks (
    room_id ${int64} NOT NULL,
    block ${int64} NOT NULL,
    oldest_at ${int64} NOT NULL,
    newest_at ${int64} NOT NULL,
    filter ${bytes} NOT NULL,
    PRIMARY KEY (room_id, block)
);
-- Read by the thousand: it stays in its row, which in SQLite takes a table that is not clustered.
${inline search_blocks.filter};

-- How far a room is indexed (a rev), and how often something was changed behind that: whoever indexes and finds another
-- number than before begins again. What was there before this migration is indexed after the start, part by part.
ALTER TABLE rooms ADD COLUMN indexed_rev ${int64} NOT NULL DEFAULT 0;
ALTER TABLE rooms ADD COLUMN index_breaks ${int64} NOT NULL DEFAULT 0;
INSERT INTO leases (name, holder, until_at) VALUES ('search', '', 0);
