namespace Tracker.Platform.Http.Authentication;

/// <summary>
/// Identifies the caller of an access token. Systems differ: some query their own database, some trust the signature, some ask a peer.
/// </summary>
public interface ICallerSource
{
    /// <param name="token">The text after <c>Bearer</c>; not validated.</param>
    /// <returns>Null when the token is not valid: the client gets 401.</returns>
    ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct);
}
