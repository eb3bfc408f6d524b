using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Tracker.Modules.Identity;
using Tracker.Platform.Http;

namespace Tracker.Systems.ShopFlow.Auth;

/// <summary>The source-generated contracts of everything auth-service reads and answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(RegisterResponse))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(ValidateResponse))]
[JsonSerializable(typeof(ProfileResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class AuthJson : JsonSerializerContext;

/// <summary>The account that was made.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The address as it was typed.</param>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Phone">The number; null when none was given.</param>
/// <param name="Role">Always <c>customer</c> here.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
public sealed record RegisterResponse(
    Guid Id, string Email, string FirstName, string LastName, string? Phone, [property: AllowedValues(ShopFlowRoles.Customer, ShopFlowRoles.Admin)] string Role, DateTime CreatedAt)
{
    internal static RegisterResponse From(User user) => new(user.Id, user.Email, user.FirstName!, user.LastName!, user.Phone, user.Role, user.CreatedAt);
}

/// <summary>A session's tokens.</summary>
/// <param name="AccessToken">Send it as <c>Authorization: Bearer …</c>.</param>
/// <param name="RefreshToken">Good for one exchange at <c>/auth/refresh</c>, which answers with the next.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds the access token lasts.</param>
public sealed record TokenResponse(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn);

/// <summary>A token that counts.</summary>
/// <param name="Valid">Always true; other tokens are answered with 401.</param>
/// <param name="User">Whom it speaks for.</param>
public sealed record ValidateResponse(bool Valid, ValidatedUser User);

/// <summary>Whom a token speaks for.</summary>
/// <param name="Id">The user's id, or the name of the service.</param>
/// <param name="Email">The user's address; null for a service.</param>
/// <param name="Role">The role as it is now, whatever the token says: customer, admin or service.</param>
public sealed record ValidatedUser(string Id, string? Email, [property: AllowedValues(ShopFlowRoles.Customer, ShopFlowRoles.Admin, ShopFlowRoles.Service)] string Role);

/// <summary>A user.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The address as it was typed.</param>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Phone">The number; null when none was given.</param>
/// <param name="Role">customer or admin.</param>
/// <param name="IsActive">False once the account was deleted.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
/// <param name="UpdatedAt">When it last changed, in UTC.</param>
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
