-- The number of a room's membership; with a change of it, the next one.
-- KEYS: head. ARGV: "1" if it changes, how long a head is kept (ms).
--
-- A number that is not there begins with the present time, so that none is ever given twice: not after it
-- expired with its room's head, nor after Redis was emptied. Whoever holds one of before is outdated and reads
-- again; that is all that losing it costs.
local known = redis.call('HMGET', KEYS[1], 'm', 'v', 'f')
local number = tonumber(known[1] or 0)
if number == 0 or ARGV[1] == '1' then
    local time = redis.call('TIME')
    number = math.max(number + 1, time[1] * 1000 + math.floor(time[2] / 1000))
    redis.call('HSET', KEYS[1], 'm', number)
end
if known[2] == known[3] then -- nothing of the room waits for the database, or there is no head at all
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return number
