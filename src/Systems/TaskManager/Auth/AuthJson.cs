using System.Text.Json.Serialization;
using Tracker.Modules.Identity;

namespace Tracker.Systems.TaskManager.Auth;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(VerifyResponse))]
[JsonSerializable(typeof(ServiceResponse))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class AuthJson : JsonSerializerContext;

/// <summary>A user (document 004, "Auth Service Endpoints").</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Username">The name for logins as the user entered it.</param>
/// <param name="Email">The e-mail address as the user entered it.</param>
/// <param name="IsActive">False after the account was deactivated.</param>
public sealed record UserResponse(long Id, string Username, string Email, bool IsActive)
{
    internal static UserResponse From(User user) => new(
        user.Number,
        user.Username ?? throw new InvalidOperationException("In this system every user has a username."),
        user.Email,
        user.IsActive);
}

/// <summary>The token of a session.</summary>
/// <param name="AccessToken">Send it as <c>Authorization: Bearer …</c>.</param>
/// <param name="TokenType">Always <c>bearer</c>.</param>
public sealed record TokenResponse(string AccessToken, string TokenType);

/// <summary>The result for a valid token.</summary>
/// <param name="Valid">Always true; the response to an invalid token is 401.</param>
/// <param name="User">The user of the token.</param>
public sealed record VerifyResponse(bool Valid, UserResponse User);
