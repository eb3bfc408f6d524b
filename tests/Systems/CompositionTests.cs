using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Host;
using Tracker.Platform.Hosting;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Settings;
using Tracker.Tests.Systems.TaskTracker.Frontend;

namespace Tracker.Tests.Systems;

/// <summary>Most registrations are factories, which the container's own validation does not look into.</summary>
public sealed class CompositionTests
{
    /// <summary>Every service of the catalogue, without and with the servers it can do without.</summary>
    public static TheoryData<string, string, bool> Services =>
    [
        .. from system in SystemCatalog.Systems
           from service in system.Services
           from hasServers in new[] { false, true }
           select new TheoryDataRow<string, string, bool>(system.Name, service.Name, hasServers),
    ];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Everything_that_is_registered_can_be_made(string systemName, string serviceName, bool hasServers)
    {
        using var log = new LogOutput(Stream.Null, LogForm.Json, TimeProvider.System);
        var site = Directory.CreateTempSubdirectory("tracker-composition-");
        BuiltFiles.WriteTo(site.FullName);
        await using var app =
            Build(SystemCatalog.Systems.Single(system => system.Name == systemName), serviceName, hasServers, site.FullName, log);
        site.Delete(recursive: true);
        var registered = app.Services.GetRequiredService<IServiceCollection>()
            .Where(service => service is { Lifetime: ServiceLifetime.Singleton, ServiceType.IsGenericTypeDefinition: false }
                && service.ServiceKey != KeyedService.AnyKey)
            .ToList();

        foreach (var service in registered)
        {
            var made = service.IsKeyedService
                ? app.Services.GetKeyedServices(service.ServiceType, service.ServiceKey)
                : app.Services.GetServices(service.ServiceType);
            made.ShouldNotBeEmpty(service.ServiceType.FullName);
            made.ShouldNotContain((object?)null, service.ServiceType.FullName!);
        }

        registered.Count(service => service.ServiceType.Assembly.GetName().Name!.StartsWith("Tracker.", StringComparison.Ordinal))
            .ShouldBeGreaterThan(5);
    }

    private static WebApplication Build(SystemDefinition system, string name, bool hasServers, string site, LogOutput log)
    {
        var variables = new Dictionary<string, string>
        {
            ["DATABASE_URL"] = "postgres://nobody@127.0.0.1:9/nothing",
            [system.SecretVariable] = "a-signing-secret-of-the-tests-0123456789",
            ["FRONTEND_FOLDER"] = site,
            ["API_URL"] = "http://127.0.0.1:9",
            ["AUTH_SERVICE_URL"] = "http://127.0.0.1:9",
            ["ORDER_SERVICE_URL"] = "http://127.0.0.1:9",
            ["USER_SERVICE_URL"] = "http://127.0.0.1:9",
            ["TASK_SERVICE_URL"] = "http://127.0.0.1:9",
            ["NOTIFICATION_SERVICE_URL"] = "http://127.0.0.1:9",
            ["STATS_SERVICE_URL"] = "http://127.0.0.1:9",
            ["TRACKER_DATA"] = Path.Combine(Path.GetTempPath(), "tracker-composition"),
        };
        if (hasServers)
        {
            variables["RABBITMQ_URL"] = "amqp://guest:guest@127.0.0.1:9/";
            variables["REDIS_URL"] = "redis://127.0.0.1:9";
        }

        var context = new ServiceContext(system.Name, name, new ServiceSettings(variables), log, TimeProvider.System)
        {
            Events = system.NewEvents(),
            FreshToken = () => "token",
        };
        return system.Services.Single(service => service.Name == name).Build(context);
    }
}
