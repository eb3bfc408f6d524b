using System.Globalization;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>Issues access tokens according to the policy.</summary>
internal sealed class AccessTokens(JwtIssuer issuer, IdentityPolicy policy)
{
    public Session Open(User user, string? refreshToken)
    {
        var subject = policy.TokenSubject switch
        {
            TokenSubject.Id => user.Id.ToString(),
            TokenSubject.Number => user.Number.ToString(CultureInfo.InvariantCulture),
        };
        var token = issuer.Issue(new TokenBearer(subject, user.Email, user.Role), policy.AccessToken);
        return new Session(user, token, policy.AccessToken.Lifetime, refreshToken);
    }
}
