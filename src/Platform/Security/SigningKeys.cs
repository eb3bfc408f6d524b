namespace Tracker.Platform.Security;

/// <summary>The secrets for access tokens. During a rotation the previous secret still verifies, but no longer signs.</summary>
public sealed class SigningKeys
{
    /// <summary>
    /// A secret with fewer bytes is too short for HS256 (RFC 7518 §3.2). The host decides whether to reject it or only to warn.
    /// </summary>
    public const int RecommendedBytes = 32;

    /// <param name="current">Signs and verifies.</param>
    /// <param name="previous">Only verifies; null outside a rotation.</param>
    /// <exception cref="ArgumentOutOfRangeException">A secret is empty: everyone could sign with it.</exception>
    public SigningKeys(Secret current, Secret? previous = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(current.Length, nameof(current));
        ArgumentOutOfRangeException.ThrowIfEqual(previous?.Length, 0, nameof(previous));

        (Current, Previous) = (current, previous);
    }

    internal Secret Current { get; }

    internal Secret? Previous { get; }
}
