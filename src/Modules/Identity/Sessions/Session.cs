namespace Tracker.Modules.Identity.Sessions;

/// <summary>The result of a login.</summary>
public sealed class Session
{
    internal Session(User user, string accessToken, TimeSpan accessTokenLifetime, string? refreshToken) =>
        (User, AccessToken, ExpiresIn, RefreshToken) = (user, accessToken, (int)accessTokenLifetime.TotalSeconds, refreshToken);

    public User User { get; }

    /// <summary>A signed token for the <c>Authorization</c> header.</summary>
    public string AccessToken { get; }

    /// <summary>In seconds.</summary>
    public int ExpiresIn { get; }

    /// <summary>An opaque token for the next session; null when the system has none.</summary>
    public string? RefreshToken { get; }
}
