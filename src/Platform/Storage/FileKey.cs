using System.Buffers;

namespace Tracker.Platform.Storage;

/// <summary>Under what a file is stored. It can name no path: a key that was stored may be trusted on its way back to the storage.</summary>
public sealed record FileKey
{
    private const int MinLength = 8;
    private const int MaxLength = 128;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private FileKey(string text) => Text = text;

    /// <summary>The key: 8 to 128 characters of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
    public string Text { get; }

    /// <summary>The key of a new file.</summary>
    /// <param name="id">An id that no other file has; its end is random, as a UUID's is.</param>
    public static FileKey Of(Guid id) => new(id.ToString("N"));

    /// <summary>Reads a key that was stored.</summary>
    /// <exception cref="FormatException">The text is no key.</exception>
    public static FileKey Parse(string text) =>
        text.Length is >= MinLength and <= MaxLength && !text.AsSpan().ContainsAnyExcept(Allowed)
            ? new FileKey(text)
            : throw new FormatException("not the key of a stored file");

    public override string ToString() => Text;
}
