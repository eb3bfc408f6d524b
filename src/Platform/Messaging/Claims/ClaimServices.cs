using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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

        services.TryAddSingleton<ClaimOwner>();
        return services.AddHostedService<ClaimLoop>();
    }
}
