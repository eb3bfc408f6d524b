using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Passwords;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Auth.Users;

internal static partial class Register
{
    /// <summary>
    /// E.164: a plus, a country code that does not start with 0, and at most 15 digits in total. In ECMA-262 syntax, since the API document
    /// has it too. In .NET <c>$</c> also matches before a trailing line break, which trimming removes first.
    /// </summary>
    private const string PhoneForm = @"^\+[1-9][0-9]{1,14}$";

    private static readonly TextRule Email = new(1, EmailAddress.MaxLength)
    {
        Check = (text => EmailAddress.TryParse(text, out _), "must be an e-mail address"),
    };

    private static readonly TextRule Name = new(1, 100);
    private static readonly TextRule PhoneNumber = new(1, 20)
    {
        Check = (text => Phone().IsMatch(text), "must be a phone number in E.164 format, e.g. +15551234567"),
    };

    public static BodyDescription Body(PasswordRules passwords) => new("RegisterRequest", "A new account.",
        BodyField.Text("email", "The e-mail address for logins.", EmailAddress.MinLength, EmailAddress.MaxLength).Required(),
        BodyField.Text(
            "password",
            $"At least {passwords.MinLength} characters with at least one uppercase letter, lowercase letter, digit and special "
            + $"character; at most {PasswordHasher.MaxPasswordBytes} bytes of UTF-8.",
            passwords.MinLength,
            PasswordHasher.MaxPasswordBytes).Required(),
        BodyField.Text("first_name", $"{Name.Min} to {Name.Max} characters.", Name).Required(),
        BodyField.Text("last_name", $"{Name.Min} to {Name.Max} characters.", Name).Required(),
        BodyField.TextOfForm("phone", "The number for text messages in E.164: `+` and up to 15 digits.", PhoneForm));

    /// <summary>Creates a customer's account.</summary>
    public static async Task<Results<Created<RegisterResponse>, Problem>> Handle(
        HttpContext context, IdentityPolicy policy, RegisterUserHandler register)
    {
        using var body = await JsonBody.ReadAsync(context);
        var email = body.RequiredText("email", Email);
        var password = body.RequiredSecret("password", policy.Passwords.Accept);
        var (firstName, lastName) = (body.RequiredText("first_name", Name), body.RequiredText("last_name", Name));
        var phone = body.OptionalText("phone", PhoneNumber);
        if (body.Faults.Any || password is null || !EmailAddress.TryParse(email, out var address))
        {
            return body.Faults.ToProblem();
        }

        var account = new RegisterUserCommand(address, password) { FirstName = firstName, LastName = lastName, Phone = phone };
        var outcome = await register.Handle(account, context.RequestAborted);
        return outcome.Succeeded(out var user, out var failure)
            ? TypedResults.Created($"/auth/users/{user.Id}", RegisterResponse.From(user))
            : failure switch
            {
                RegisterUserFailure.EmailTaken => ShopFlowErrors.EmailAlreadyRegistered,
                RegisterUserFailure.Busy => ShopFlowErrors.Busy,
                RegisterUserFailure.UsernameTaken => throw new InvalidOperationException("This system has no usernames."),
            };
    }

    [GeneratedRegex(PhoneForm, RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Phone();
}
