using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Hosting;

/// <summary>Warnings about a valid configuration. They are logged once, when the service starts.</summary>
public static class StartWarnings
{
    /// <param name="warning">The name of the variable and the reason; no secret.</param>
    public static IServiceCollection WarnAtStart(this IServiceCollection services, bool condition, string warning) =>
        condition
            ? services.AddSingleton<IHostedService>(provider =>
                new StartWarning(warning, provider.GetRequiredService<ILogger<StartWarning>>()))
            : services;

    /// <summary>Warns when the signing secret is too short for HS256 (RFC 7518 §3.2); production refuses such a secret.</summary>
    /// <param name="variable">The variable with the secret.</param>
    public static IServiceCollection WarnOfShortSecret(this IServiceCollection services, ServiceSettings settings, string variable) =>
        services.WarnAtStart(
            new Secret(settings.Optional(SecretSettings.SigningSecret(variable)) ?? "").Length < SigningKeys.RecommendedBytes,
            $"{variable} is shorter than {SigningKeys.RecommendedBytes} bytes: tokens signed with it can be forged. "
            + "Production refuses it.");
}

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
