#!lua flags=allow-oom
-- Lets go of the messages of a room below a seq, which are about to be deleted from the database.
-- KEYS: window, revs. ARGV: that seq.
-- Gives how many there were.
local CHUNK = 500 -- arguments of one command
local below, gone = tonumber(ARGV[1]), {}
for _, seq in ipairs(redis.call('HKEYS', KEYS[1])) do
    if tonumber(seq) < below then
        gone[#gone + 1] = seq
    end
end
for first = 1, #gone, CHUNK do
    local last = math.min(first + CHUNK - 1, #gone)
    redis.call('HDEL', KEYS[1], unpack(gone, first, last))
    redis.call('ZREM', KEYS[2], unpack(gone, first, last))
end
return #gone
