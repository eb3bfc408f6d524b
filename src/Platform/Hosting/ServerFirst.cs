using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tracker.Platform.Hosting;

/// <summary>
/// Builds a service's container so that the server listens before other hosted services start: the service answers liveness checks while it
/// waits for its database.
/// </summary>
internal sealed class ServerFirst(ServiceProviderOptions options) : IServiceProviderFactory<IServiceCollection>
{
    // The type is not public, and the framework registers it last.
    private const string Server = "GenericWebHostService";

    public IServiceCollection CreateBuilder(IServiceCollection services)
    {
        var server = services.Single(service =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == Server);
        services.Remove(server);
        services.Insert(0, server);
        services.AddSingleton<IHostedService, ClosesFirst>();
        // A container does not list its services. Tests read them here, to check that all of them can be created.
        services.AddSingleton(services);
        return services;
    }

    public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder) => containerBuilder.BuildServiceProvider(options);

    /// <summary>
    /// Hosted services stop in reverse start order. This one starts last, so that requests end before the services they use.
    /// </summary>
    private sealed class ClosesFirst(IServer server) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);
    }
}
