using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Passwords;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Modules.Identity;

public static class IdentitySettings
{
    private const int MaxMinutes = 60 * 24;
    private const int MinHashCost = 4;

    /// <summary>For systems whose accounts have no admin.</summary>
    public static Setting<int> HashCost { get; } = HashCostFrom(MinHashCost);

    /// <summary>The settings that every service with accounts has.</summary>
    public static SettingGroup Group { get; } =
        new("Accounts", AdminAccount.EmailVariable, AdminAccount.PasswordVariable, HashCost);

    public static Setting<int> AccessTokenMinutes(int defaultMinutes) =>
        Setting.Number("ACCESS_TOKEN_EXPIRE_MINUTES", "how many minutes an access token lasts", defaultMinutes, 1, MaxMinutes);

    /// <summary>The bcrypt cost of new passwords: 12 unless set, and never less in production.</summary>
    public static int PasswordHashCost(this ServiceSettings settings) =>
        settings.Read(HashCostFrom(settings.IsProduction() ? PasswordHasher.DefaultCost : MinHashCost));

    private static Setting<int> HashCostFrom(int min) =>
        Setting.Number("PASSWORD_HASH_COST", "bcrypt's cost of new passwords", PasswordHasher.DefaultCost, min, 16);
}
