using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Tracker.Modules.Identity;
using Tracker.Platform.Http;

namespace Tracker.Systems.ShopFlow.Auth;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(RegisterResponse))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(ValidateResponse))]
[JsonSerializable(typeof(ProfileResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class AuthJson : JsonSerializerContext;

/// <summary>A new account.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The e-mail address as the user entered it.</param>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Phone">The phone number in E.164; null when the user gave none.</param>
/// <param name="Role">Always <c>customer</c> in this response.</param>
/// <param name="CreatedAt">The time the account was created, in UTC.</param>
public sealed record RegisterResponse(
    Guid Id,
    string Email,
    string FirstName,
    string LastName,
    string? Phone,
    [property: AllowedValues(ShopFlowRoles.Customer, ShopFlowRoles.Admin)] string Role,
    DateTime CreatedAt)
{
    internal static RegisterResponse From(User user) =>
        new(user.Id, user.Email, user.FirstName!, user.LastName!, user.Phone, user.Role, user.CreatedAt);
}

/// <summary>The tokens of a session.</summary>
/// <param name="AccessToken">Send it as <c>Authorization: Bearer …</c>.</param>
/// <param name="RefreshToken">Valid for one request to <c>/auth/refresh</c>, which returns the next one.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">The lifetime of the access token in seconds.</param>
public sealed record TokenResponse(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn);

/// <summary>The result for a valid token.</summary>
/// <param name="Valid">Always true; the response to an invalid token is 401.</param>
/// <param name="User">The user or service of the token.</param>
public sealed record ValidateResponse(bool Valid, ValidatedUser User);

/// <summary>The user or service of a token.</summary>
/// <param name="Id">The user's id, or the service's name.</param>
/// <param name="Email">The user's e-mail address; null for a service.</param>
/// <param name="Role">The current role, even if the token has an older one: customer, admin or service.</param>
public sealed record ValidatedUser(
    string Id,
    string? Email,
    [property: AllowedValues(ShopFlowRoles.Customer, ShopFlowRoles.Admin, ShopFlowRoles.Service)] string Role);

/// <summary>A user.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The e-mail address as the user entered it.</param>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Phone">The phone number in E.164; null when the user gave none.</param>
/// <param name="Role">customer or admin.</param>
/// <param name="IsActive">False after the account was deleted.</param>
/// <param name="CreatedAt">The time the account was created, in UTC.</param>
/// <param name="UpdatedAt">The time of the last change, in UTC.</param>
public sealed record ProfileResponse(
    Guid Id,
    string Email,
    string FirstName,
    string LastName,
    string? Phone,
    [property: AllowedValues(ShopFlowRoles.Customer, ShopFlowRoles.Admin)] string Role,
    bool IsActive,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    internal static ProfileResponse From(User user) =>
        new(user.Id, user.Email, user.FirstName!, user.LastName!, user.Phone, user.Role, user.IsActive, user.CreatedAt, user.UpdatedAt);
}
