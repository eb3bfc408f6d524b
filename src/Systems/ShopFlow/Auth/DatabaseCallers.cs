using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.ShopFlow.Auth;

/// <summary>
/// Users are looked up on every request: one that was deactivated is out at once, and the role is the one that holds now. A service's token needs no user
/// (document 003 §8.2).
/// </summary>
internal sealed class DatabaseCallers(JwtVerifier tokens, CallerLookup users) : ICallerSource
{
    public async ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct)
    {
        if (!tokens.Verify(token).IsValid(out var claims))
        {
            return null;
        }

        if (claims.Role == ShopFlowRoles.Service)
        {
            return new Caller(claims.Subject, Email: null, ShopFlowRoles.Service);
        }

        return Uuid.TryParse(claims.Subject, out var id) && await users.FindAsync(id, ct) is { } user
            ? new Caller(user.Id.ToString(), user.Email, user.Role)
            : null;
    }
}
