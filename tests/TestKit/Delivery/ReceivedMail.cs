using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Tests.TestKit.Delivery;

/// <summary>An e-mail as its reader sees it, from its bytes on the wire (RFC 5322 with MIME).</summary>
/// <param name="Headers">Header to value, unfolded but not decoded.</param>
/// <param name="Subject">The decoded subject.</param>
/// <param name="Text">The decoded plain text.</param>
/// <param name="Html">The decoded HTML.</param>
public sealed record ReceivedMail(IReadOnlyDictionary<string, string> Headers, string Subject, string Text, string Html)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Reads one.</summary>
    /// <param name="raw">Its bytes.</param>
    public static ReceivedMail Parse(byte[] raw)
    {
        // Latin-1 keeps every byte as one character.
        var (headers, body) = Split(Encoding.Latin1.GetString(raw));
        var boundary = Regex.Match(headers["Content-Type"], "^multipart/alternative;.*boundary=\"?(?<name>[^\";]+)\"?", RegexOptions.None, Patience).Groups["name"].Value;
        var pieces = $"\r\n{body}".Split($"\r\n--{boundary}");
        if (boundary.Length == 0 || !pieces[^1].StartsWith("--", StringComparison.Ordinal))
        {
            throw new FormatException("no closed multipart/alternative");
        }

        var parts = pieces[1..^1].Select(piece => Split(piece[2..])).ToDictionary(part => part.Headers["Content-Type"].Split(';')[0], part => Decode(part.Headers, part.Body));
        return new ReceivedMail(headers, DecodeWords(headers["Subject"]), parts["text/plain"], parts["text/html"]);
    }

    private static (Dictionary<string, string> Headers, string Body) Split(string message)
    {
        var end = message.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = Regex.Replace(message[..end], "\r\n(?=[ \t])", "", RegexOptions.None, Patience).Split("\r\n");
        return (lines.Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase), message[(end + 4)..]);
    }

    private static string Decode(Dictionary<string, string> headers, string body)
    {
        if (!headers["Content-Type"].Contains("charset=utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"not UTF-8: {headers["Content-Type"]}");
        }

        return headers["Content-Transfer-Encoding"] switch
        {
            "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body)),
            "quoted-printable" => Unquote(body.Replace("=\r\n", "", StringComparison.Ordinal)),
            "7bit" or "8bit" => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body)),
            var other => throw new FormatException($"an unknown encoding: {other}"),
        };
    }

    // RFC 2047: white space between two encoded words is no part of the text.
    private static string DecodeWords(string header) => Regex.Replace(
        Regex.Replace(header, @"(?<=\?=)\s+(?==\?)", "", RegexOptions.None, Patience),
        @"=\?utf-8\?(?<way>[bq])\?(?<text>[^?]*)\?=",
        word => word.Groups["way"].Value.Equals("b", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups["text"].Value))
            : Unquote(word.Groups["text"].Value.Replace('_', ' ')),
        RegexOptions.IgnoreCase,
        Patience);

    private static string Unquote(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            bytes.Add(text[i] == '=' ? byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : (byte)text[i]);
            i += text[i] == '=' ? 2 : 0;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
