using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.ShopFlow;

/// <summary>The roles of document 003 §3.1 and §8.2.</summary>
internal static class ShopFlowRoles
{
    public const string Customer = "customer";
    public const string Admin = "admin";
    public const string Service = TokenBearer.ServiceRole;

    public static Actor Actor(this Caller caller) => caller.Role switch
    {
        Service => new Actor(Guid.Empty, ActorRole.Service),
        Admin => new Actor(caller.UserId, ActorRole.Admin),
        _ => new Actor(caller.UserId, ActorRole.User),
    };
}
