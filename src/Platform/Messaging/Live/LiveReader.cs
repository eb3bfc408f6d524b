namespace Tracker.Platform.Messaging.Live;

/// <summary>Who reads a stream.</summary>
/// <param name="User">The user, whose streams are counted.</param>
/// <param name="Session">The session of the access token; null when unknown.</param>
/// <param name="ExpiresAt">The stream ends then, in UTC; null for never.</param>
public sealed record LiveReader(string User, string? Session, DateTime? ExpiresAt);

/// <summary>Tells which readers may no longer read, for example after a logout.</summary>
public interface ILiveAudience
{
    /// <param name="readers">The readers of all streams of this instance.</param>
    /// <returns>Those whose streams end now.</returns>
    Task<IReadOnlyCollection<LiveReader>> EndedAsync(IReadOnlyCollection<LiveReader> readers, CancellationToken ct);
}
