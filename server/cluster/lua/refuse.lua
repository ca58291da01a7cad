#!lua flags=allow-oom
-- Sets a change aside that the database refuses, so that those behind it go on and nothing is lost. Before it is
-- taken off its stream: after a crash between the two it is here twice.
-- Works in a full Redis too: nothing could be moved out of it otherwise.
-- KEYS: what is set aside. ARGV: record, why.
return redis.call('XADD', KEYS[1], '*', 'r', ARGV[1], 'why', ARGV[2])
