using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Security;

namespace Tracker.Systems.ShopFlow.Auth.Sessions;

internal static class LogIn
{
    // Not checked for form or length: an address that cannot exist is as wrong as one that does not, and is answered alike.
    private static readonly TextRule Email = new(1, int.MaxValue);

    public static BodyDescription Body { get; } = new("LoginRequest", "Who logs in.",
        BodyField.Text("email", "The account's address; case does not matter.").Required(),
        BodyField.Text("password", "Its password.").Required());

    /// <summary>Opens a session.</summary>
    /// <remarks>Takes the same time whether the account exists or not.</remarks>
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
                LogInFailure.InvalidCredentials => ShopFlowErrors.InvalidCredentials,
                LogInFailure.AccountDeactivated => ShopFlowErrors.AccountDeactivated,
                LogInFailure.Busy => ShopFlowErrors.Busy,
            };
    }
}
