namespace Tracker.Platform.Security;

/// <summary>The secrets that sign and check access tokens. During a rotation the previous one still checks, and no longer signs.</summary>
public sealed class SigningKeys
{
    /// <summary>Below this many bytes a secret is too short for HS256 (RFC 7518 §3.2); whether that is refused or only warned
    /// about is the host's decision.</summary>
    public const int RecommendedBytes = 32;

    /// <param name="current">Signs and checks.</param>
    /// <param name="previous">Only checks; null when no rotation is under way.</param>
    /// <exception cref="ArgumentOutOfRangeException">A secret is empty: anyone could sign with it.</exception>
    public SigningKeys(Secret current, Secret? previous = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(current.Length, nameof(current));
        ArgumentOutOfRangeException.ThrowIfEqual(previous?.Length, 0, nameof(previous));

        (Current, Previous) = (current, previous);
    }

    internal Secret Current { get; }

    internal Secret? Previous { get; }
}
