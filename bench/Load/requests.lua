-- Sends the requests in a file in order; every thread starts at the beginning. A line has METHOD, path and body, separated by tabs.
local requests = {}
local next = 0

function init(args)
    wrk.headers["Authorization"] = "Bearer " .. args[2]
    wrk.headers["Content-Type"] = "application/json"
    for line in io.lines(args[1]) do
        local method, path, body = line:match("^(%u+)\t([^\t]+)\t?(.*)$")
        if method == "GET" then body = nil end
        table.insert(requests, wrk.format(method, path, nil, body))
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
