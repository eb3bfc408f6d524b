using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Security;

namespace Tracker.Systems.TaskTracker.Api.Auth;

internal static class ChangePassword
{
    public static BodyDescription Body { get; } = new("ChangePasswordRequest", "A change of password.",
        BodyField.Text("current_password", "The current password.").Required(),
        Register.Password("new_password"));

    /// <summary>Changes the caller's password.</summary>
    /// <remarks>
    /// Revokes all refresh tokens of the user: each session ends when its access token expires. A wrong current password is a validation
    /// error, since a 401 would make clients refresh their tokens.
    /// </remarks>
    public static async Task<Results<NoContent, Problem>> Handle(
        HttpContext context, Caller caller, IdentityPolicy policy, ChangePasswordHandler change)
    {
        using var body = await JsonBody.ReadAsync(context);
        var current = body.RequiredText("current_password", TextRule.Secret);
        var next = body.RequiredSecret("new_password", policy.Passwords.Accept);
        if (body.Faults.Any || next is null)
        {
            return body.Faults.ToProblem();
        }

        var changed = await change.Handle(new ChangePasswordCommand(caller.UserId, new Secret(current), next), context.RequestAborted);
        return changed.Succeeded(out _, out var failure) ? TypedResults.NoContent() : failure switch
        {
            ChangePasswordFailure.WrongCurrentPassword => TaskTrackerErrors.Invalid("current_password", "is wrong"),
            ChangePasswordFailure.UserNotFound => Problems.NotAuthenticated,
            ChangePasswordFailure.Busy => TaskTrackerErrors.Busy,
        };
    }
}
