using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Security;

namespace Tracker.Systems.TaskTrackerOrders.Auth.Sessions;

internal static class LogIn
{
    // Format and max length are not checked: an invalid address gets the same response as an unknown one.
    private static readonly TextRule Email = new(1, int.MaxValue);

    public static BodyDescription Body { get; } = new("LoginRequest", "The credentials of a login.",
        BodyField.Text("email", "The account's e-mail address; not case-sensitive.").Required(),
        BodyField.Text("password", "The account's password.").Required());

    /// <summary>Starts a session.</summary>
    /// <remarks>The response time does not depend on whether the account exists.</remarks>
    public static async Task<Results<Ok<TokenResponse>, Problem>> Handle(HttpContext context, LogInHandler logIn)
    {
        using var body = await JsonBody.ReadAsync(context);
        var email = body.RequiredText("email", Email);
        var password = body.RequiredText("password", TextRule.Secret);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        var outcome = await logIn.Handle(new LogInCommand(email, new Secret(password)), context.RequestAborted);
        return outcome.Succeeded(out var session, out var failure)
            ? TypedResults.Ok(Tokens.Of(session))
            : failure switch
            {
                LogInFailure.InvalidCredentials => OrdersErrors.InvalidCredentials,
                LogInFailure.AccountDeactivated => OrdersErrors.AccountDeactivated,
                LogInFailure.Busy => OrdersErrors.Busy,
            };
    }
}
