using System.Text;
using Tracker.Platform.Settings;

namespace Tracker.Modules.Notifications.Delivery;

/// <summary>The address that e-mails come from, as a variable.</summary>
internal static class SenderAddress
{
    public static Setting<string> In(string variable, string meaning) => Setting.Of(variable, meaning, Parse, "");

    private static string Parse(string text) =>
        Ascii.IsValid(text) && !text.Any(char.IsControl) && Mailbox.ParseSender(text) is not null
            ? text
            : throw new FormatException("must be an e-mail address");
}
