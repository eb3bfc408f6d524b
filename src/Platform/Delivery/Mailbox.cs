using System.Net.Mail;

namespace Tracker.Platform.Delivery;

/// <summary>Addresses that may stand in a message's header.</summary>
internal static class Mailbox
{
    /// <summary>What is said of a recipient that is none.</summary>
    public static readonly SendResult NoRecipient = SendResult.Rejected("the recipient is not an e-mail address");

    /// <summary>Whether the text is one address and nothing else: no name, no list, no line break.</summary>
    public static bool IsAddress(string text) =>
        !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && MailAddress.TryCreate(text, out var address) && address.Address == text;
}
