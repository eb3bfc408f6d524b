using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Hosting;

/// <summary>What an operator should know about the configuration, though it works. It stands in the log once, when the service starts.</summary>
public static class StartWarnings
{
    /// <summary>Warns when the condition holds.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="condition">Whether there is something to warn of.</param>
    /// <param name="warning">What it is, with the name of the variable; no secret.</param>
    public static IServiceCollection WarnAtStart(this IServiceCollection services, bool condition, string warning) =>
        condition ? services.AddSingleton<IHostedService>(provider => new StartWarning(warning, provider.GetRequiredService<ILogger<StartWarning>>())) : services;

    /// <summary>Warns when the signing secret is too short for HS256 (RFC 7518 §3.2); production refuses such a secret.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="settings">The service's variables.</param>
    /// <param name="variable">The one that holds the secret.</param>
    public static IServiceCollection WarnOfShortSecret(this IServiceCollection services, ServiceSettings settings, string variable) =>
        services.WarnAtStart(
            new Secret(settings.Optional(SecretSettings.SigningSecret(variable)) ?? "").Length < SigningKeys.RecommendedBytes,
            $"{variable} is shorter than {SigningKeys.RecommendedBytes} bytes: tokens signed with it can be forged. Production refuses it.");
}

/// <summary>One warning.</summary>
internal sealed partial class StartWarning(string warning, ILogger<StartWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Log.Configuration(logger, warning);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(3011, LogLevel.Warning, "{Warning}")]
        public static partial void Configuration(ILogger logger, string warning);
    }
}
