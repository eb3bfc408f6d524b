using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;

namespace Tracker.Platform.Security.Passwords;

/// <summary>bcrypt by BouncyCastle, for machines without libcrypt: about 1.4 times as slow.</summary>
internal sealed class PortableBcrypt : IBcrypt
{
    private const int MaxKey = 72;

    public string Compute(ReadOnlySpan<byte> password, string setting)
    {
        // bcrypt hashes the terminating NUL too, as far as there is room for it.
        var key = new byte[Math.Min(password.Length + 1, MaxKey)];
        password.CopyTo(key);
        try
        {
            var hash = BCrypt.Generate(key, BcryptText.SaltOf(setting), BcryptText.CostOf(setting));
            return setting + BcryptText.Encode(hash.AsSpan(0, 23));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
