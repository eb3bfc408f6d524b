using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Security;

namespace Tracker.Systems.TaskManager.Auth;

internal static class LogIn
{
    // The lengths are not checked: an invalid name gets the same response as an unknown one.
    private static readonly TextRule Username = new(1, int.MaxValue);

    public static BodyDescription Body { get; } = new("LoginRequest", "The credentials of a login.",
        BodyField.Text("username", "The account's username or e-mail address; not case-sensitive.").Required(),
        BodyField.Text("password", "The account's password.").Required())
    {
        // OAuth2's password form (document 004, "Login"); JSON works too.
        ContentTypes = ["application/x-www-form-urlencoded", "application/json"],
    };

    /// <summary>Returns an access token.</summary>
    /// <remarks>The response time does not depend on whether the account exists.</remarks>
    public static async Task<Results<Ok<TokenResponse>, Problem>> Handle(HttpContext context, LogInHandler logIn)
    {
        using var body = await JsonBody.ReadAsync(context);
        var username = body.RequiredText("username", Username);
        var password = body.RequiredText("password", TextRule.Secret);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        var outcome = await logIn.Handle(new LogInCommand(username, new Secret(password)), context.RequestAborted);
        return outcome.Succeeded(out var session, out var failure)
            ? TypedResults.Ok(new TokenResponse(session.AccessToken, "bearer"))
            : failure switch
            {
                LogInFailure.InvalidCredentials => TaskManagerErrors.InvalidCredentials,
                LogInFailure.AccountDeactivated => TaskManagerErrors.AccountDeactivated,
                LogInFailure.Busy => TaskManagerErrors.Busy,
            };
    }
}
