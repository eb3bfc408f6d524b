using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Modules.Identity;

/// <summary>The variables of services with accounts.</summary>
public static class IdentitySettings
{
    private const int MaxMinutes = 60 * 24;

    /// <summary>What is the same in every system.</summary>
    public static SettingGroup Group { get; } = new("Accounts", AdminAccount.EmailVariable, AdminAccount.PasswordVariable, SecretSettings.HashCost);

    /// <summary>How many minutes an access token lasts.</summary>
    /// <param name="defaultMinutes">What applies when it is not set.</param>
    public static Setting<int> AccessTokenMinutes(int defaultMinutes) =>
        Setting.Number("ACCESS_TOKEN_EXPIRE_MINUTES", "how many minutes an access token lasts", defaultMinutes, 1, MaxMinutes);
}
