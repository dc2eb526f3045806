-- Asks for the addresses of a file in turn, and prints what was measured as one line of JSON.
local paths, at, tag = {}, 0, nil

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  tag = args[2]
  at = os.time() * 7919 % #paths -- where there are thousands, another window asks for others
end

function request()
  at = at % #paths + 1
  local headers = { ["Connection"] = "keep-alive" }
  if tag then headers["If-None-Match"] = tag end
  return wrk.format("GET", paths[at], headers)
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    'MEASURED {"requests": %d, "microseconds": %d, "p50": %.3f, "p95": %.3f, "bytes": %d, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.bytes, e.status, e.connect + e.read + e.write + e.timeout))
end
