using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.ShopFlow;

/// <summary>The roles of document 003 (§3.1, §8.2).</summary>
internal static class Roles
{
    public const string Customer = "customer";
    public const string Admin = "admin";
    public const string Service = TokenBearer.ServiceRole;

    public static bool IsAdmin(this Caller caller) => caller.Role == Admin;

    public static bool IsService(this Caller caller) => caller.Role == Service;
}
