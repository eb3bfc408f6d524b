using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskTrackerMicro.Users;

internal static class GetMe
{
    /// <summary>Returns the caller's profile.</summary>
    public static async Task<Results<Ok<UserResponse>, Problem>> Handle(Caller caller, FindUserHandler users, CancellationToken ct) =>
        await users.ByNumberAsync(caller.UserNumber, ct) is { } user
            ? TypedResults.Ok(UserResponse.From(user))
            : Problems.NotAuthenticated;
}
