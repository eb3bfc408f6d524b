using System.Buffers;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>The media types of attachments.</summary>
public static class AttachmentContentType
{
    /// <summary>The type of files without a valid one.</summary>
    public const string Unknown = "application/octet-stream";

    private const int MaxLength = 127;
    private static readonly SearchValues<char> Token = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+");

    /// <summary>Returns <c>type/subtype</c> in lower case (RFC 6838 §4.2), without parameters.</summary>
    /// <param name="given">Null when the client sent none.</param>
    /// <returns><see cref="Unknown"/> when it is not a media type.</returns>
    public static string Clean(string? given)
    {
        var text = (given ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return text.Length <= MaxLength && text.Split('/') is [var type, var subtype] && IsName(type) && IsName(subtype) ? text : Unknown;
    }

    private static bool IsName(string part) =>
        part.Length > 0 && char.IsAsciiLetterOrDigit(part[0]) && !part.AsSpan().ContainsAnyExcept(Token);
}
