using System.Globalization;
using System.Net;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Http;
using Tracker.Platform.Persistence;
using Tracker.Platform.Redis;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;
using Tracker.Platform.Storage;

namespace Tracker.Systems.TaskTracker.Api;

/// <summary>The configuration of <c>api</c>.</summary>
internal sealed record ApiOptions
{
    public const string SecretVariable = "JWT_SECRET_KEY";

    private static readonly AttachmentPolicy Standard = new();
    private static readonly Setting<int> TokenMinutes = IdentitySettings.AccessTokenMinutes(TaskTrackerPolicies.AccessTokenMinutes);
    private static readonly Setting<string> Registration = Setting.OneOf("REGISTRATION", "open or closed", "open", "closed");
    private static readonly Setting<IReadOnlyList<string>> Origins = HttpSettings.CorsOrigins("http://localhost:3000");

    private static readonly Setting<int> RateLimit =
        HttpSettings.RateLimit("RATE_LIMIT_PER_MINUTE", "a user, or of an address when anonymous", 100);

    private static readonly Setting<int> MaxFileBytes =
        Setting.Number("MAX_ATTACHMENT_BYTES", "max bytes of one attachment", (int)Standard.MaxFileBytes, 1, int.MaxValue);

    private static readonly Setting<long> MaxBytesPerUser =
        Setting.Of("MAX_STORAGE_PER_USER", "max bytes of all attachments of a user", ParseBytes, Standard.MaxBytesPerUser) with
        {
            Default = $"{Standard.MaxBytesPerUser}",
        };

    public static IReadOnlyList<SettingGroup> Settings { get; } =
    [
        DatabaseSettings.Group,
        RedisSettings.Group,
        SecretSettings.Group(SecretVariable),
        IdentitySettings.Group,
        HttpSettings.Proxies,
        new("The API", TokenMinutes, Registration, RateLimit, Origins, MaxFileBytes, MaxBytesPerUser),
        .. FileStorageSettings.Groups,
    ];

    /// <summary>A <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    public required SigningKeys SigningKeys { get; init; }

    public required TimeSpan AccessTokenLifetime { get; init; }

    public required bool RegistrationOpen { get; init; }

    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary>The bcrypt cost of new passwords.</summary>
    public required int PasswordHashCost { get; init; }

    public required AttachmentPolicy Attachments { get; init; }

    /// <summary>Max requests of one user, or of one address when anonymous, per minute; 0 for no limit.</summary>
    public required int RateLimitPerMinute { get; init; }

    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>Shares rate limits between instances and has the worker's heartbeat; null for rate limits per instance.</summary>
    public required RedisUrl? Redis { get; init; }

    /// <summary>The admin to create at startup; null for none.</summary>
    public required AdminAccount? Admin { get; init; }

    public static ApiOptions Read(ServiceSettings settings) =>
        new()
        {
            DatabaseUrl = settings.DatabaseUrl(),
            SigningKeys = settings.SigningKeys(SecretVariable),
            AccessTokenLifetime = TimeSpan.FromMinutes(settings.Read(TokenMinutes)),
            RegistrationOpen = settings.Read(Registration) == "open",
            CorsOrigins = settings.Read(Origins),
            RateLimitPerMinute = settings.Read(RateLimit),
            TrustedProxies = settings.Read(HttpSettings.TrustedProxies),
            Redis = settings.Redis(),
            PasswordHashCost = settings.PasswordHashCost(),
            Attachments = Standard with { MaxFileBytes = settings.Read(MaxFileBytes), MaxBytesPerUser = settings.Read(MaxBytesPerUser) },
            Admin = AdminAccount.Read(settings, TaskTrackerPolicies.Passwords),
        };

    private static long ParseBytes(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : throw new FormatException("must be a number of bytes, at least 1");
}
