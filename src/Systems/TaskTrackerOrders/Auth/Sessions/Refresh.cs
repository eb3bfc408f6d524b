using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTrackerOrders.Auth.Sessions;

internal static class Refresh
{
    public static BodyDescription Body { get; } = new("RefreshRequest", "A refresh token.",
        BodyField.Text("refresh_token", "The token from the login or the last refresh.").Required());

    /// <summary>Exchanges a refresh token for new tokens.</summary>
    /// <remarks>Each token is valid once. Using a token twice ends the session: one of the two callers has stolen it.</remarks>
    public static async Task<Results<Ok<TokenResponse>, Problem>> Handle(HttpContext context, RefreshSessionHandler refresh)
    {
        using var body = await JsonBody.ReadAsync(context);
        var token = body.RequiredText("refresh_token", TextRule.Secret);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        var outcome = await refresh.Handle(new RefreshSessionCommand(token), context.RequestAborted);
        return outcome.Succeeded(out var session, out var failure)
            ? TypedResults.Ok(Tokens.Of(session))
            : failure switch
            {
                RefreshSessionFailure.InvalidToken or RefreshSessionFailure.TokenReused => Problems.NotAuthenticated,
            };
    }
}
