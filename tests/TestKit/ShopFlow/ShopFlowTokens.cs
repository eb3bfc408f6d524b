using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Tests.TestKit.ShopFlow;

/// <summary>Signs tokens like auth-service (document 003 §4.1, §8.2).</summary>
public static class ShopFlowTokens
{
    public const string Secret = "a-signing-secret-of-the-tests-0123456789";
    private static readonly JwtIssuer Issuer = new(new SigningKeys(new Secret(Secret)), TimeProvider.System);
    private static readonly TokenPolicy OfUsers = new(
        OptionalClaims.Email | OptionalClaims.Role | OptionalClaims.IssuedAt, TimeSpan.FromHours(2));
    private static readonly TokenPolicy OfServices = new(OptionalClaims.Role | OptionalClaims.IssuedAt, TimeSpan.FromHours(24));

    public static string ForCustomer(Guid id, string email) => ForUser(id, email, "customer");

    public static string ForAdmin(Guid id, string email) => ForUser(id, email, "admin");

    public static string ForService(string name) => Issuer.Issue(new TokenBearer(name, Email: null, TokenBearer.ServiceRole), OfServices);

    private static string ForUser(Guid id, string email, string role) => Issuer.Issue(new TokenBearer(id.ToString(), email, role), OfUsers);
}
