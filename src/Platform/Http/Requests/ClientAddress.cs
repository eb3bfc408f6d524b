using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Tracker.Platform.Http.Requests;

/// <summary>Replaces the address of a trusted proxy with the client's address from <c>X-Forwarded-For</c>.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// Reads the header from the right, since each proxy appends the address it sees, up to the first address that is not trusted. The
    /// client may have written everything to the left of it.
    /// </summary>
    public static void Configure(ForwardedHeadersOptions options, IReadOnlyList<IPNetwork> trusted)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in trusted)
        {
            options.KnownIPNetworks.Add(network);
        }
    }

    /// <summary>
    /// Must run before anything that reads the address. Services that do not configure it keep the address of the connection.
    /// </summary>
    public static IApplicationBuilder UseClientAddress(this IApplicationBuilder app) => app
        .Use(next => context =>
        {
            // A connection over a Unix socket is local but has no address, and the middleware trusts a connection without an address.
            context.Connection.RemoteIpAddress ??= IPAddress.Loopback;
            return next(context);
        })
        .UseForwardedHeaders();
}
