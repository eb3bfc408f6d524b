using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.AuthService;

internal static class Users
{
    /// <summary>Tells a profile.</summary>
    /// <remarks>Customers see their own only, and do not learn whether another exists; admins and services see all.</remarks>
    public static async Task<Results<Ok<ProfileResponse>, Problem>> Get(PathId id, Caller caller, FindUserHandler users, CancellationToken ct)
    {
        if (id.Value is not { } userId)
        {
            return ShopFlowErrors.UserNotFound;
        }

        if (!caller.IsService() && !IsSelfOrAdmin(caller, userId))
        {
            return ShopFlowErrors.NotYourProfile;
        }

        return await users.ByIdAsync(userId, ct) is { } user ? TypedResults.Ok(ProfileResponse.From(user)) : ShopFlowErrors.UserNotFound;
    }

    /// <summary>Deactivates an account: no login, no refresh and no request with its tokens from now on.</summary>
    /// <remarks>Customers may delete their own, admins any. It is purged 90 days later. A second time changes nothing.</remarks>
    public static async Task<Results<NoContent, Problem>> Delete(PathId id, Caller caller, DeactivateUserHandler deactivate, CancellationToken ct)
    {
        if (caller.IsService())
        {
            return ShopFlowErrors.NotForServices;
        }

        if (id.Value is not { } userId)
        {
            return ShopFlowErrors.UserNotFound;
        }

        if (!IsSelfOrAdmin(caller, userId))
        {
            return ShopFlowErrors.NotYourProfile;
        }

        var outcome = await deactivate.Handle(new DeactivateUser(userId), ct);
        return outcome.Succeeded(out _, out var failure)
            ? TypedResults.NoContent()
            : failure switch
            {
                DeactivateUserFailure.UserNotFound => ShopFlowErrors.UserNotFound,
            };
    }

    private static bool IsSelfOrAdmin(Caller caller, Guid userId) => caller.IsAdmin() || caller.UserId == userId;
}
