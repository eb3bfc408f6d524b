using Tracker.Platform.Security.Tokens;

namespace Tracker.Platform.Http.Authentication;

/// <summary>Finds the caller by the signature of the token, and by a look-up where the system wants one.</summary>
public sealed class TokenCallers : ICallerSource
{
    private readonly JwtVerifier tokens;
    private readonly Func<TokenClaims, CancellationToken, ValueTask<Caller?>> find;

    /// <param name="tokens">Checks the signature and the times.</param>
    /// <param name="find">Looks up the caller; null when there is none, or no longer.</param>
    public TokenCallers(JwtVerifier tokens, Func<TokenClaims, CancellationToken, ValueTask<Caller?>> find) =>
        (this.tokens, this.find) = (tokens, find);

    /// <param name="tokens">Checks the signature and the times.</param>
    /// <param name="read">Reads the caller from the claims alone; null when they name nobody.</param>
    public TokenCallers(JwtVerifier tokens, Func<TokenClaims, Caller?> read)
        : this(tokens, (claims, _) => ValueTask.FromResult(read(claims)))
    {
    }

    /// <inheritdoc/>
    public ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct) =>
        tokens.Verify(token).IsValid(out var claims) ? find(claims, ct) : ValueTask.FromResult<Caller?>(null);
}
