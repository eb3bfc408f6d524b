using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Tracker.Platform.Http.Requests;

/// <summary>Sets the address of the connection to the client's, where trusted proxies forward it in <c>X-Forwarded-For</c>.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// Reads the whole header from the right, since each proxy appends the address it saw, up to the first that is not trusted: the client itself may have
    /// written what stands left of it.
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

    /// <summary>Comes first, before anything that reads the address. Services that do not configure it keep the address of the connection.</summary>
    public static IApplicationBuilder UseClientAddress(this IApplicationBuilder app) => app
        .Use(next => context =>
        {
            // A connection that is not over IP, but a socket file, comes from this machine. Without an address the middleware would trust it unasked.
            context.Connection.RemoteIpAddress ??= IPAddress.Loopback;
            return next(context);
        })
        .UseForwardedHeaders();
}
