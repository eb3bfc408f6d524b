namespace Tracker.Platform.Delivery.Smtp;

/// <summary>A reply of a mail server (RFC 5321 §4.2).</summary>
/// <param name="Code">Its three digits.</param>
/// <param name="Lines">What it says, a line each.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>2xx, and 3xx where the server wants to hear more.</summary>
    public bool IsPositive => Code is >= 200 and < 400;

    /// <summary>Reads a reply as far as it has arrived.</summary>
    /// <returns>Null while more of it is to come.</returns>
    /// <exception cref="IOException">No mail server speaks like that.</exception>
    public static SmtpReply? Parse(string arrived)
    {
        if (!arrived.EndsWith('\n'))
        {
            return null;
        }

        var lines = arrived.Split('\n', StringSplitOptions.TrimEntries)[..^1];
        var last = lines[^1];
        if (last.Length < 3 || !int.TryParse(last.AsSpan(0, 3), out var code) || (last.Length > 3 && last[3] is not (' ' or '-')))
        {
            throw new IOException("no mail server answers there");
        }

        return last.Length > 3 && last[3] == '-' ? null : new SmtpReply(code, [.. lines.Select(line => line.Length > 4 ? line[4..] : "")]);
    }
}

/// <summary>A mail server refused.</summary>
/// <param name="reply">Its words.</param>
/// <param name="ofRecipient">Whether it refused the recipient, and nothing else.</param>
internal sealed class SmtpRefusedException(SmtpReply reply, bool ofRecipient) : Exception($"{reply.Code} {string.Join(' ', reply.Lines)}")
{
    /// <summary>
    /// Whether the message can never be delivered: a permanent refusal of its recipient. "For policy" (x.7.x of RFC
    /// 3463: relaying denied, blocked) is about us.
    /// </summary>
    public bool IsFinal => ofRecipient && reply.Code is 550 or 551 or 553 or 554 && !reply.Lines[0].StartsWith("5.7.", StringComparison.Ordinal);
}
