using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tracker.Platform.Http.Pipeline;
using Tracker.Platform.Observability.Tracing;

namespace Tracker.Platform.Gateway;

/// <summary>
/// Changes the headers of a client's request to those that a service may rely on: removes what only the gateway or a proxy may say, and
/// adds who the client is.
/// </summary>
internal sealed class ClientHeaders(IReadOnlyList<IPNetwork> trustedProxies)
{
    private const string For = "X-Forwarded-For";
    private const string Proto = "X-Forwarded-Proto";
    private const string Host = "X-Forwarded-Host";

    // An identity or an origin that a service might believe. Proxy is known from CGI programs (httpoxy).
    private static readonly string[] Removed =
        ["X-Forwarded-", "X-Original-", "X-User-", "X-Auth-", "X-Internal-", "X-Service-", "X-Real-IP", "Forwarded", "Proxy"];

    // They frame or route the message: Connection must not name them (RFC 9110 §7.6.1).
    private static readonly string[] Kept = ["Content-Length", "Transfer-Encoding", "Host", "Connection", "Upgrade"];

    public void Apply(HttpContext context)
    {
        var headers = context.Request.Headers;
        var peer = context.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        var address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        var isProxy = IsTrusted(address);
        var (given, proto, host) = isProxy ? (headers[For], headers[Proto], headers[Host]) : default;

        RemoveNamedByConnection(headers);
        foreach (var name in headers.Keys.Where(IsRemoved).ToList())
        {
            headers.Remove(name);
        }

        headers[For] = StringValues.IsNullOrEmpty(given) ? address.ToString() : $"{given}, {address}";
        headers[Proto] = StringValues.IsNullOrEmpty(proto) ? context.Request.Scheme : proto;
        headers[Host] = StringValues.IsNullOrEmpty(host) ? headers.Host : host;
        headers[CorrelationId.Header] = context.CorrelationId();
        if (Activity.Current is { } activity)
        {
            headers.TraceParent = Traceparent.Current;
            headers.TraceState = activity.TraceStateString;
        }
    }

    private static void RemoveNamedByConnection(IHeaderDictionary headers)
    {
        foreach (var name in headers.GetCommaSeparatedValues("Connection"))
        {
            if (!Kept.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                headers.Remove(name);
            }
        }
    }

    private static bool IsRemoved(string name) =>
        Array.Exists(Removed, removed => removed.EndsWith('-')
            ? name.StartsWith(removed, StringComparison.OrdinalIgnoreCase)
            : name.Equals(removed, StringComparison.OrdinalIgnoreCase));

    private bool IsTrusted(IPAddress address)
    {
        foreach (var network in trustedProxies)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
