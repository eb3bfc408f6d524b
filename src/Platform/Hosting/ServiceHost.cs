using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Hosting;

/// <summary>
/// The application that every service starts from: Kestrel on <c>HOST</c> and <c>PORT</c>, and routing. It reads no
/// <c>appsettings.json</c>, no <c>ASPNETCORE_*</c> variable and no signal: several services run in one process, and the process owns those.
/// </summary>
public static class ServiceHost
{
    /// <summary>
    /// The time limit for completing requests and messages in progress. Together with the stop of the private database it is below the 10 s
    /// that a process has.
    /// </summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(9);

    /// <param name="settings">
    /// Read for <c>HOST</c> (an address; default loopback) and <c>PORT</c> (default 0: any free one). Faults are kept for
    /// <see cref="ServiceSettings.ThrowIfInvalid"/>.
    /// </param>
    /// <param name="service">The service's name, for example <c>order-service</c>.</param>
    public static WebApplicationBuilder CreateBuilder(ServiceSettings settings, string service)
    {
        var address = settings.Read(ListenSettings.Host);
        var port = settings.Read(ListenSettings.Port);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = service,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, address, port));
        // A connection without a request holds 4 KiB then, and each request costs one system call less.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        builder.Host.UseServiceProviderFactory(
            new ServerFirst(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        return builder;
    }

    private static void Configure(KestrelServerOptions kestrel, IPAddress address, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(address, port);
    }

    /// <summary>Each host would otherwise handle SIGTERM itself, and stop while other services still need it.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
