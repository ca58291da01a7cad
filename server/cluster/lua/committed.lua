#!lua flags=allow-oom
-- Tells that entries of a stream, everything up to the last of them, are committed to the database. May be told
-- again, by anyone at any time: all of it only moves forwards.
-- Works in a full Redis too, which it empties.
-- KEYS: stream; head, window, revs of each room; the duplicate keys.
-- ARGV: group, how long a head lives from now, and a window (ms), how many messages of it stay, duplicate window
--   (ms), the stream's id after the last entry; number of entries, of rooms; ids of the entries; rev and seq of
--   each room; the time in each duplicate key's client_id.
local call = redis.call
local CHUNK = 500 -- arguments of one command
local stream, group = KEYS[1], ARGV[1]
local headTtl, windowTtl, kept, window = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local entries, rooms = tonumber(ARGV[7]), tonumber(ARGV[8])
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- Nothing of what is committed leaves the window but its oldest changes, and those in their order, so that one
-- number (t) says what is gone.
local function trim(records, revs, committed)
    local excess = call('ZCARD', revs) - kept
    local trimmed
    while excess > 0 do
        local oldest = call('ZRANGE', revs, 0, math.min(excess, CHUNK) - 1, 'WITHSCORES')
        local gone = {}
        for i = 1, #oldest, 2 do
            local rev = tonumber(oldest[i + 1])
            if rev > committed then
                break
            end
            gone[#gone + 1] = oldest[i]
            trimmed = rev
        end
        if #gone == 0 then
            break
        end
        call('HDEL', records, unpack(gone))
        call('ZREMRANGEBYRANK', revs, 0, #gone - 1)
        excess = excess - CHUNK
    end
    return trimmed
end

local a = 9
for first = a, a + entries - 1, CHUNK do
    call('XACK', stream, group, unpack(ARGV, first, math.min(first + CHUNK - 1, a + entries - 1)))
end
call('XTRIM', stream, 'MINID', ARGV[6])
a = a + entries
local k = 2
for _ = 1, rooms do
    local head, records, revs = KEYS[k], KEYS[k + 1], KEYS[k + 2]
    local known = call('GET', head)
    if known and #known == 48 then
        local m, s, v, f, t, g = struct.unpack('>I8I8I8I8I8I8', known)
        f, g = math.max(f, tonumber(ARGV[a])), math.max(g, tonumber(ARGV[a + 1]))
        t = trim(records, revs, f) or t
        known = struct.pack('>I8I8I8I8I8I8', m, s, v, f, t, g)
        if f == v then
            call('SET', head, known, 'PXAT', now + headTtl)
            call('PEXPIREAT', records, now + windowTtl)
            call('PEXPIREAT', revs, now + windowTtl)
        else
            call('SET', head, known)
        end
    end
    k, a = k + 3, a + 2
end
while KEYS[k] do
    local idTime = tonumber(ARGV[a])
    -- An id from the near future lives until a window after its time; of one from farther ahead append.lua has
    -- taken note.
    call('PEXPIREAT', KEYS[k], (idTime <= now + window and math.max(now, idTime) or now) + window)
    k, a = k + 1, a + 1
end
return entries
