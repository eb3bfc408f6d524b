using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Auth.Users;

internal static class GetUser
{
    /// <summary>Tells a profile.</summary>
    /// <remarks>Customers see their own only, and do not learn whether another exists; admins and services see all.</remarks>
    public static async Task<Results<Ok<ProfileResponse>, Problem>> Handle(PathId id, Caller caller, FindUserHandler users, CancellationToken ct)
    {
        if (id.Value is not { } userId)
        {
            return ShopFlowErrors.UserNotFound;
        }

        if (!caller.IsService() && !caller.IsAdminOr(userId))
        {
            return ShopFlowErrors.NotYourProfile;
        }

        return await users.ByIdAsync(userId, ct) is { } user ? TypedResults.Ok(ProfileResponse.From(user)) : ShopFlowErrors.UserNotFound;
    }
}
