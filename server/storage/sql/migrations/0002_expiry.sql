-- Messages are deleted from a room's beginning once they are old enough. Of a room: its own rule (0: none), and the seq
-- from which on messages may still be there.
ALTER TABLE rooms ADD COLUMN expires_after_ms ${int64} NOT NULL DEFAULT 0;
ALTER TABLE rooms ADD COLUMN floor_seq ${int64} NOT NULL DEFAULT 1;
CREATE INDEX rooms_by_expiry ON rooms (id) WHERE expires_after_ms > 0;

-- What is kept of them, so that a retry is known for ever.
CREATE TABLE expired_messages (
    sender_id ${int64} NOT NULL,
    client_id ${bytes} NOT NULL,
    room_id ${int64} NOT NULL,
    seq ${int64} NOT NULL,
    rev ${int64} NOT NULL,
    sent_at ${int64} NOT NULL,
    expired_at ${int64} NOT NULL,
    body_hash ${bytes},
    PRIMARY KEY (sender_id, client_id)
) ${clustered};

-- What one server at a time does. A name's row is made by the migration that brings it, so that to take it is one UPDATE.
-- until_at is by the database's clock.
CREATE TABLE leases (
    name ${text} PRIMARY KEY,
    holder ${text} NOT NULL,
    until_at ${int64} NOT NULL
);
INSERT INTO leases (name, holder, until_at) VALUES ('expiry', '', 0);
