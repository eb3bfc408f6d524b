using System.Globalization;
using System.Net.Mail;
using System.Text;
using MimeKit;

namespace Tracker.Modules.Notifications.Delivery;

/// <summary>E-mail addresses that are safe in a message's header.</summary>
public static class Mailbox
{
    /// <summary>The result for an invalid recipient address.</summary>
    internal static readonly SendResult NoRecipient = SendResult.Rejected("the recipient is not an e-mail address");

    /// <summary>Whether the text is exactly one address: no name, no list, no line break.</summary>
    internal static bool IsAddress(string text) =>
        !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && MailAddress.TryCreate(text, out var address) && address.Address == text
        && MailboxAddress.TryParse(text, out _);

    /// <summary>Reads a sender's address, with or without a name.</summary>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static MailboxAddress ParseSender(string text) =>
        MailboxAddress.TryParse(text, out var sender) && sender.Domain.Length > 0
            ? sender
            : throw new FormatException("must be an e-mail address");

    /// <summary>Encodes the domain for servers without SMTPUTF8. A local part with non-ASCII letters stays as it is.</summary>
    /// <param name="address">Must satisfy <see cref="IsAddress"/>.</param>
    internal static string WithAsciiDomain(string address)
    {
        var at = address.LastIndexOf('@') + 1;
        try
        {
            return Ascii.IsValid(address) ? address : address[..at] + new IdnMapping().GetAscii(address[at..]);
        }
        catch (ArgumentException)
        {
            // Not a domain name: the server rejects it.
            return address;
        }
    }
}
