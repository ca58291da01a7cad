#!lua flags=allow-oom
-- How the log is laid out, and which one it is: whoever comes first decides. A Redis that has lost its data has another
-- epoch when it comes back. Works in a full Redis too: a server has to be able to start, and to help.
-- KEYS: shards, epoch. ARGV: how many shards this server is set to.
-- Gives how many there are, and the epoch.
redis.call('SET', KEYS[1], ARGV[1], 'NX')
local time = redis.call('TIME')
redis.call('SET', KEYS[2], time[1] .. '.' .. time[2], 'NX') -- to the microsecond
return {tonumber(redis.call('GET', KEYS[1])), redis.call('GET', KEYS[2])}
