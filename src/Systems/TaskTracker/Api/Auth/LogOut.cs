using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Auth;

internal static class LogOut
{
    /// <summary>Ends a session.</summary>
    /// <remarks>Revokes all refresh tokens of the same login. An unknown token is not an error: it has no session to end.</remarks>
    public static async Task<Results<NoContent, Problem>> Handle(HttpContext context, LogOutHandler logOut)
    {
        using var body = await JsonBody.ReadAsync(context);
        var token = body.RequiredText("refresh_token", TextRule.Secret);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        await logOut.Handle(new LogOutCommand(token), context.RequestAborted);
        return TypedResults.NoContent();
    }
}
