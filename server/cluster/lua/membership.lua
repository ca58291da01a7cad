#!lua flags=allow-oom
-- The number of a room's membership; with a change of it, the next one.
-- Works in a full Redis too: a number takes nothing to speak of, and a room that is not in memory cannot be read
-- without.
-- KEYS: head. ARGV: what for ("R"ead; "W"rite it again, which shows that it could be changed; "C"hange), how long a
--   head is kept (ms).
--
-- A number that is not there begins with the present time, so that none is ever given twice: not after it
-- expired with its room's head, nor after Redis was emptied. Whoever holds one of before is outdated and reads
-- again; that is all that losing it costs.
local known = redis.call('GET', KEYS[1]) or ''
local number = known ~= '' and struct.unpack('>I8', known) or 0
if number ~= 0 and ARGV[1] == 'R' then
    return number -- and the disk is not waited for
end
if number == 0 or ARGV[1] == 'C' then
    local time = redis.call('TIME')
    number = math.max(number + 1, time[1] * 1000 + math.floor(time[2] / 1000))
end
known = struct.pack('>I8', number) .. string.sub(known, 9)
local waits = false -- something of the room, for the database
if #known == 48 then
    local v, f = struct.unpack('>I8I8', known, 17)
    waits = v ~= f
end
if waits then
    redis.call('SET', KEYS[1], known)
else
    redis.call('SET', KEYS[1], known, 'PX', ARGV[2])
end
return number
