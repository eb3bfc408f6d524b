using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace Tracker.Platform.Delivery;

/// <summary>Addresses that may stand in a message's header.</summary>
internal static class Mailbox
{
    /// <summary>What is said of a recipient that is none.</summary>
    public static readonly SendResult NoRecipient = SendResult.Rejected("the recipient is not an e-mail address");

    /// <summary>Whether the text is one address and nothing else: no name, no list, no line break.</summary>
    public static bool IsAddress(string text) =>
        !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && MailAddress.TryCreate(text, out var address) && address.Address == text;

    /// <summary>The address as every mail server can read it, unless its local part has letters beyond ASCII too.</summary>
    /// <param name="address">One that <see cref="IsAddress"/>.</param>
    public static string WithAsciiDomain(string address)
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
