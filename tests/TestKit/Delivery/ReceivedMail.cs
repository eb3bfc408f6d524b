using System.Text;
using MimeKit;

namespace Tracker.Tests.TestKit.Delivery;

/// <summary>An e-mail as displayed by a mail program.</summary>
/// <param name="Headers">Header to value, decoded.</param>
/// <param name="Subject">The decoded subject.</param>
/// <param name="Text">The decoded plain text.</param>
/// <param name="Html">The decoded HTML.</param>
public sealed record ReceivedMail(IReadOnlyDictionary<string, string> Headers, string Subject, string Text, string Html)
{
    /// <exception cref="FormatException">The mail is incomplete, or has no text and HTML alternatives in UTF-8.</exception>
    public static ReceivedMail Parse(byte[] raw)
    {
        using var stream = new MemoryStream(raw);
        using var message = MimeMessage.Load(stream);
        // The parser accepts a truncated message too.
        return message.Body is MultipartAlternative { Count: 2 } bodies
            && raw.AsSpan().EndsWith(Encoding.ASCII.GetBytes($"--{bodies.Boundary}--\r\n"))
            && bodies[0] is TextPart { IsPlain: true, ContentType.Charset: "utf-8" } text
            && bodies[1] is TextPart { IsHtml: true, ContentType.Charset: "utf-8" } html
                ? new ReceivedMail(HeadersOf(message), message.Subject ?? "", text.Text, html.Text)
                : throw new FormatException("no closed multipart/alternative of text and HTML in UTF-8");
    }

    // Throws on a duplicate header.
    private static Dictionary<string, string> HeadersOf(MimeMessage message) =>
        message.Headers.ToDictionary(header => header.Field, header => header.Value, StringComparer.OrdinalIgnoreCase);
}
