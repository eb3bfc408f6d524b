namespace Tracker.Platform.Security.Passwords;

/// <summary>One implementation of bcrypt; all compute the same hashes.</summary>
internal interface IBcrypt
{
    /// <param name="password">1–72 bytes without NUL, or none.</param>
    /// <param name="setting">Variant, cost and salt: the first 29 characters of a hash.</param>
    /// <returns>The hash, 60 characters.</returns>
    string Compute(ReadOnlySpan<byte> password, string setting);
}

/// <summary>The fastest implementation this machine has.</summary>
internal static class Bcrypt
{
    private static readonly Lazy<IBcrypt> Chosen = new(() => LibcryptBcrypt.TryLoad() is { } native ? native : new PortableBcrypt());

    public static IBcrypt Fastest => Chosen.Value;
}
