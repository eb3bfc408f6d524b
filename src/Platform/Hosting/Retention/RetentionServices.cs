using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Hosting.Retention;

/// <summary>Adds rules to a service. They run daily within it, and when an operator asks (<c>retention</c>).</summary>
public static class RetentionServices
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromHours(1);

    /// <summary>Remembers when rules ran.</summary>
    public static MigrationSet Schema { get; } =
        MigrationSet.Embedded("retention", MigrationLayer.Platform, typeof(RetentionServices).Assembly);

    /// <summary>Adds a rule.</summary>
    /// <param name="services">The service's container, with its <see cref="Database"/>.</param>
    /// <param name="name">What is kept; no other rule of the service has this name.</param>
    /// <param name="text">How long, and what becomes of it then, in words for the operator.</param>
    /// <param name="work">Finds what takes it away; null for what is kept for good.</param>
    public static IServiceCollection AddRetention(this IServiceCollection services, string name, string text, Func<IServiceProvider, IRetentionWork>? work = null)
    {
        services.AddSingleton(Rule);
        return work is null
            ? services
            : services.AddMigrations(Schema)
                .AddPeriodicWork<IServiceProvider>($"Retention of {name}", LookInterval, provider => Rule(provider).RunDailyAsync);

        RetentionRule Rule(IServiceProvider provider) => new(
            name,
            text,
            work?.Invoke(provider),
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RetentionRule>>());
    }
}
