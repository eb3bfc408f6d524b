using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Messaging.MySql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.MySql;

namespace Tracker.Platform.Messaging.Claims;

/// <summary>Adds the release of claims of dead instances to a service.</summary>
public static class ClaimServices
{
    /// <summary>
    /// Registers a table whose rows this service claims, and the <see cref="ClaimOwner"/> of the service. Call it before adding the hosted
    /// services that claim, since they must start after it.
    /// </summary>
    public static IServiceCollection AddClaims(this IServiceCollection services, ClaimedRows rows)
    {
        if (services.All(service => !rows.Equals(service.ImplementationInstance)))
        {
            services.AddSingleton(rows);
        }

        services.TryAddSingleton(services.UsesMySql() ? MySqlOwner : (Func<IServiceProvider, ClaimOwner>)PostgresOwner);
        return services.AddHostedService<ClaimLoop>();
    }

    private static ClaimOwner PostgresOwner(IServiceProvider provider) =>
        Owner(provider, tables => new PostgresClaimLocks(provider.GetRequiredService<Database>(), tables));

    private static ClaimOwner MySqlOwner(IServiceProvider provider) =>
        Owner(provider, tables => new MySqlClaimLocks(provider.GetRequiredService<MySqlDatabase>(), tables));

    private static ClaimOwner Owner(IServiceProvider provider, Func<IReadOnlyList<ClaimedRows>, IClaimLocks> locks)
    {
        ClaimedRows[] tables = [.. provider.GetServices<ClaimedRows>()];
        return new ClaimOwner(
            locks(tables), tables, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ClaimOwner>>());
    }
}
