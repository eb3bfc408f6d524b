using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Platform.Delivery;

/// <summary>An e-mail as it is stored or transmitted: a message of RFC 5322 with both bodies as alternatives (RFC 2046
/// §5.1.4), its lines ended by CRLF.</summary>
internal static class MimeMessage
{
    /// <summary>RFC 5322 §2.1.1.</summary>
    private const int LongestLine = 998;

    /// <summary>Bytes in one encoded word: with its frame and the header name before it, the line has 73 characters, of 76 allowed (RFC 2047 §2).</summary>
    private const int WordBytes = 39;

    /// <summary>Puts a message together.</summary>
    /// <param name="email">What it says.</param>
    /// <param name="from">The sender.</param>
    /// <param name="id">Its <c>Message-ID</c>, with the angle brackets.</param>
    /// <param name="now">Its date.</param>
    /// <param name="ascii">Whether the bodies must be ASCII, as a mail server may ask; otherwise they are readable as they stand.</param>
    public static string Of(Email email, string from, string id, DateTimeOffset now, bool ascii)
    {
        // No body contains it by chance, and none knows it beforehand.
        var boundary = "=_" + RandomNumberGenerator.GetHexString(24, lowercase: true);
        var date = now.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
        return string.Join("\r\n",
        [
            $"Date: {date}",
            $"From: {from}",
            $"To: {email.To}",
            $"Subject: {Unstructured(email.Subject)}",
            $"Message-ID: {id}",
            "MIME-Version: 1.0",
            $"Content-Type: multipart/alternative; boundary=\"{boundary}\"",
            "",
            $"--{boundary}",
            // Of alternatives a reader shows the last it can.
            Part("text/plain", email.Text, ascii),
            $"--{boundary}",
            Part("text/html", email.Html, ascii),
            $"--{boundary}--",
            "",
        ]);
    }

    private static string Part(string type, string body, bool ascii)
    {
        var text = body.ReplaceLineEndings("\r\n");
        var plain = !(ascii && !Ascii.IsValid(text)) && text.Split("\r\n").All(line => Encoding.UTF8.GetByteCount(line) <= LongestLine);
        var (encoding, encoded) = plain
            ? (Ascii.IsValid(text) ? "7bit" : "8bit", text)
            : ("base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks));
        return $"Content-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{encoded}";
    }

    private static string Unstructured(string text) =>
        Ascii.IsValid(text) && !text.Contains("=?", StringComparison.Ordinal)
            ? text
            : string.Join("\r\n ", Words(text).Select(word => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word))}?="));

    // A character may not be split between two words.
    private static IEnumerable<string> Words(string text)
    {
        var (word, bytes) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > WordBytes)
            {
                yield return word.ToString();
                word.Clear();
                bytes = 0;
            }

            word.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        yield return word.ToString();
    }
}
