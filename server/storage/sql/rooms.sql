-- fragment: room
r.id, r.kind, r.title, r.topic, r.avatar, r.access, r.capacity, r.created_at, r.closed_at,
r.expires_after_ms, r.head_seq, r.head_rev

-- fragment: member
b.user_id, b.role, b.read_seq, b.joined_at, b.muted

-- One row of a person's list. `b` is their membership, `m` the newest message, `u` the other one of a direct room.
-- fragment: row
{room}, r.member_count, {member},
(SELECT COUNT(*) FROM messages x
 WHERE x.room_id = b.room_id AND x.seq > b.read_seq AND x.kind = 0 AND x.sender_id <> b.user_id) AS unread,
{message}, {user}

-- fragment: row_joins
JOIN rooms r ON r.id = b.room_id
LEFT JOIN messages m ON m.room_id = r.id AND m.seq = r.head_seq
LEFT JOIN users u ON u.id = CASE WHEN r.low_user_id = b.user_id THEN r.high_user_id ELSE r.low_user_id END

-- name: insert
INSERT INTO rooms (id, kind, title, topic, avatar, access, capacity, member_count, activity_at, created_at,
                   creator_id, client_id, low_user_id, high_user_id)
VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING

-- Before its members are decided about; other databases than one process's own hold it.
-- name: hold
SELECT 1 FROM rooms WHERE id = ?

-- name: by_client_id
SELECT id FROM rooms WHERE creator_id = ? AND client_id = ?

-- name: by_pair
SELECT id, closed_at, head_seq FROM rooms WHERE low_user_id = ? AND high_user_id = ?

-- name: reopen
UPDATE rooms SET closed_at = 0 WHERE id = ?

-- name: insert_member
INSERT INTO members (room_id, user_id, role, read_seq, joined_at, muted) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING

-- name: count_members
UPDATE rooms SET member_count = (SELECT COUNT(*) FROM members WHERE room_id = rooms.id) WHERE id = ?

-- name: find
SELECT {room} FROM rooms r WHERE r.id = ?

-- name: all_members
SELECT {member} FROM members b WHERE b.room_id = ? ORDER BY b.user_id

-- The page is cut first, from narrow rows, so that only its rooms are counted and joined.
-- name: list
SELECT {row} FROM (
    SELECT r0.id, r0.activity_at FROM members b0 JOIN rooms r0 ON r0.id = b0.room_id
    WHERE b0.user_id = ? AND (r0.activity_at, r0.id) < (?, ?)
    ORDER BY r0.activity_at DESC, r0.id DESC LIMIT ?) page
JOIN members b ON b.room_id = page.id AND b.user_id = ?
{row_joins}
ORDER BY page.activity_at DESC, page.id DESC

-- name: activity
SELECT activity_at FROM rooms WHERE id = ?

-- name: row
SELECT {row} FROM members b {row_joins} WHERE b.room_id = ? AND b.user_id = ?

-- name: rooms_of
SELECT room_id FROM members WHERE user_id = ?

-- name: members
SELECT {user}, {member} FROM members b JOIN users u ON u.id = b.user_id
WHERE b.room_id = ? AND (b.joined_at, b.user_id) > (?, ?)
ORDER BY b.joined_at, b.user_id LIMIT ?

-- name: set_read
UPDATE members SET read_seq = ? WHERE room_id = ? AND user_id = ? AND read_seq < ?

-- name: unread
SELECT (SELECT COUNT(*) FROM messages x
        WHERE x.room_id = b.room_id AND x.seq > b.read_seq AND x.kind = 0 AND x.sender_id <> b.user_id),
       r.head_seq, r.head_rev, b.read_seq
FROM members b JOIN rooms r ON r.id = b.room_id
WHERE b.room_id = ? AND b.user_id = ?

-- name: role
SELECT role FROM members WHERE room_id = ? AND user_id = ?

-- name: remove_member
DELETE FROM members WHERE room_id = ? AND user_id = ?

-- name: other_owner
SELECT 1 FROM members WHERE room_id = ? AND role = 2 LIMIT 1

-- name: heir
SELECT user_id FROM members WHERE room_id = ? ORDER BY role DESC, joined_at, user_id LIMIT 1

-- name: set_role
UPDATE members SET role = ? WHERE room_id = ? AND user_id = ?

-- name: set_expiry
UPDATE rooms SET expires_after_ms = ? WHERE id = ?

-- name: close
UPDATE rooms SET closed_at = ? WHERE id = ?
