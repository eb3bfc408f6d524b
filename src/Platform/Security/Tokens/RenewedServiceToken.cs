namespace Tracker.Platform.Security.Tokens;

/// <summary>The token a service shows to others while nobody gave it one: issued for 24 hours (document 003 §8.2), and
/// anew when half of them are over.</summary>
/// <param name="issuer">Signs.</param>
/// <param name="service">The service's name.</param>
/// <param name="clock">The time.</param>
public sealed class RenewedServiceToken(JwtIssuer issuer, string service, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TokenPolicy Policy = TokenPolicy.OfService(Lifetime);
    private readonly TokenBearer bearer = new(service, Email: null, TokenBearer.ServiceRole);
    private volatile Issued? last;

    /// <summary>A token that is valid for half a day at least. It may be asked for at every call, from any thread.</summary>
    public string Current()
    {
        var now = clock.GetUtcNow();
        // A clock that was set back would make the token one of the future.
        if (last is { } token && now >= token.At && now - token.At < Lifetime / 2)
        {
            return token.Text;
        }

        // Two threads may both come here: then there are two tokens, and both are good.
        var renewed = new Issued(issuer.Issue(bearer, Policy), now);
        last = renewed;
        return renewed.Text;
    }

    private sealed record Issued(string Text, DateTimeOffset At);
}
