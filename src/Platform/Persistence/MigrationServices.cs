using Microsoft.Extensions.DependencyInjection;

namespace Tracker.Platform.Persistence;

/// <summary>Adds migrations to a service. A module that uses tables adds the set that creates them.</summary>
public static class MigrationServices
{
    /// <summary>Adds sets that are applied when the service starts. One that was added before is not added again.</summary>
    public static IServiceCollection AddMigrations(this IServiceCollection services, params IReadOnlyList<MigrationSet> sets)
    {
        foreach (var set in sets.Where(set => services.All(service => !ReferenceEquals(set, service.ImplementationInstance))))
        {
            services.AddSingleton(set);
        }

        return services;
    }
}
