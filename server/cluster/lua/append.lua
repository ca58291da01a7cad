-- Appends changes of rooms of one shard, all or each by itself refused; nothing else happens meanwhile.
--
-- KEYS: stream; then for each entry: head, window, revs and, for one with a client_id, duplicate, ahead.
-- ARGV: channel, bound of the stream, duplicate window, slack, how far ahead of us a client's clock may be,
--   how old a base may be (all ms), how many different reactions, of one person, of everybody a message may have;
--   then eight for each entry:
--   kind ("S"end, "A"gain: as S, but nothing is made; "E"dit, "D"elete, "R"eact, "P"in), membership, base, actor
--   (8 bytes), and
--   S, A: time in the client_id (ms; -1: it bears none; "": there is no client_id), reply_to, body hash, body
--   E, D: seq, "1" if others' messages too, time (8 bytes), text
--   R, P: seq, "1" to put it there, "0" to take it back, time (8 bytes), emoji
-- Gives "" where the stream is full, else a string for each entry: code, seq, rev (or what is missing), record.
--
-- Keys of two tags: the duplicate's is its sender's, the others are the room's. One Redis takes that; a cluster
-- wants one shard only, where all tags are the same.
local call, pack, unpacked, sub, byte = redis.call, struct.pack, struct.unpack, string.sub, string.byte

local DONE, CHANGED, SAME, SAME_AS_BASE, OUTDATED, CONFLICT, NOT_FOUND, FORBIDDEN = 0, 1, 2, 3, 4, 5, 6, 7
local NO_SUCH_REPLY, OF_SYSTEM, DELETED, LOOKUP, BLOCKED, OF_OTHERS = 8, 9, 10, 11, 12, 13
local TOO_MANY, TOO_MANY_OWN, TOO_MANY_ALL = 14, 15, 16
local HEAD, CLIENT_ID, MESSAGE = 1, 2, 4 -- what a base says
local CREATED_FLAG, SYSTEM_FLAG, DELETED_FLAG = 1, 2, 4 -- server/cluster/recordcodec.h
local FLAGS_AT, EDITED_AT, DELETED_AT, REST_AT, SENDER_AT, HASH_AT, SIZE_AT, MARKS_AT = 25, 26, 34, 42, 50, 90, 106, 110
local NEVER, NOBODY = string.rep('\0', 8), string.rep('\0', 10) -- who wrote it first: nobody, with no name

local channel, bound = ARGV[1], tonumber(ARGV[2])
local window, slack, ahead, oldest = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local differentMost, ownMost, allMost = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local stream = KEYS[1]
if call('XLEN', stream) >= bound then
    return ''
end
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- A head is one string of 8-byte numbers, since it is read and written with every message. m: membership; s, v: seq
-- and rev; f: rev up to which all is committed; t: highest rev that was ever trimmed from the window, so that it
-- holds exactly the messages whose last change is past t; g: seq up to which all is committed. Only m where the
-- room's messages are not known here.
local rooms = {}
local function roomOf(k)
    local head = KEYS[k]
    local room = rooms[head]
    if not room then
        local known = call('GET', head)
        room = {head = head, window = KEYS[k + 1], revs = KEYS[k + 2], m = known and struct.unpack('>I8', known) or 0}
        if known and #known == 48 then
            room.s, room.v, room.f, room.t, room.g = struct.unpack('>I8I8I8I8I8', known, 9)
        end
        rooms[head] = room
    end
    return room
end

local function answer(code, room, record)
    return pack('>BI8I8', code, room.s or 0, room.v or 0) .. (record or '')
end

-- Whoever asked reads the database after this moment and comes again. Later entries of the room wait for that,
-- or they would overtake.
local function lookup(room, what, seq)
    room.blocked = true
    return pack('>BI8BI8', LOOKUP, now, what, seq or 0)
end

-- A base is what the database said after `asof`. It is believed for a short time only: a process may have been
-- stopped between reading and coming here, for hours, and meanwhile keys have come and gone.
local function baseOf(packed)
    if packed == '' then
        return nil
    end
    local asof, s, v, what = struct.unpack('>I8I8I8B', packed)
    if now - asof > oldest or now < asof then
        return nil
    end
    local base = {s = s, v = v, what = what}
    if #packed > 25 then
        base.record = sub(packed, 26)
        base.seq = struct.unpack('>I8', base.record)
    end
    return base
end

local function says(base, what)
    return base ~= nil and bit.band(base.what, what) ~= 0
end

-- A window whose room has been committed whole expires, and takes what it held with it.
local function trimmedOf(room)
    if room.f == room.v and call('EXISTS', room.window) == 0 then
        room.t = room.v
    end
    return room.t
end

-- Before a room's first change after everything was committed: from now on nothing of it may expire.
local function wake(room)
    if room.f ~= room.v then
        return
    end
    if not room.fresh and call('PERSIST', room.window) == 1 then
        call('PERSIST', room.revs)
    else
        call('DEL', room.window, room.revs)
        room.t = room.v
    end
end

