using System.Text;
using MimeKit;

namespace Tracker.Modules.Notifications.Delivery;

/// <summary>Builds the MIME message of an e-mail: both bodies as alternatives (RFC 2046 §5.1.4).</summary>
internal static class EmailMime
{
    /// <summary>RFC 5322 §2.1.1.</summary>
    private const int MaxLineBytes = 998;

    // Nine characters take at most 48 bytes in base64. With the header's name and the frame of an encoded word the line has at most 69
    // bytes; RFC 2047 §2 allows 76.
    private const int RunesInWord = 9;

    // With the header's name before it, the line has 76 characters.
    private const int MaxPlainSubject = 67;

    /// <summary>The sender chooses the encoding of short lines, because it knows what its server accepts.</summary>
    /// <param name="id">The <c>Message-ID</c>, with the angle brackets.</param>
    public static MimeMessage Of(Email email, MailboxAddress from, string id, DateTimeOffset now)
    {
        var message = new MimeMessage { Date = now };
        // A copy: an address keeps every message that it was added to.
        message.From.Add(from.Clone());
        message.To.Add(new MailboxAddress("", email.To));
        message.Headers.Replace(HeaderId.MessageId, id);
        message.Headers.Replace(SubjectHeader(email.Subject));
        // Readers show the last alternative they support.
        message.Body = new MultipartAlternative { Part("plain", email.Text), Part("html", email.Html) };
        return message;
    }

    private static TextPart Part(string subtype, string body)
    {
        var (part, text) = (new TextPart(subtype), body.ReplaceLineEndings("\r\n"));
        part.SetText(Encoding.UTF8, text);
        if (text.Split("\r\n").Any(line => Encoding.UTF8.GetByteCount(line) > MaxLineBytes))
        {
            part.ContentTransferEncoding = ContentEncoding.Base64;
        }

        return part;
    }

    // Written raw: the library leaves "=?" in ASCII text unchanged, which mail programs would decode, and makes encoded words longer than
    // 75 characters.
    private static Header SubjectHeader(string text)
    {
        var plain = text.Length <= MaxPlainSubject && Ascii.IsValid(text) && text.Trim() == text
            && !text.Contains("=?", StringComparison.Ordinal);
        var words = plain ? [text] : text.EnumerateRunes().Chunk(RunesInWord).Select(Word);
        var header = new Header(HeaderId.Subject, "");
        header.SetRawValue(Encoding.ASCII.GetBytes($" {string.Join("\r\n ", words)}\r\n"));
        return header;
    }

    private static string Word(Rune[] runes) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(runes)))}?=";
}
