#!lua flags=allow-oom
-- Takes or renews the right to move a stream into the database, and says how the stream is.
-- Works in a full Redis too: without it nothing would ever be moved out of it.
-- KEYS: lease, stream. ARGV: token, how long it is valid (ms; 0: give it back, -1: only look), group.
-- Gives: 1 if it is ours, length of the stream, age of its oldest entry (ms).
local token, ttl = ARGV[1], tonumber(ARGV[2])
local holder = redis.call('GET', KEYS[1])
local ours = holder == token
if ttl > 0 and (ours or not holder) then
    redis.call('SET', KEYS[1], token, 'PX', ttl)
    if not ours then
        -- Every life of every server is a consumer of its own: those that left nothing behind are forgotten.
        local consumers = redis.pcall('XINFO', 'CONSUMERS', KEYS[2], ARGV[3])
        for _, consumer in ipairs(consumers) do -- none where there is no group yet
            if consumer[2] ~= token and consumer[4] == 0 then
                redis.call('XGROUP', 'DELCONSUMER', KEYS[2], ARGV[3], consumer[2])
            end
        end
    end
    ours = true
elseif ttl == 0 and ours then
    redis.call('DEL', KEYS[1])
    ours = false
end
local length, age = redis.call('XLEN', KEYS[2]), 0
if length > 0 then
    local first = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)
    local time = redis.call('TIME')
    local at = tonumber(string.match(first[1][1], '^%d+'))
    age = math.max(time[1] * 1000 + math.floor(time[2] / 1000) - at, 0)
end
return {ours and 1 or 0, length, age}
