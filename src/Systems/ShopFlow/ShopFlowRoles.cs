using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.ShopFlow;

/// <summary>The roles of document 003 (§3.1, §8.2).</summary>
internal static class ShopFlowRoles
{
    public const string Customer = "customer";
    public const string Admin = "admin";
    public const string Service = TokenBearer.ServiceRole;

    public static bool IsAdmin(this Caller caller) => caller.Role == Admin;

    /// <summary>Whether the caller is an admin, or this user.</summary>
    public static bool IsAdminOr(this Caller caller, Guid userId) => caller.IsAdmin() || caller.UserId == userId;

    public static bool IsService(this Caller caller) => caller.Role == Service;
}
