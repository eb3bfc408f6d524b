using System.Globalization;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>Issues access tokens according to the policy.</summary>
internal sealed class AccessTokens(JwtIssuer issuer, IdentityPolicy policy)
{
    /// <param name="family">The family of the refresh token, which identifies the session; null without one.</param>
    public Session Open(User user, Guid? family, string? refreshToken)
    {
        var subject = policy.TokenSubject switch
        {
            TokenSubject.Id => user.Id.ToString(),
            TokenSubject.Number => user.Number.ToString(CultureInfo.InvariantCulture),
        };
        var bearer = new TokenBearer(subject, user.Email, user.Role) { Session = family?.ToString() };
        var token = issuer.Issue(bearer, policy.AccessToken);
        return new Session(user, token, policy.AccessToken.Lifetime, refreshToken);
    }
}
