-- Words in ${} come from the dialect. Flags are 0 and 1, times are milliseconds since 1970, 0 means never;
-- enumerations are the numbers of server/storage/rows.cpp.

CREATE TABLE users (
    id ${key},
    handle ${text} NOT NULL UNIQUE,
    name ${text} NOT NULL,
    bio ${text} NOT NULL,
    avatar ${text} NOT NULL,
    kind ${int} NOT NULL,
    password_hash ${bytes},
    created_at ${int64} NOT NULL,
    deleted_at ${int64} NOT NULL DEFAULT 0
);

-- What a search finds people by: the handle, and the folded name from each of its words to its end.
CREATE TABLE user_terms (
    term ${text} NOT NULL,
    user_id ${int64} NOT NULL REFERENCES users (id),
    PRIMARY KEY (term, user_id)
) ${clustered};
CREATE INDEX user_terms_by_user ON user_terms (user_id);

CREATE TABLE sessions (
    id ${key},
    user_id ${int64} NOT NULL REFERENCES users (id),
    device_name ${text} NOT NULL,
    device_kind ${int} NOT NULL,
    address ${text} NOT NULL,
    created_at ${int64} NOT NULL,
    seen_at ${int64} NOT NULL,
    revoked_at ${int64} NOT NULL DEFAULT 0
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (revoked_at) WHERE revoked_at > 0;

-- Spent tokens stay until they expire, so that their reuse is noticed.
CREATE TABLE refresh_tokens (
    hash ${bytes} PRIMARY KEY,
    session_id ${int64} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    expires_at ${int64} NOT NULL,
    spent_at ${int64} NOT NULL DEFAULT 0
) ${clustered};
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id, expires_at);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

-- `number` is unique so that of two servers that start at once only one adds the first key.
CREATE TABLE signing_keys (
    number ${key},
    id ${text} NOT NULL UNIQUE,
    public_key ${bytes} NOT NULL,
    secret_key ${bytes} NOT NULL,
    created_at ${int64} NOT NULL
);

-- head_seq, head_rev and activity_at belong to the message log, the rest to the room repository.
-- low_user_id < high_user_id are the two of a direct room.
CREATE TABLE rooms (
    id ${key},
    kind ${int} NOT NULL,
    title ${text} NOT NULL,
    topic ${text} NOT NULL,
    avatar ${text} NOT NULL,
    access ${int} NOT NULL,
    capacity ${int} NOT NULL,
    member_count ${int} NOT NULL,
    head_seq ${int64} NOT NULL DEFAULT 0,
    head_rev ${int64} NOT NULL DEFAULT 0,
    activity_at ${int64} NOT NULL,
    created_at ${int64} NOT NULL,
    closed_at ${int64} NOT NULL DEFAULT 0,
    creator_id ${int64} NOT NULL REFERENCES users (id),
    client_id ${bytes},
    low_user_id ${int64} REFERENCES users (id),
    high_user_id ${int64} REFERENCES users (id),
    UNIQUE (creator_id, client_id),
    UNIQUE (low_user_id, high_user_id)
);

CREATE TABLE members (
    room_id ${int64} NOT NULL REFERENCES rooms (id),
    user_id ${int64} NOT NULL REFERENCES users (id),
    role ${int} NOT NULL,
    read_seq ${int64} NOT NULL DEFAULT 0,
    joined_at ${int64} NOT NULL,
    muted ${int} NOT NULL DEFAULT 0,
    PRIMARY KEY (room_id, user_id)
) ${clustered};
CREATE INDEX members_by_user ON members (user_id, room_id);
CREATE INDEX members_by_joining ON members (room_id, joined_at, user_id);

-- Three ways in, each one index range: history by (room, seq), catch-up by (room, rev), retries by
-- (sender, client id). No foreign keys: the log finds the room's head before it inserts, and looking each
-- sender up again would be paid by every message.
-- body_hash is of the body as it was first sent, so that a retry is known after an edit or a deletion.
CREATE TABLE messages (
    room_id ${int64} NOT NULL,
    seq ${int64} NOT NULL,
    rev ${int64} NOT NULL,
    sender_id ${int64},
    client_id ${bytes},
    sent_at ${int64} NOT NULL,
    kind ${int} NOT NULL,
    text ${text} NOT NULL,
    event ${bytes},
    reply_to ${int64} NOT NULL DEFAULT 0,
    edited_at ${int64} NOT NULL DEFAULT 0,
    deleted_at ${int64} NOT NULL DEFAULT 0,
    body_hash ${bytes},
    PRIMARY KEY (room_id, seq),
    UNIQUE (sender_id, client_id),
    UNIQUE (room_id, rev)
) ${clustered};

-- Texts that an edit replaced, under the rev that each came with.
CREATE TABLE message_edits (
    room_id ${int64} NOT NULL,
    seq ${int64} NOT NULL,
    rev ${int64} NOT NULL,
    text ${text} NOT NULL,
    written_at ${int64} NOT NULL,
    PRIMARY KEY (room_id, seq, rev)
) ${clustered};
