namespace Tracker.Modules.Identity.Sessions;

/// <summary>What somebody who logged in is given.</summary>
public sealed class Session
{
    internal Session(User user, string accessToken, TimeSpan accessTokenLifetime, string? refreshToken) =>
        (User, AccessToken, ExpiresIn, RefreshToken) = (user, accessToken, (int)accessTokenLifetime.TotalSeconds, refreshToken);

    public User User { get; }

    /// <summary>A signed token for the <c>Authorization</c> header.</summary>
    public string AccessToken { get; }

    /// <summary>Seconds until the access token expires.</summary>
    public int ExpiresIn { get; }

    /// <summary>An opaque token for the next session; null where the system has none.</summary>
    public string? RefreshToken { get; }
}
