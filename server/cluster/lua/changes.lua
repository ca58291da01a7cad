-- What is in Redis of a room's changes past a rev: one moment of head and window.
-- KEYS: head, window, revs. ARGV: since, how many at most.
-- Gives nil where the room has no head here, else seq and rev of the head, the rev past which everything is
-- here, and the records in the order of their revs.
local head = redis.call('GET', KEYS[1])
if not head or #head ~= 48 then
    return false
end
local s, v, f, trimmed = struct.unpack('>I8I8I8I8', head, 9)
if f == v and redis.call('EXISTS', KEYS[2]) == 0 then
    trimmed = v
end
local changes = {s, v, trimmed}
local seqs = redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. ARGV[1], '+inf', 'LIMIT', 0, ARGV[2])
if #seqs > 0 then
    for _, record in ipairs(redis.call('HMGET', KEYS[2], unpack(seqs))) do
        if record then
            changes[#changes + 1] = record
        end
    end
end
return changes
