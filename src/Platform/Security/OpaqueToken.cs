using System.Security.Cryptography;
using System.Text;

namespace Tracker.Platform.Security;

/// <summary>A random token without content, such as a refresh token. The client has its text, the database only its hash.</summary>
public sealed class OpaqueToken
{
    private OpaqueToken(string text) => Text = text;

    /// <summary>The client's copy: 32 random bytes in base64url, 43 characters.</summary>
    public string Text { get; }

    /// <summary>The stored copy: see <see cref="HashOf"/>.</summary>
    public byte[] Hash => HashOf(Text);

    public static OpaqueToken Create() => new(Secret.NewText());

    /// <summary>
    /// SHA-256 of the text, 32 bytes. A fast hash is enough for 256 random bits, and the lookup by hash leaks nothing by its timing.
    /// </summary>
    /// <param name="text">Any text a client sent.</param>
    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public override string ToString() => "***";
}
