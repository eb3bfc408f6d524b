using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskManager.Auth;

internal static class VerifyToken
{
    /// <summary>Returns the user of an access token, for other services.</summary>
    /// <remarks>The token of a deactivated user is not valid, nor is an expired token.</remarks>
    public static async Task<Results<Ok<VerifyResponse>, Problem>> Handle(Caller caller, FindUserHandler users, CancellationToken ct) =>
        await users.ByNumberAsync(caller.UserNumber, ct) is { } user
            ? TypedResults.Ok(new VerifyResponse(Valid: true, UserResponse.From(user)))
            : Problems.NotAuthenticated;
}