local function keep(room, seq, record)
    call('HSET', room.window, seq, record)
    call('ZADD', room.revs, room.v, seq)
    call('XADD', stream, '*', 'r', record)
    call('PUBLISH', channel, record)
    room.changed = true
end

-- The first message of that client_id, as it is now: the window's state of it is the newest, the database's
-- counts only if nothing that it may not have seen has left the window since. What it has at that seq may be
-- another message only where somebody else wrote there.
local function same(room, seq, hash, base)
    local record = call('HGET', room.window, seq)
    if record then
        return answer(SAME, room, record)
    end
    if base and base.v >= trimmedOf(room) then
        if base.seq == seq and sub(base.record, HASH_AT, HASH_AT + 15) == hash then
            return answer(SAME_AS_BASE, room)
        elseif says(base, MESSAGE) then
            return answer(NOT_FOUND, room) -- it is so old that it was deleted from the database
        end
    end
    return lookup(room, MESSAGE, seq)
end

-- Ids with a time so far ahead that their key may be gone before that time comes: from then on all of their
-- sender's up to that time are looked up.
local farthest = {}
local function farAhead(key, sender)
    if farthest[key] == nil then
        farthest[key] = call('EXISTS', key) == 1
    end
    if not farthest[key] then
        return -1
    end
    local far = tonumber(call('HGET', key, sender) or -1)
    if far >= 0 and far < now - window then
        call('HDEL', key, sender)
        return -1
    end
    return far
end

-- Nothing if the id is new, else the answer. An id within the window whose key is absent was never here: its
-- key would live until a window after its time and after its commit. Of any other the database has to say so.
local function duplicate(room, k, sender, idTime, hash, base, again)
    local key, far = KEYS[k + 3], KEYS[k + 4]
    local known
    if idTime < now - window + slack or idTime > now + ahead or idTime <= farAhead(far, sender) then
        known = call('GET', key)
        if not known then
            if not says(base, CLIENT_ID) then
                return lookup(room, CLIENT_ID)
            end
            if base.record then
                if sub(base.record, HASH_AT, HASH_AT + 15) ~= hash then
                    return answer(CONFLICT, room) -- of another text or another room
                end
                return same(room, base.seq, hash, base)
            end
        end
    end
    if not known and again then
        known = call('GET', key)
    end
    known = known or (not again and call('SET', key, hash .. (room.s + 1), 'NX', 'GET'))
    if known then
        if sub(known, 1, 16) ~= hash then
            return answer(CONFLICT, room)
        end
        return same(room, tonumber(sub(known, 17)), hash, base)
    end
    if again then
        return answer(NOT_FOUND, room)
    end
    if idTime > now + window then
        farthest[far] = true
        if idTime > tonumber(call('HGET', far, sender) or -1) then
            call('HSET', far, sender, idTime)
        end
    end
end

local function send(room, k, a, base, again)
    local idTime, replyTo = ARGV[a + 4], tonumber(ARGV[a + 5])
    if replyTo < 0 or replyTo > room.s then
        return answer(NO_SUCH_REPLY, room)
    end
    if idTime ~= '' then
        local found = duplicate(room, k, ARGV[a + 3], tonumber(idTime), ARGV[a + 6], base, again)
        if found then
            return found
        end
    end
    wake(room)
    room.s, room.v = room.s + 1, room.v + 1
    keep(room, room.s, pack('>I8I8I8', room.s, room.v, room.s) .. ARGV[a + 7])
    return answer(DONE, room)
end

-- What a message has beyond its text: server/cluster/recordcodec.h.
local function marksOf(record)
    local size = unpacked('>I4', record, SIZE_AT)
    if size == 0 then
        return {textRev = NEVER, pinned = NEVER, author = NOBODY, reactions = '', ends = MARKS_AT}
    end
    local reactions = MARKS_AT + 26 + unpacked('>I2', record, MARKS_AT + 24)
    return {
        textRev = sub(record, MARKS_AT, MARKS_AT + 7), pinned = sub(record, MARKS_AT + 8, MARKS_AT + 15),
        author = sub(record, MARKS_AT + 16, reactions - 1), reactions = sub(record, reactions, MARKS_AT + size - 1),
        ends = MARKS_AT + size
    }
end

