-- Sends the requests in a file in order; every thread starts at the beginning. A line has METHOD, path, token and body, separated by tabs.
local requests = {}
local next = 0

function init(args)
    for line in io.lines(args[1]) do
        local method, path, token, body = line:match("^(%u+)\t([^\t]+)\t([^\t]+)\t(.*)$")
        local headers = { ["Authorization"] = "Bearer " .. token }
        if method == "GET" then body = nil else headers["Content-Type"] = "application/json" end
        table.insert(requests, wrk.format(method, path, headers, body))
    end
end

function request()
    next = next % #requests + 1
    return requests[next]
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("measured %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
