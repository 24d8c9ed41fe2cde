/**
 * Budgets in Redis: one hash per credential, whose fields are `<bucket>:<fact>`. Times are Redis's own, so that replicas
 * whose clocks differ agree.
 *
 * Shared quotas are lists of the times of their last requests, newest first.
 *
 * KEYS[1] the hash, or the list. ARGV: "reserve" | "settle" | "take", milliseconds to keep it, then
 * - reserve: share of a quota that bulk work leaves, or 0; names of buckets. Returns {waitMs, bucket}.
 * - settle: milliseconds between ends of one window; how many names follow; the names to give back; then five per lesson:
 *   bucket, blockedMs, remaining, resetMs, limit, each of them empty where the answer did not say.
 * - take: requests. Returns milliseconds to wait.
 */
export const budgetScript = `
local key = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[1] == 'take' then
  local requests = tonumber(ARGV[3])
  local first = tonumber(redis.call('LINDEX', key, requests - 1) or '')
  if first and now - first < tonumber(ARGV[2]) then return math.ceil(first + tonumber(ARGV[2]) - now) end
  redis.call('LPUSH', key, now)
  redis.call('LTRIM', key, 0, requests - 1)
  redis.call('PEXPIRE', key, ARGV[2])
  return 0
end
local function facts(bucket)
  local found = redis.call('HMGET', key, bucket .. ':from', bucket .. ':until', bucket .. ':left', bucket .. ':reset',
    bucket .. ':limit', bucket .. ':pending')
  local function number(index) return tonumber(found[index] or '') end
  return { from = number(1) or 0, ends = number(2) or 0, left = number(3), reset = number(4) or 0,
    limit = number(5) or 0, pending = number(6) or 0 }
end
local function over(bucket)
  redis.call('HDEL', key, bucket .. ':left', bucket .. ':reset', bucket .. ':limit', bucket .. ':pending')
end

if ARGV[1] == 'reserve' then
  for index = 4, #ARGV do
    local bucket = ARGV[index]
    local known = facts(bucket)
    if now < known.ends and now >= known.from then return { math.ceil(known.ends - now), bucket } end
    if known.left and now >= known.reset then over(bucket) end
    if known.left and now < known.reset and
      known.left - known.pending <= math.ceil(known.limit * tonumber(ARGV[3])) then
      return { math.ceil(known.reset - now), bucket }
    end
  end
  for index = 4, #ARGV do redis.call('HINCRBY', key, ARGV[index] .. ':pending', 1) end
  redis.call('PEXPIRE', key, ARGV[2])
  return { 0, '' }
end

local window = tonumber(ARGV[3])
local first = 5 + tonumber(ARGV[4])
for index = 5, first - 1 do
  local field = ARGV[index] .. ':pending'
  if redis.call('HINCRBY', key, field, -1) < 0 then redis.call('HSET', key, field, 0) end
end
for index = first, #ARGV, 5 do
  local bucket = ARGV[index]
  local known = facts(bucket)
  local blocked = tonumber(ARGV[index + 1])
  local left = tonumber(ARGV[index + 2])
  local resets = tonumber(ARGV[index + 3])
  if blocked and now + blocked > known.ends then
    redis.call('HSET', key, bucket .. ':from', now, bucket .. ':until', now + blocked)
  end
  if left and resets then
    local reset = now + resets
    local new = not known.left or reset > known.reset + window
    if new or reset >= known.reset - window then
      local limit = math.max(tonumber(ARGV[index + 4]) or 0, left)
      if not new then
        left = math.min(left, known.left)
        limit = math.max(limit, known.limit)
        reset = known.reset
      end
      redis.call('HSET', key, bucket .. ':left', left, bucket .. ':reset', reset, bucket .. ':limit', limit)
    end
  end
end
redis.call('PEXPIRE', key, ARGV[2])
return { 0, '' }
`;
