using Tracker.Platform.Settings;

namespace Tracker.Modules.Notifications.Delivery.Twilio;

/// <summary>The variables of Twilio.</summary>
internal static class TwilioSettings
{
    private static readonly Setting<string> Account =
        Setting.Text("TWILIO_ACCOUNT_SID", "the Twilio account, AC…") with { Note = "Without it, text messages are files" };

    private static readonly Setting<string> Token = Setting.Text("TWILIO_AUTH_TOKEN", "the secret of the Twilio account");

    private static readonly Setting<string> From =
        Setting.Text("TWILIO_FROM_NUMBER", "the number text messages come from, e.g. +15550001234");

    private static readonly Setting<Uri?> Url = Setting.HttpUrl("TWILIO_BASE_URL", "another endpoint than Twilio's");

    public static SettingGroup Group { get; } = new("SMS by Twilio", Account, Token, From, Url);

    /// <summary>The account; null when none of its variables is set.</summary>
    public static TwilioOptions? Twilio(this ServiceSettings settings)
    {
        if ((settings.Optional(Account) ?? settings.Optional(Token) ?? settings.Optional(From)) is null)
        {
            return null;
        }

        var options = new TwilioOptions(settings.Require(Account), settings.Require(Token), settings.Require(From));
        return settings.Read(Url) is { } url ? options with { BaseUrl = url } : options;
    }
}
