using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.ShopFlow.Notifications;

/// <summary>Checks tokens with the secret alone, since this service has no users: one counts until it expires, with the role it says.</summary>
internal sealed class TokenCallers(JwtVerifier tokens) : ICallerSource
{
    public ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct) => ValueTask.FromResult(
        tokens.Verify(token).IsValid(out var claims) && (claims.Role == ShopFlowRoles.Service || Uuid.TryParse(claims.Subject, out _))
            ? new Caller(claims.Subject, claims.Email, claims.Role)
            : null);
}
