namespace Tracker.Modules.Identity.Passwords;

/// <summary>An implementation of bcrypt. All compute the same hashes.</summary>
internal interface IBcrypt
{
    /// <param name="password">0–72 bytes without NUL.</param>
    /// <param name="setting">Variant, cost and salt: the first 29 characters of a hash.</param>
    /// <returns>The hash, 60 characters.</returns>
    string Compute(ReadOnlySpan<byte> password, string setting);
}

/// <summary>The fastest implementation on this machine.</summary>
internal static class Bcrypt
{
    private static readonly Lazy<IBcrypt> Chosen = new(() => LibcryptBcrypt.TryLoad() is { } native ? native : new PortableBcrypt());

    public static IBcrypt Fastest => Chosen.Value;
}
