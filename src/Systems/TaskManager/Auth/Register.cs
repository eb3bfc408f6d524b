using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Modules.Identity.Passwords;

namespace Tracker.Systems.TaskManager.Auth;

internal static class Register
{
    private static readonly TextRule Email = new(1, EmailAddress.MaxLength)
    {
        Check = (text => EmailAddress.TryParse(text, out _), "must be an e-mail address"),
    };

    private static readonly TextRule Username = new(AuthPolicies.Usernames.MinLength, AuthPolicies.Usernames.MaxLength);

    public static BodyDescription Body { get; } = new("RegisterRequest", "A new account.",
        BodyField.Text("email", "The e-mail address.", EmailAddress.MinLength, EmailAddress.MaxLength).Required(),
        BodyField.Text("username", $"The name for logins: {Username.Min} to {Username.Max} characters; not case-sensitive.", Username)
            .Required(),
        BodyField.Text(
            "password",
            $"At least {AuthPolicies.Passwords.MinLength} characters, at most {PasswordHasher.MaxPasswordBytes} bytes of UTF-8.",
            AuthPolicies.Passwords.MinLength,
            PasswordHasher.MaxPasswordBytes).Required());

    /// <summary>Creates an account.</summary>
    public static async Task<Results<Created<UserResponse>, Problem>> Handle(
        HttpContext context, IdentityPolicy policy, RegisterUserHandler register)
    {
        using var body = await JsonBody.ReadAsync(context);
        var email = body.RequiredText("email", Email);
        var username = body.RequiredText("username", Username);
        var password = body.RequiredSecret("password", policy.Passwords.Accept);
        if (body.Faults.Any || password is null || !EmailAddress.TryParse(email, out var address))
        {
            return body.Faults.ToProblem();
        }

        var account = new RegisterUserCommand(address, password) { Username = username };
        var outcome = await register.Handle(account, context.RequestAborted);
        return outcome.Succeeded(out var user, out var failure)
            ? TypedResults.Created((string?)null, UserResponse.From(user))
            : failure switch
            {
                RegisterUserFailure.EmailTaken => TaskManagerErrors.EmailTaken,
                RegisterUserFailure.UsernameTaken => TaskManagerErrors.UsernameTaken,
                RegisterUserFailure.Busy => TaskManagerErrors.Busy,
            };
    }
}
