using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Platform.Delivery.Files;

/// <summary>An e-mail as a file that mail programs open: a message of RFC 5322 with both bodies as alternatives (RFC 2046 §5.1.4), readable as it stands.</summary>
internal static class EmailFile
{
    private const int LongestLine = 998;

    /// <summary>Bytes in one encoded word: with its frame it has 72 characters, of 75 allowed (RFC 2047 §2).</summary>
    private const int WordBytes = 45;

    public static byte[] Of(Email email, string from, string id, DateTimeOffset now)
    {
        // No body can contain it by chance, and none knows it beforehand.
        var boundary = "=_" + RandomNumberGenerator.GetHexString(24, lowercase: true);
        var date = now.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(string.Join("\r\n",
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
            Part("text/plain", email.Text),
            $"--{boundary}",
            Part("text/html", email.Html),
            $"--{boundary}--",
            "",
        ]));
    }

    private static string Part(string type, string body)
    {
        var lines = body.ReplaceLineEndings("\r\n");
        var plain = lines.Split("\r\n").All(line => Encoding.UTF8.GetByteCount(line) <= LongestLine);
        var encoded = plain ? lines : Convert.ToBase64String(Encoding.UTF8.GetBytes(lines), Base64FormattingOptions.InsertLineBreaks);
        return $"Content-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: {(plain ? "8bit" : "base64")}\r\n\r\n{encoded}";
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
