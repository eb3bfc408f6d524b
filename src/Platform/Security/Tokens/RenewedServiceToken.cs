namespace Tracker.Platform.Security.Tokens;

/// <summary>
/// A service's token for others when no variable sets one. It is issued for 24 hours (document 003 §8.2), and again after half of that.
/// </summary>
/// <param name="service">The service's name.</param>
public sealed class RenewedServiceToken(JwtIssuer issuer, string service, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TokenPolicy Policy = TokenPolicy.OfService(Lifetime);
    private readonly TokenBearer bearer = new(service, Email: null, TokenBearer.ServiceRole);
    private volatile Issued? last;

    /// <summary>A token that is valid for at least 12 hours. Call it for each request, from any thread.</summary>
    public string Current()
    {
        var now = clock.GetUtcNow();
        // If the clock was set back, the token's iat is in the future and the token would be rejected.
        if (last is { } token && now >= token.At && now - token.At < Lifetime / 2)
        {
            return token.Text;
        }

        // Two threads may both reach this line: both tokens are valid.
        var renewed = new Issued(issuer.Issue(bearer, Policy), now);
        last = renewed;
        return renewed.Text;
    }

    private sealed record Issued(string Text, DateTimeOffset At);
}
