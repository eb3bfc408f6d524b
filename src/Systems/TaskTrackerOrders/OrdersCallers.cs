using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.TaskTrackerOrders;

/// <summary>The callers of this system: users, whose tokens have no role, and services.</summary>
internal static class OrdersCallers
{
    public const string Service = TokenBearer.ServiceRole;

    /// <summary>The caller by the signature alone: a service without accounts accepts a token until it expires.</summary>
    public static TokenCallers BySignature(JwtVerifier tokens) => new(tokens, claims =>
        claims.Role == Service ? new Caller(claims.Subject, Email: null, Service)
        : Uuid.TryParse(claims.Subject, out _) ? new Caller(claims.Subject, claims.Email, Role: null)
        : null);

    public static Actor Actor(this Caller caller) => caller.Role == Service
        ? new Actor(Guid.Empty, ActorRole.Service)
        : new Actor(caller.UserId, ActorRole.User);
}
