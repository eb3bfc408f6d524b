using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Passwords;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Auth;

internal static class Register
{
    private static readonly TextRule Email = new(1, EmailAddress.MaxLength)
    {
        Check = (text => EmailAddress.TryParse(text, out _), "must be an e-mail address"),
    };

    private static readonly TextRule FullName = new(0, 255);

    public static BodyDescription Body { get; } = new("RegisterRequest", "A new account.",
        BodyField.Text("email", "The e-mail address for logins.", EmailAddress.MinLength, EmailAddress.MaxLength).Required(),
        Password("password"),
        BodyField.Text("full_name", $"The user's name, up to {FullName.Max} characters.", FullName));

    /// <summary>Describes a member with a new password.</summary>
    public static BodyField Password(string name)
    {
        var (min, max) = (TaskTrackerPolicies.Passwords.MinLength, PasswordHasher.MaxPasswordBytes);
        return BodyField.Text(name, $"At least {min} characters, at most {max} bytes of UTF-8.", min, max).Required();
    }

    /// <summary>Creates an account.</summary>
    /// <remarks>The operator can close registration.</remarks>
    public static async Task<Results<Created<RegisterResponse>, Problem>> Handle(
        HttpContext context, ApiOptions options, IdentityPolicy policy, RegisterUserHandler register)
    {
        if (!options.RegistrationOpen)
        {
            return TaskTrackerErrors.RegistrationClosed;
        }

        using var body = await JsonBody.ReadAsync(context);
        var email = body.RequiredText("email", Email);
        var password = body.RequiredSecret("password", policy.Passwords.Accept);
        var fullName = body.OptionalText("full_name", FullName);
        if (body.Faults.Any || password is null || !EmailAddress.TryParse(email, out var address))
        {
            return body.Faults.ToProblem();
        }

        var account = new RegisterUserCommand(address, password) { FullName = string.IsNullOrEmpty(fullName) ? null : fullName };
        var outcome = await register.Handle(account, context.RequestAborted);
        return outcome.Succeeded(out var user, out var failure)
            ? TypedResults.Created((string?)null, new RegisterResponse(user.Id, user.Email, user.FullName))
            : failure switch
            {
                RegisterUserFailure.EmailTaken => TaskTrackerErrors.EmailAlreadyRegistered,
                RegisterUserFailure.Busy => TaskTrackerErrors.Busy,
                RegisterUserFailure.UsernameTaken => throw new InvalidOperationException("This system has no usernames."),
            };
    }
}
