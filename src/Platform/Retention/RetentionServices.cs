using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Retention;

/// <summary>Adds retention rules to a service. They run daily within it, and on demand with the command <c>retention</c>.</summary>
public static class RetentionServices
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromHours(1);

    /// <summary>The table with the last runs.</summary>
    public static MigrationSet Schema { get; } =
        MigrationSet.Embedded("retention", MigrationLayer.Platform, typeof(RetentionServices).Assembly, "Retention.Migrations");

    /// <param name="services">Must have a <see cref="Database"/>.</param>
    /// <param name="name">The kind of data; unique in the service.</param>
    /// <param name="text">The period and what happens then, for the operator.</param>
    /// <param name="work">Resolves the work that removes it; null for data that is kept permanently.</param>
    public static IServiceCollection AddRetention(
        this IServiceCollection services, string name, string text, Func<IServiceProvider, IRetentionWork>? work = null)
    {
        services.AddSingleton(Rule);
        return work is null
            ? services
            : services.AddMigrations(Schema)
                .AddPeriodicWork<IServiceProvider>($"Retention of {name}", CheckInterval, provider => Rule(provider).RunDailyAsync);

        RetentionRule Rule(IServiceProvider provider) => new(
            name,
            text,
            work?.Invoke(provider),
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RetentionRule>>());
    }
}
