using Tracker.Modules.Identity;
using Tracker.Platform.Persistence;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskManager.Auth;

/// <summary>The configuration of <c>auth-service</c>.</summary>
internal sealed record AuthOptions
{
    private static readonly Setting<int> TokenMinutes = IdentitySettings.AccessTokenMinutes(AuthPolicies.AccessTokenMinutes);

    public static IReadOnlyList<SettingGroup> Settings { get; } =
        [DatabaseSettings.Group, TaskManagerSettings.Tokens, new("Logins", TokenMinutes, IdentitySettings.HashCost)];

    /// <summary>A <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    public required SigningKeys SigningKeys { get; init; }

    public required TimeSpan AccessTokenLifetime { get; init; }

    /// <summary>The bcrypt cost of new passwords.</summary>
    public required int PasswordHashCost { get; init; }

    public static AuthOptions Read(ServiceSettings settings) => new()
    {
        DatabaseUrl = settings.DatabaseUrl(),
        SigningKeys = settings.SigningKeys(TaskManagerSettings.SecretVariable),
        AccessTokenLifetime = TimeSpan.FromMinutes(settings.Read(TokenMinutes)),
        PasswordHashCost = settings.PasswordHashCost(),
    };
}
