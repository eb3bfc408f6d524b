using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Http;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Gateway;

/// <summary>A service that forwards requests to the services behind it; a gateway also has their API documents.</summary>
public static class GatewayServices
{
    // Each slow client holds this much of an answer.
    private const int ResponseBufferBytes = 8 * 1024;

    // The kernel would keep up to 4 MiB of an answer for each client that reads slowly.
    private const int KernelSendBytes = 128 * 1024;

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    /// <param name="services">Must have telemetry, <c>AddTrackerHttp</c> and <c>AddOpenApi</c>.</param>
    /// <param name="settings">
    /// Has the addresses of the services. Faults are kept for <see cref="ServiceSettings.ThrowIfInvalid"/>, so call this before.
    /// </param>
    public static IServiceCollection AddGateway(this IServiceCollection services, GatewayPolicy policy, ServiceSettings settings) =>
        services.AddForwarding(policy, settings).AddSingleton<MergedDocument>();

    /// <summary>As <see cref="AddGateway"/>, without the API documents.</summary>
    /// <param name="services">Must have telemetry and <c>AddTrackerHttp</c>.</param>
    /// <param name="settings">Has the addresses of the services.</param>
    public static IServiceCollection AddForwarding(this IServiceCollection services, GatewayPolicy policy, ServiceSettings settings)
    {
        var addresses = policy.Destinations.ToDictionary(destination => destination, destination => settings.Read(destination.Addresses));
        services.AddHttpForwarder();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxConcurrentConnections = policy.MaxClientConnections);
        services.Configure<SocketTransportOptions>(sockets =>
        {
            // Not MaxResponseBufferSize of the server, which these connections do not use.
            sockets.MaxWriteBufferSize = ResponseBufferBytes;
            // Forwarding never blocks, so it needs no other thread than that which read the request.
            sockets.UnsafePreferInlineScheduling = true;
            sockets.CreateBoundListenSocket = endpoint => BoundedSend(SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint));
        });
        // Its lines about each request repeat those of the service.
        services.AddLogging(logging => logging.AddFilter("Yarp", LogLevel.None));
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<IReadOnlyList<Destination>>(provider =>
            [.. policy.Destinations.Select(one => new Destination(one, addresses[one], provider.GetRequiredService<GatewayMetrics>()))]);
        services.AddSingleton(policy);
        services.AddSingleton(new ClientHeaders(settings.Read(HttpSettings.TrustedProxies)));
        services.AddSingleton<ServiceConnections>();
        services.AddSingleton<GatewayTransformer>();
        services.AddSingleton<Forwarding>();
        services.AddSingleton(provider => new ServiceProbe(
            provider.GetRequiredService<IReadOnlyList<Destination>>(), provider.GetRequiredService<ServiceConnections>()));
        if (addresses.Values.Any(several => several.Count > 1))
        {
            services.AddPeriodicWork<ServiceProbe>("health checks", ProbeInterval, probe => probe.CheckBalancedAsync);
        }

        return services;
    }

    // Accepted connections inherit it.
    private static Socket BoundedSend(Socket listener)
    {
        listener.SendBufferSize = KernelSendBytes;
        return listener;
    }

    /// <summary>
    /// Maps the destinations' paths, <c>/openapi.json</c> with the paths of the gateway and of the services behind it, and <c>/docs</c>.
    /// </summary>
    public static void MapGateway(this WebApplication app)
    {
        app.MapForwarding();
        var document = app.Services.GetRequiredService<MergedDocument>();
        app.MapGet("/openapi.json", document.WriteAsync).ExcludeFromDescription();
        app.MapDocsPage();
    }

    /// <summary>Maps the destinations' paths.</summary>
    public static void MapForwarding(this WebApplication app)
    {
        var forwarding = app.Services.GetRequiredService<Forwarding>();
        foreach (var destination in app.Services.GetRequiredService<IReadOnlyList<Destination>>())
        {
            foreach (var prefix in destination.Definition.Prefixes)
            {
                var route = app.Map(prefix + "/{**path}", context => forwarding.ForwardAsync(context, destination));
                route.ExcludeFromDescription();
                if (destination.Definition.LimitsBodies)
                {
                    route.WithMetadata(new DisableRequestSizeLimitAttribute());
                }
            }
        }
    }
}
