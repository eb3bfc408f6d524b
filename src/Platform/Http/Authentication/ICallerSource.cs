namespace Tracker.Platform.Http.Authentication;

/// <summary>Finds out whom an access token speaks for. Systems differ: some ask their own database, some trust the signature, some ask auth-service.</summary>
public interface ICallerSource
{
    /// <summary>Identifies the caller.</summary>
    /// <param name="token">What followed <c>Bearer</c>; not trusted.</param>
    /// <param name="ct">Ends with the request.</param>
    /// <returns>The caller, or null when the token does not count: the client gets 401.</returns>
    ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct);
}
