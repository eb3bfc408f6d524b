using Tracker.Platform.Security.Tokens;

namespace Tracker.Platform.Http.Authentication;

/// <summary>Identifies the caller from a signed token, with a lookup where the system needs one.</summary>
public sealed class TokenCallers : ICallerSource
{
    private readonly JwtVerifier tokens;
    private readonly Func<TokenClaims, CancellationToken, ValueTask<Caller?>> find;

    /// <param name="find">Looks up the caller; null when the caller does not exist or is no longer valid.</param>
    public TokenCallers(JwtVerifier tokens, Func<TokenClaims, CancellationToken, ValueTask<Caller?>> find) =>
        (this.tokens, this.find) = (tokens, find);

    /// <param name="read">Reads the caller from the claims alone; null when they have no caller.</param>
    public TokenCallers(JwtVerifier tokens, Func<TokenClaims, Caller?> read)
        : this(tokens, (claims, _) => ValueTask.FromResult(read(claims)))
    {
    }

    public ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct) =>
        tokens.TryVerify(token, out var claims) ? find(claims, ct) : ValueTask.FromResult<Caller?>(null);
}
