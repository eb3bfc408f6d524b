using System.Globalization;
using System.Net;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Hosting;
using Tracker.Platform.Redis;
using Tracker.Platform.Security;

namespace Tracker.Systems.TaskTracker.Api;

/// <summary>The configuration of <c>api</c>.</summary>
internal sealed record ApiOptions
{
    public const string SecretVariable = "JWT_SECRET_KEY";

    /// <summary>Users and tasks, as <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    public required SigningKeys SigningKeys { get; init; }

    public required TimeSpan AccessTokenLifetime { get; init; }

    public required bool RegistrationOpen { get; init; }

    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary>The bcrypt cost of new passwords.</summary>
    public required int PasswordHashCost { get; init; }

    public required AttachmentPolicy Attachments { get; init; }

    /// <summary>Requests a minute of one user, or of one address when anonymous; 0 for no limit.</summary>
    public required int RateLimitPerMinute { get; init; }

    /// <summary>Whose <c>X-Forwarded-For</c> counts.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>Rate limits across instances and the worker's heartbeat; null for neither.</summary>
    public required RedisUrl? Redis { get; init; }

    /// <summary>The admin to be opened at start; null for none.</summary>
    public required AdminAccount? Admin { get; init; }

    public static ApiOptions Read(ServiceSettings settings) =>
        new()
        {
            DatabaseUrl = settings.DatabaseUrl(),
            SigningKeys = settings.SigningKeys(SecretVariable),
            AccessTokenLifetime = TimeSpan.FromMinutes(settings.Number("ACCESS_TOKEN_EXPIRE_MINUTES", 15, 1, 60 * 24)),
            RegistrationOpen = settings.OneOf("REGISTRATION", "open", "open", "closed") == "open",
            CorsOrigins = settings.CorsOrigins("http://localhost:3000"),
            RateLimitPerMinute = settings.Number("RATE_LIMIT_PER_MINUTE", 100, 0, 1_000_000),
            TrustedProxies = settings.TrustedProxies(),
            Redis = settings.Parse<RedisUrl?>("REDIS_URL", settings.Optional("REDIS_URL", ""), RedisUrl.Parse, null),
            PasswordHashCost = settings.PasswordHashCost(),
            Attachments = ReadAttachments(settings),
            Admin = AdminAccount.Read(settings.Verbatim, TaskTrackerPolicies.Passwords, settings.Refuse),
        };

    private static AttachmentPolicy ReadAttachments(ServiceSettings settings)
    {
        var standard = new AttachmentPolicy();
        return standard with
        {
            MaxFileBytes = settings.Number("MAX_ATTACHMENT_BYTES", (int)standard.MaxFileBytes, 1, int.MaxValue),
            MaxBytesPerUser = settings.Parse("MAX_STORAGE_PER_USER", settings.Optional("MAX_STORAGE_PER_USER", ""), ParseBytes, standard.MaxBytesPerUser),
        };
    }

    private static long ParseBytes(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : throw new FormatException("must be a number of bytes, at least 1");
}
