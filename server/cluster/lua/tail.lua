-- What of some rooms of one shard may not be in the database yet, as far as a list of rooms needs it. Who sent a
-- message never changes, so that it is asked for once, a bounded part at a time (server/cluster/roomtails.h).
-- KEYS: head and window of each room.
-- ARGV: of how many messages of each room at most; for each room the seq up to which the asker knows who sent what.
-- Gives three strings for each: seq and rev of its head, the seq up to which all is in the database, and the seq past
-- which this answer begins, the greater of that and the asker's (8 bytes each; empty: no head here); the record of the
-- newest message; and the sender of each message past that seq (8 bytes each; 0: the system).
local most = tonumber(ARGV[1])
local SYSTEM_FLAG, FLAGS_AT, SENDER_AT = 2, 25, 50 -- server/cluster/recordcodec.h
local NOBODY = string.rep('\0', 8)
local tails = {}
for k = 1, #KEYS, 2 do
    local head = redis.call('GET', KEYS[k])
    if not head or #head ~= 48 then
        for _ = 1, 3 do
            tails[#tails + 1] = ''
        end
    else
        local s, v, _, _, g = struct.unpack('>I8I8I8I8I8', head, 9)
        local after = math.max(g, tonumber(ARGV[(k + 3) / 2]))
        tails[#tails + 1] = struct.pack('>I8I8I8I8', s, v, g, after)
        tails[#tails + 1] = redis.call('HGET', KEYS[k + 1], s) or ''
        local fields, senders = {}, {}
        for seq = after + 1, math.min(after + most, s) do
            fields[#fields + 1] = seq
        end
        if #fields > 0 then
            for i, record in ipairs(redis.call('HMGET', KEYS[k + 1], unpack(fields))) do
                -- One that waits for the database is always in the window.
                local sent = record and bit.band(string.byte(record, FLAGS_AT), SYSTEM_FLAG) == 0
                senders[i] = sent and string.sub(record, SENDER_AT, SENDER_AT + 7) or NOBODY
            end
        end
        tails[#tails + 1] = table.concat(senders)
    end
end
return tails
