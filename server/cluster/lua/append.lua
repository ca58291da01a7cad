-- Appends changes of rooms of one shard, all or each by itself refused; nothing else happens meanwhile.
--
-- KEYS: stream; then for each entry: head, window, revs and, for one with a client_id, duplicate, ahead.
-- ARGV: channel, bound of the stream, duplicate window, slack, how far ahead of us a client's clock may be,
--   how old a base may be (all ms); then eight for each entry:
--   kind ("S"end, "E"dit, "D"elete), membership, base, actor (8 bytes), and
--   S: time in the client_id (ms; -1: it bears none; "": there is no client_id), reply_to, body hash, body
--   E, D: seq, "1" if others' messages too, time (8 bytes), text
-- Gives "" where the stream is full, else a string for each entry: code, seq, rev (or what is missing), record.
--
-- Keys of two tags: the duplicate's is its sender's, the others are the room's. One Redis takes that; a cluster
-- wants one shard only, where all tags are the same.
local call, pack, sub, byte = redis.call, struct.pack, string.sub, string.byte

local DONE, CHANGED, SAME, SAME_AS_BASE, OUTDATED, CONFLICT, NOT_FOUND, FORBIDDEN = 0, 1, 2, 3, 4, 5, 6, 7
local NO_SUCH_REPLY, OF_SYSTEM, DELETED, LOOKUP, BLOCKED = 8, 9, 10, 11, 12
local HEAD, CLIENT_ID, MESSAGE = 1, 2, 4 -- what a base says
local CREATED_FLAG, SYSTEM_FLAG, DELETED_FLAG = 1, 2, 4 -- server/cluster/recordcodec.h
local FLAGS_AT, EDITED_AT, DELETED_AT, REST_AT, SENDER_AT, HASH_AT, TEXT_AT = 25, 26, 34, 42, 50, 90, 110

local channel, bound = ARGV[1], tonumber(ARGV[2])
local window, slack, ahead, oldest = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
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
local function duplicate(room, k, sender, idTime, hash, base)
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
    known = known or call('SET', key, hash .. (room.s + 1), 'NX', 'GET')
    if known then
        if sub(known, 1, 16) ~= hash then
            return answer(CONFLICT, room)
        end
        return same(room, tonumber(sub(known, 17)), hash, base)
    end
    if idTime > now + window then
        farthest[far] = true
        if idTime > tonumber(call('HGET', far, sender) or -1) then
            call('HSET', far, sender, idTime)
        end
    end
end

local function send(room, k, a, base)
    local idTime, replyTo = ARGV[a + 4], tonumber(ARGV[a + 5])
    if replyTo < 0 or replyTo > room.s then
        return answer(NO_SUCH_REPLY, room)
    end
    if idTime ~= '' then
        local found = duplicate(room, k, ARGV[a + 3], tonumber(idTime), ARGV[a + 6], base)
        if found then
            return found
        end
    end
    wake(room)
    room.s, room.v = room.s + 1, room.v + 1
    keep(room, room.s, pack('>I8I8I8', room.s, room.v, room.s) .. ARGV[a + 7])
    return answer(DONE, room)
end

local function change(room, a, base, deletion)
    local seq, text = tonumber(ARGV[a + 4]), ARGV[a + 7]
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
    local flags = byte(record, FLAGS_AT)
    if bit.band(flags, SYSTEM_FLAG) ~= 0 then
        return answer(OF_SYSTEM, room)
    elseif sub(record, SENDER_AT, SENDER_AT + 7) ~= ARGV[a + 3] and ARGV[a + 5] ~= '1' then
        return answer(FORBIDDEN, room)
    end
    local deleted = bit.band(flags, DELETED_FLAG) ~= 0
    if deleted and not deletion then
        return answer(DELETED, room)
    elseif deleted or (not deletion and sub(record, TEXT_AT) == text) then
        return answer(SAME, room, record)
    end
    wake(room)
    room.v = room.v + 1
    local edited, removed = ARGV[a + 6], sub(record, DELETED_AT, REST_AT - 1)
    if deletion then
        edited, removed, text = sub(record, EDITED_AT, DELETED_AT - 1), ARGV[a + 6], ''
    end
    record = pack('>I8I8I8B', seq, room.v, room.s, deletion and DELETED_FLAG or 0) .. edited .. removed
        .. sub(record, REST_AT, TEXT_AT - 1) .. text
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
    if kind == 'S' then
        return send(room, k, a, base)
    end
    return change(room, a, base, kind == 'D')
end

local answers = {}
local k, a = 2, 7
while ARGV[a] do
    answers[#answers + 1] = append(roomOf(k), k, a)
    k = k + ((ARGV[a] == 'S' and ARGV[a + 4] ~= '') and 5 or 3)
    a = a + 8
end
for head, room in pairs(rooms) do
    if room.changed then
        -- Which also ends its expiry.
        call('SET', head, pack('>I8I8I8I8I8I8', room.m, room.s, room.v, room.f, room.t, room.g))
    end
end
return answers
