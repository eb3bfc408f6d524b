using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskTrackerOrders.Auth.Users;

internal static class GetMe
{
    /// <summary>Returns the caller's profile.</summary>
    public static async Task<Results<Ok<ProfileResponse>, Problem>> Handle(Caller caller, FindUserHandler find, CancellationToken ct)
    {
        if (caller.Role == OrdersCallers.Service)
        {
            return OrdersErrors.OnlyUsers;
        }

        return await find.ByIdAsync(caller.UserId, ct) is { } user
            ? TypedResults.Ok(ProfileResponse.From(user))
            : Problems.NotAuthenticated;
    }
}
