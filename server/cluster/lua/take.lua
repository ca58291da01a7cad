#!lua flags=allow-oom
-- The next entries of a stream, for the one who holds its lease. Within the script that checks the lease, so
-- that a process which was stopped for a while cannot take any when it comes back.
-- Works in a full Redis too, which it helps to empty.
-- KEYS: lease, stream. ARGV: token (also the consumer's name), group, how many, after which id ("-": from the
-- beginning).
-- Gives nil if the lease is another's, else id and record of each in turn.
local token, group, count, after = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call('GET', KEYS[1]) ~= token then
    return false
end
local function flat(entries)
    local list = {}
    for _, entry in ipairs(entries) do
        list[#list + 1] = entry[1]
        list[#list + 1] = entry[2][2]
    end
    return list
end
-- What somebody took and never finished comes first: the stream's order is the rooms' order.
local claimed = redis.pcall('XAUTOCLAIM', KEYS[2], group, token, 0, after, 'COUNT', count)
if claimed.err then
    redis.call('XGROUP', 'CREATE', KEYS[2], group, '0', 'MKSTREAM')
elseif #claimed[2] > 0 or claimed[1] ~= '0-0' then
    return flat(claimed[2])
end
local new = redis.call('XREADGROUP', 'GROUP', group, token, 'COUNT', count, 'STREAMS', KEYS[2], '>')
return new and flat(new[1][2]) or {}
