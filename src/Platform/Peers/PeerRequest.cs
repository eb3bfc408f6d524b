namespace Tracker.Platform.Peers;

/// <summary>A request to a peer. It must be idempotent, since it may be sent twice.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, relative to the peer's address.</param>
/// <param name="Token">The bearer token.</param>
public sealed record PeerRequest(HttpMethod Method, string Path, string Token)
{
    /// <summary>How the peer itself says that there is no such thing: the <c>error.code</c> or the <c>detail</c> of its 404. A 404 without
    /// it comes from something in between. Null when the peer has no such answer.</summary>
    public string? NotFound { get; init; }

    /// <summary>Without the token, which has no place in a log.</summary>
    public override string ToString() => $"{Method} {Path}";
}
