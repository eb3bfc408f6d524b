using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Idempotency;

public static class IdempotencyServices
{
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Adds the <see cref="IdempotencyKeys"/> of a service, of which there is one, and their purge. They need a <see cref="Database"/>, a
    /// <see cref="TimeProvider"/> and logging.
    /// </summary>
    public static IServiceCollection AddIdempotencyKeys(this IServiceCollection services, string table, string idColumn) => services
        .AddSingleton(provider => new IdempotencyKeys(provider.GetRequiredService<Database>(), table, idColumn))
        .AddSingleton(provider => new PurgeIdempotencyKeys(
            provider.GetRequiredService<IdempotencyKeys>(), provider.GetRequiredService<TimeProvider>()))
        .AddPeriodicWork<PurgeIdempotencyKeys>("Purging idempotency keys", PurgeInterval, work => work.StepAsync);
}
