-- What is in Redis of a page of a room: one moment of head and window.
-- KEYS: head, window. ARGV: from ("N"ewest, "B"efore, "A"fter, a"R"ound), seq, limit, seq before which everything has
--   expired.
-- Gives nil where the room has no head here, else seq and rev of the head, the page's first and last seq, and
-- the records of those that are here.
local head = redis.call('GET', KEYS[1])
if not head or #head ~= 48 then
    return false
end
local s, v = struct.unpack('>I8I8', head, 9)
local from, limit, floor = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])
local seq = math.min(math.max(tonumber(ARGV[2]), floor - 1), s + 1)
local first, last
if from == 'N' then
    first, last = s - limit + 1, s
elseif from == 'B' then
    first, last = seq - limit, seq - 1
elseif from == 'A' then
    first, last = seq + 1, seq + limit
else
    first = math.max(math.min(seq - math.floor(limit / 2), s - limit + 1), floor)
    last = first + limit - 1
end
first, last = math.max(first, floor), math.min(last, s)
local page = {s, v, first, last}
if first <= last then
    local fields = {}
    for wanted = first, last do
        fields[#fields + 1] = wanted
    end
    for _, record in ipairs(redis.call('HMGET', KEYS[2], unpack(fields))) do
        if record then
            page[#page + 1] = record
        end
    end
end
return page
