using System.Buffers;

namespace Tracker.Platform.Storage;

/// <summary>The key of a stored file. It cannot name a path, so a key read from the database is safe to use.</summary>
public sealed record FileKey
{
    private const int MinLength = 8;
    private const int MaxLength = 128;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private FileKey(string text) => Text = text;

    /// <summary>8 to 128 characters of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
    public string Text { get; }

    /// <summary>Creates the key of a new file.</summary>
    /// <param name="id">Unique, with a random end, such as a UUID.</param>
    public static FileKey Of(Guid id) => new(id.ToString("N"));

    /// <summary>Reads a stored key.</summary>
    /// <exception cref="FormatException">The text is not a key.</exception>
    public static FileKey Parse(string text) =>
        text.Length is >= MinLength and <= MaxLength && !text.AsSpan().ContainsAnyExcept(Allowed)
            ? new FileKey(text)
            : throw new FormatException("not the key of a stored file");

    public override string ToString() => Text;
}
