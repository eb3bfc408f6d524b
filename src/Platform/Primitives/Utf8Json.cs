namespace Tracker.Platform.Primitives;

/// <summary>JSON as bytes. A text may begin with a byte order mark, which the readers of System.Text.Json refuse (RFC 8259 §8.1 lets a
/// parser ignore it).</summary>
public static class Utf8Json
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The text without the byte order mark it may begin with.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) => json.Span.StartsWith(Mark) ? json[Mark.Length..] : json;
}
