#!lua flags=allow-oom
-- How the log is laid out, which whoever comes first decides. Works in a full Redis too: a server has to be able to
-- start, and to help.
-- KEYS: shards. ARGV: how many this server is set to.
-- Gives how many there are.
redis.call('SET', KEYS[1], ARGV[1], 'NX')
return tonumber(redis.call('GET', KEYS[1]))
