-- What is done with a message that is there. text_rev: the rev under which its text was written, where that is not its
-- last one (0). reactions: packed, see server/domain/reactions.h. forwarded_*: who wrote it first.
ALTER TABLE messages ADD COLUMN text_rev ${int64} NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN pinned_at ${int64} NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN reactions ${bytes};
ALTER TABLE messages ADD COLUMN forwarded_user_id ${int64};
ALTER TABLE messages ADD COLUMN forwarded_name ${text} NOT NULL DEFAULT '';
CREATE INDEX messages_by_pin ON messages (room_id, pinned_at, seq) WHERE pinned_at > 0;

-- What somebody has begun to write. A removed one stays, empty, so that its rev goes on; all of it goes with the
-- membership.
CREATE TABLE drafts (
    user_id ${int64} NOT NULL,
    room_id ${int64} NOT NULL,
    text ${text} NOT NULL,
    reply_to ${int64} NOT NULL DEFAULT 0,
    rev ${int64} NOT NULL,
    changed_at ${int64} NOT NULL,
    PRIMARY KEY (user_id, room_id),
    FOREIGN KEY (room_id, user_id) REFERENCES members (room_id, user_id) ON DELETE CASCADE
) ${clustered};
