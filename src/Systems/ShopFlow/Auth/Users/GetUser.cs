using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Auth.Users;

internal static class GetUser
{
    /// <summary>Returns a user's profile.</summary>
    /// <remarks>
    /// Customers may read only their own; the response does not reveal whether another exists. Admins and services may read all.
    /// </remarks>
    public static async Task<Results<Ok<ProfileResponse>, Problem>> Handle(
        PathId id, Caller caller, GetUserHandler get, CancellationToken ct)
    {
        if (id.Value is not { } userId)
        {
            return ShopFlowErrors.UserNotFound;
        }

        var outcome = await get.Handle(new GetUserQuery(userId, caller.Actor()), ct);
        return outcome.Succeeded(out var user, out var failure)
            ? TypedResults.Ok(ProfileResponse.From(user))
            : failure switch
            {
                GetUserFailure.NotAllowed => ShopFlowErrors.NotYourProfile,
                GetUserFailure.NotFound => ShopFlowErrors.UserNotFound,
            };
    }
}
