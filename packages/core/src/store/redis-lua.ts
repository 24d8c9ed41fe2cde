/**
 * The scripts of the Redis driver; each is one atomic step. A record is a hash of its value (`v`), when it ends in
 * milliseconds or nothing (`e`) and the names of its lists (`i`, JSON). A list is a sorted set of keys, all with score 0, so
 * that it is in the order of their bytes.
 *
 * Every script gets KEYS[1], the record or list, and ARGV: [1] the prefix of records, [2] that of lists, [3] the time or
 * nothing for Redis's own, [4] how much longer than that Redis may keep what has ended.
 */
const PRELUDE = `
local records, lists, given, slack = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local function now()
  if given ~= '' then return tonumber(given) end
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end
local at = now()
local function read(record)
  local fields = redis.call('HMGET', record, 'v', 'e', 'i')
  if not fields[1] then return nil end
  return { v = fields[1], e = fields[2], i = fields[3], live = fields[2] == '' or tonumber(fields[2]) > at }
end
local function live(record)
  local row = read(record)
  if row and row.live then return row end
  return nil
end
local function remove(record, row)
  local key = string.sub(record, #records + 1)
  for _, name in ipairs(cjson.decode(row.i)) do redis.call('ZREM', lists .. name, key) end
  redis.call('DEL', record)
end
local function write(record, value, ttl, names)
  local row = read(record)
  if row then remove(record, row) end
  if ttl ~= '' and tonumber(ttl) <= 0 then return end
  local ends = ''
  if ttl ~= '' then ends = string.format('%.0f', at + tonumber(ttl)) end
  redis.call('HSET', record, 'v', value, 'e', ends, 'i', names)
  if ttl ~= '' then redis.call('PEXPIRE', record, string.format('%.0f', tonumber(ttl) + slack)) end
  local key = string.sub(record, #records + 1)
  for _, name in ipairs(cjson.decode(names)) do
    local list = lists .. name
    local left = redis.call('PTTL', list)
    redis.call('ZADD', list, 0, key)
    -- A list lives as long as the longest of its records.
    if ttl == '' then redis.call('PERSIST', list)
    elseif left == -2 or (left >= 0 and left < tonumber(ttl) + slack) then
      redis.call('PEXPIRE', list, string.format('%.0f', tonumber(ttl) + slack))
    end
    -- Redis drops what has ended without telling the lists: each write tidies up a little.
    for _, member in ipairs(redis.call('ZRANDMEMBER', list, 2)) do
      if redis.call('EXISTS', records .. member) == 0 then redis.call('ZREM', list, member) end
    end
  end
end
`;

const script = (body: string) => `${PRELUDE}${body}`;

/** ARGV[5] value, [6] life in milliseconds or nothing for ever. */
export const CLAIM = script(`
if live(KEYS[1]) then return 0 end
write(KEYS[1], ARGV[5], ARGV[6], '[]')
return 1`);

/** ARGV[5] the value that it must have. */
export const RELEASE = script(`
local row = live(KEYS[1])
if not row or row.v ~= ARGV[5] then return 0 end
remove(KEYS[1], row)
return 1`);

export const GET = script(`
local row = live(KEYS[1])
return row and row.v`);

/** ARGV[5] value, [6] life in milliseconds or nothing for ever, [7] names of lists, as JSON. */
export const SET = script(`write(KEYS[1], ARGV[5], ARGV[6], ARGV[7])`);

export const TAKE = script(`
local row = read(KEYS[1])
if not row then return nil end
remove(KEYS[1], row)
return row.live and row.v`);

/** ARGV[5] before, [6] after. */
export const SWAP = script(`
local row = live(KEYS[1])
if not row or row.v ~= ARGV[5] then return 0 end
redis.call('HSET', KEYS[1], 'v', ARGV[6])
return 1`);

export const DELETE = script(`
local row = read(KEYS[1])
if not row then return 0 end
remove(KEYS[1], row)
return row.live and 1 or 0`);

/** ARGV[5] the key to begin after, [6] how many. @returns key, value, key, value, … */
export const LIST = script(`
local found, from, limit = {}, '(' .. ARGV[5], tonumber(ARGV[6])
if ARGV[5] == '' then from = '-' end
while #found < 2 * limit do
  local members = redis.call('ZRANGEBYLEX', KEYS[1], from, '+', 'LIMIT', 0, limit)
  if #members == 0 then break end
  for _, key in ipairs(members) do
    local row = live(records .. key)
    if not row then redis.call('ZREM', KEYS[1], key)
    elseif #found < 2 * limit then found[#found + 1] = key; found[#found + 1] = row.v end
  end
  from = '(' .. members[#members]
end
return found`);

export const DELETE_ALL = script(`
local count = 0
for _, key in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local row = read(records .. key)
  if row then
    if row.live then count = count + 1 end
    remove(records .. key, row)
  end
end
redis.call('DEL', KEYS[1])
return count`);
