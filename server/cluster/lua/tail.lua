-- What of some rooms of one shard may not be in the database yet, as far as a list of rooms needs it.
-- KEYS: head and window of each room.
-- Gives three strings for each: seq and rev of its head and the seq up to which all is in the database (8 bytes
-- each; empty: no head here), the record of the newest message, and for each message past that seq its seq (8
-- bytes), flags (1) and sender (8).
local CHUNK = 500 -- fields of one HMGET
local tails = {}
for k = 1, #KEYS, 2 do
    local head = redis.call('GET', KEYS[k])
    if not head or #head ~= 48 then
        for _ = 1, 3 do
            tails[#tails + 1] = ''
        end
    else
        local s, v, _, _, g = struct.unpack('>I8I8I8I8I8', head, 9)
        tails[#tails + 1] = struct.pack('>I8I8I8', s, v, g)
        tails[#tails + 1] = redis.call('HGET', KEYS[k + 1], s) or ''
        local facts = {}
        for first = g + 1, s, CHUNK do
            local fields = {}
            for seq = first, math.min(first + CHUNK - 1, s) do
                fields[#fields + 1] = seq
            end
            for _, record in ipairs(redis.call('HMGET', KEYS[k + 1], unpack(fields))) do
                if record then
                    facts[#facts + 1] = string.sub(record, 1, 8) .. string.sub(record, 25, 25) .. string.sub(record, 50, 57)
                end
            end
        end
        tails[#tails + 1] = table.concat(facts)
    end
end
return tails
