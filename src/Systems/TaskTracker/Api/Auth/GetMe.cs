using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskTracker.Api.Auth;

internal static class GetMe
{
    /// <summary>Returns the caller's profile.</summary>
    public static async Task<Results<Ok<MeResponse>, Problem>> Handle(Caller caller, FindUserHandler users, CancellationToken ct) =>
        await users.ByIdAsync(caller.UserId, ct) is { } user
            ? TypedResults.Ok(new MeResponse(user.Id, user.Email, user.FullName, user.CreatedAt))
            : Problems.NotAuthenticated;
}
