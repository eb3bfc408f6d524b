using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Platform.Security;

/// <summary>A password or key. It cannot be printed or logged by accident: its text is <c>***</c> wherever it is formatted.</summary>
public sealed class Secret
{
    private readonly byte[] utf8;

    /// <summary>Wraps a text, byte for byte; nothing is trimmed.</summary>
    public Secret(string text) => utf8 = Encoding.UTF8.GetBytes(text);

    /// <summary>How many bytes it has in UTF-8. A signing secret should have 32 or more.</summary>
    public int Length => utf8.Length;

    internal ReadOnlySpan<byte> Utf8 => utf8;

    /// <summary>A new signing secret of 32 random bytes, as text that can be stored.</summary>
    public static string NewText()
    {
        Span<byte> random = stackalloc byte[32];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }

    public override string ToString() => "***";
}
