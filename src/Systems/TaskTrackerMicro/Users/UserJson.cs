using System.Text.Json.Serialization;
using Tracker.Modules.Identity;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskTrackerMicro.Users;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(UserResponse))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class UserJson : JsonSerializerContext;

/// <summary>A user.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The e-mail address as the user entered it.</param>
/// <param name="Username">The name for logins as the user entered it.</param>
/// <param name="FullName">The user's name; null when the user gave none.</param>
/// <param name="IsActive">False after the account was deactivated.</param>
/// <param name="IsSuperuser">True after an operator promoted the user.</param>
/// <param name="CreatedAt">The time the account was created, in UTC.</param>
/// <param name="UpdatedAt">The time of the last change, in UTC.</param>
public sealed record UserResponse(
    long Id,
    string Email,
    string Username,
    string? FullName,
    bool IsActive,
    bool IsSuperuser,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    internal static UserResponse From(User user) => new(
        user.Number,
        user.Email,
        user.Username ?? throw new InvalidOperationException("In this system every user has a username."),
        user.FullName,
        user.IsActive,
        user.Role == Roles.Admin,
        user.CreatedAt,
        user.UpdatedAt);
}

/// <summary>The token of a session.</summary>
/// <param name="AccessToken">Send it as <c>Authorization: Bearer …</c>.</param>
/// <param name="TokenType">Always <c>bearer</c>.</param>
public sealed record TokenResponse(string AccessToken, string TokenType);