local function packedMarks(marks)
    local packed = marks.textRev .. marks.pinned .. marks.author .. marks.reactions
    return packed == NEVER .. NEVER .. NOBODY and pack('>I4', 0) or pack('>I4', #packed) .. packed
end

local function placeOf(people, who)
    local at = string.find(people, who, 1, true)
    while at and at % 8 ~= 1 do
        at = string.find(people, who, at + 1, true)
    end
    return at
end

-- The reactions with the person's put there or taken back (as in server/domain/reactions.cpp), else why not.
local function reacted(reactions, emoji, who, on)
    local parts, different, own, all, known, there = {}, 0, 0, 0, false, false
    local at = 1
    while at <= #reactions do
        local first = at + 1 + byte(reactions, at)
        local name, count = sub(reactions, at + 1, first - 1), unpacked('>I4', reactions, first)
        local people = sub(reactions, first + 4, first + 3 + 8 * count)
        at = first + 4 + 8 * count
        local place = placeOf(people, who)
        different, own, all = different + 1, own + (place and 1 or 0), all + count
        if name == emoji then
            known, there = true, place ~= nil
            if place then
                people, count = sub(people, 1, place - 1) .. sub(people, place + 8), count - 1
            else
                people, count = people .. who, count + 1
            end
        end
        if count > 0 then
            parts[#parts + 1] = pack('>B', #name) .. name .. pack('>I4', count) .. people
        end
    end
    if there == on then
        return nil, SAME
    elseif on and own >= ownMost then
        return nil, TOO_MANY_OWN
    elseif on and not known and different >= differentMost then
        return nil, TOO_MANY
    elseif on and all >= allMost then
        return nil, TOO_MANY_ALL
    end
    if not known then
        parts[#parts + 1] = pack('>B', #emoji) .. emoji .. pack('>I4', 1) .. who
    end
    return table.concat(parts)
end

-- What an entry makes of a message: edited_at, deleted_at, marks and text, else why nothing (as in
-- server/domain/messagechange.cpp).
local function changed(record, kind, a)
    local flags, flag, at, text = byte(record, FLAGS_AT), ARGV[a + 5], ARGV[a + 6], ARGV[a + 7]
    local mine = sub(record, SENDER_AT, SENDER_AT + 7) == ARGV[a + 3]
    if bit.band(flags, SYSTEM_FLAG) ~= 0 then
        return OF_SYSTEM
    elseif (kind == 'E' or kind == 'D') and not mine and flag ~= '1' then
        return FORBIDDEN
    end
    local after = {edited = sub(record, EDITED_AT, DELETED_AT - 1), deleted = NEVER}
    if kind == 'D' then
        if bit.band(flags, DELETED_FLAG) ~= 0 then
            return SAME
        end
        after.deleted, after.text = at, ''
        after.marks = {textRev = NEVER, pinned = NEVER, author = NOBODY, reactions = ''}
        return nil, after
    elseif bit.band(flags, DELETED_FLAG) ~= 0 then
        return DELETED
    end
    local marks = marksOf(record)
    after.marks, after.text = marks, sub(record, marks.ends)
    if kind == 'E' then
        if sub(marks.author, 1, 8) ~= NEVER then
            return OF_OTHERS
        elseif after.text == text then
            return SAME
        end
        after.edited, after.text, marks.textRev = at, text, NEVER
        return nil, after
    end
    if marks.textRev == NEVER then
        marks.textRev = sub(record, 9, 16) -- its rev until now
    end
    if kind == 'P' then
        if (marks.pinned ~= NEVER) == (flag == '1') then
            return SAME
        end
        marks.pinned = flag == '1' and at or NEVER
        return nil, after
    end
    local refused
    marks.reactions, refused = reacted(marks.reactions, text, ARGV[a + 3], flag == '1')
    return refused, after
end

local function change(room, a, base, kind)
    local seq = tonumber(ARGV[a + 4])
    if seq < 1 or seq > room.s then
        return answer(NOT_FOUND, room)
    end
    local record = call('HGET', room.window, seq)
    if not record then
        if not says(base, MESSAGE) or base.v < trimmedOf(room) then
            return lookup(room, MESSAGE, seq)
        end
        if not base.record then
            return answer(NOT_FOUND, room)
        end
        record = base.record
    end
    local refused, after = changed(record, kind, a)
    if refused then
        return answer(refused, room, refused == SAME and record or nil)
    end
    wake(room)
    room.v = room.v + 1
    record = pack('>I8I8I8B', seq, room.v, room.s, after.deleted ~= NEVER and DELETED_FLAG or 0) .. after.edited
        .. after.deleted .. sub(record, REST_AT, SIZE_AT - 1) .. packedMarks(after.marks) .. after.text
    keep(room, seq, record)
    return answer(CHANGED, room, record)
end

local function append(room, k, a)
    if room.blocked then
        return pack('>BI8', BLOCKED, now)
    elseif room.m ~= tonumber(ARGV[a + 1]) then
        return answer(OUTDATED, room)
    end
    local kind, base = ARGV[a], baseOf(ARGV[a + 2])
    if not room.s then
        if not base then
            return lookup(room, HEAD)
        end
        room.s, room.v, room.f, room.t, room.g, room.fresh = base.s, base.v, base.v, base.v, base.s, true
    end
    if kind == 'S' or kind == 'A' then
        return send(room, k, a, base, kind == 'A')
    end
    return change(room, a, base, kind)
end

local answers = {}
local k, a = 2, 10
while ARGV[a] do
    answers[#answers + 1] = append(roomOf(k), k, a)
    k = k + (((ARGV[a] == 'S' or ARGV[a] == 'A') and ARGV[a + 4] ~= '') and 5 or 3)
    a = a + 8
end
for head, room in pairs(rooms) do
    if room.changed then
        -- Which also ends its expiry.
        call('SET', head, pack('>I8I8I8I8I8I8', room.m, room.s, room.v, room.f, room.t, room.g))
    end
end
return answers
