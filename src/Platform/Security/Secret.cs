using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Platform.Security;

/// <summary>A password or key. It cannot be printed or logged by accident: its text is always <c>***</c>.</summary>
public sealed class Secret
{
    private readonly byte[] utf8;

    /// <summary>Keeps the text byte for byte, without trimming.</summary>
    public Secret(string text) => utf8 = Encoding.UTF8.GetBytes(text);

    /// <summary>The number of bytes in UTF-8. A signing secret should have at least 32.</summary>
    public int Length => utf8.Length;

    /// <summary>The secret itself, for hashing.</summary>
    public ReadOnlySpan<byte> Utf8 => utf8;

    /// <summary>Creates a signing secret of 32 random bytes, as text that can be stored.</summary>
    public static string NewText()
    {
        Span<byte> random = stackalloc byte[32];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }

    public override string ToString() => "***";
}
