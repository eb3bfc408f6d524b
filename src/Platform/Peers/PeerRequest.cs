namespace Tracker.Platform.Peers;

/// <summary>A request to a peer. It must be idempotent, since it may be sent twice.</summary>
/// <param name="Path">Relative to the peer's address.</param>
/// <param name="Token">The bearer token.</param>
public sealed record PeerRequest(HttpMethod Method, string Path, string Token)
{
    /// <summary>
    /// The error by which the peer itself reports that the resource does not exist: the <c>error.code</c> or the <c>detail</c> of its 404.
    /// A 404 without it comes from a proxy. Null when the peer has no such error.
    /// </summary>
    public string? NotFound { get; init; }

    /// <summary>Omits the token, which must not be logged.</summary>
    public override string ToString() => $"{Method} {Path}";
}
