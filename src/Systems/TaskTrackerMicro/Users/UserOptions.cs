using Tracker.Modules.Identity;
using Tracker.Platform.Persistence;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskTrackerMicro.Users;

/// <summary>The configuration of <c>user-service</c>.</summary>
internal sealed record UserOptions
{
    private static readonly Setting<int> TokenMinutes = IdentitySettings.AccessTokenMinutes(UserPolicies.AccessTokenMinutes);

    public static IReadOnlyList<SettingGroup> Settings { get; } =
        [DatabaseSettings.Group, TaskTrackerMicroSettings.Tokens, new("Logins", TokenMinutes, SecretSettings.HashCost)];

    /// <summary>A <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    public required SigningKeys SigningKeys { get; init; }

    public required TimeSpan AccessTokenLifetime { get; init; }

    /// <summary>The bcrypt cost of new passwords.</summary>
    public required int PasswordHashCost { get; init; }

    public static UserOptions Read(ServiceSettings settings) => new()
    {
        DatabaseUrl = settings.DatabaseUrl(),
        SigningKeys = settings.SigningKeys(TaskTrackerMicroSettings.SecretVariable),
        AccessTokenLifetime = TimeSpan.FromMinutes(settings.Read(TokenMinutes)),
        PasswordHashCost = settings.PasswordHashCost(),
    };
}
