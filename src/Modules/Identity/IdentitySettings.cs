using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Modules.Identity;

public static class IdentitySettings
{
    private const int MaxMinutes = 60 * 24;

    /// <summary>The settings that every service with accounts has.</summary>
    public static SettingGroup Group { get; } =
        new("Accounts", AdminAccount.EmailVariable, AdminAccount.PasswordVariable, SecretSettings.HashCost);

    public static Setting<int> AccessTokenMinutes(int defaultMinutes) =>
        Setting.Number("ACCESS_TOKEN_EXPIRE_MINUTES", "how many minutes an access token lasts", defaultMinutes, 1, MaxMinutes);
}
