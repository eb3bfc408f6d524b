using System.Buffers;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>The media types files are stored and sent under.</summary>
public static class AttachmentContentType
{
    /// <summary>The type of a file of which nothing better is known.</summary>
    public const string Unknown = "application/octet-stream";

    private const int MaxLength = 127;
    private static readonly SearchValues<char> Token = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+");

    /// <summary>Keeps <c>type/subtype</c> in lower case (RFC 6838 §4.2) and drops parameters.</summary>
    /// <param name="given">The type as it came; null when none did.</param>
    /// <returns><see cref="Unknown"/> when it is no media type.</returns>
    public static string Clean(string? given)
    {
        var text = (given ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return text.Length <= MaxLength && text.Split('/') is [var type, var subtype] && IsName(type) && IsName(subtype) ? text : Unknown;
    }

    private static bool IsName(string part) => part.Length > 0 && char.IsAsciiLetterOrDigit(part[0]) && !part.AsSpan().ContainsAnyExcept(Token);
}
