-- What is in Redis of a room's changes past a rev: one moment of head and window.
-- KEYS: head, window, revs. ARGV: since, how many at most.
-- Gives nil where the room has no head here, else seq and rev of the head, the rev past which everything is
-- here, and the records in the order of their revs.
local head = redis.call('HMGET', KEYS[1], 's', 'v', 'f', 't')
if not head[1] then
    return false
end
local trimmed = head[4]
if head[2] == head[3] and redis.call('EXISTS', KEYS[2]) == 0 then
    trimmed = head[2]
end
local changes = {tonumber(head[1]), tonumber(head[2]), tonumber(trimmed)}
local seqs = redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. ARGV[1], '+inf', 'LIMIT', 0, ARGV[2])
if #seqs > 0 then
    for _, record in ipairs(redis.call('HMGET', KEYS[2], unpack(seqs))) do
        if record then
            changes[#changes + 1] = record
        end
    end
end
return changes
