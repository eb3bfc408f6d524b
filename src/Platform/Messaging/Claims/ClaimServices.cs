using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Tracker.Platform.Messaging.Claims;

/// <summary>Adds the release of dead instances' claims to a service.</summary>
public static class ClaimServices
{
    /// <summary>Registers a table whose rows this service claims, and the service's one <see cref="ClaimOwner"/>. Called before the hosted services that claim
    /// are added, since those are to start after it.</summary>
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
