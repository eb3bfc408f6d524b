using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tracker.Platform.Hosting;

/// <summary>Applies the migrations of a service that is composed but not started, for operator commands.</summary>
public static class DatabaseUpdate
{
    /// <exception cref="StartException">The database is away or rejects the login.</exception>
    public static async Task UpdateDatabaseAsync(this WebApplication service, CancellationToken ct)
    {
        foreach (var update in service.Services.GetServices<IHostedService>().OfType<SchemaUpdate>())
        {
            await update.StartAsync(ct);
        }
    }
}
