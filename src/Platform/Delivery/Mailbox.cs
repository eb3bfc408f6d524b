using System.Globalization;
using System.Net.Mail;
using System.Text;
using MimeKit;

namespace Tracker.Platform.Delivery;

/// <summary>Addresses that may stand in a message's header.</summary>
public static class Mailbox
{
    /// <summary>What is said of a recipient that is none.</summary>
    internal static readonly SendResult NoRecipient = SendResult.Rejected("the recipient is not an e-mail address");

    /// <summary>Whether the text is one address and nothing else: no name, no list, no line break.</summary>
    internal static bool IsAddress(string text) =>
        !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && MailAddress.TryCreate(text, out var address) && address.Address == text
        && MailboxAddress.TryParse(text, out _);

    /// <summary>Reads a sender, with or without a name.</summary>
    /// <exception cref="FormatException">The text is no address.</exception>
    public static MailboxAddress ParseSender(string text) =>
        MailboxAddress.TryParse(text, out var sender) && sender.Domain.Length > 0 ? sender : throw new FormatException("must be an e-mail address");

    /// <summary>The address as every mail server can read it, unless its local part has letters beyond ASCII too.</summary>
    /// <param name="address">One that <see cref="IsAddress"/>.</param>
    internal static string WithAsciiDomain(string address)
    {
        var at = address.LastIndexOf('@') + 1;
        try
        {
            return Ascii.IsValid(address) ? address : address[..at] + new IdnMapping().GetAscii(address[at..]);
        }
        catch (ArgumentException)
        {
            // No name of a domain: let the server say so.
            return address;
        }
    }
}
