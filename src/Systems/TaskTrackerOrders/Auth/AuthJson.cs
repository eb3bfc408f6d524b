using System.Text.Json.Serialization;
using Tracker.Modules.Identity;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskTrackerOrders.Auth;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(RegisterResponse))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(ProfileResponse))]
[JsonSerializable(typeof(ContactResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class AuthJson : JsonSerializerContext;

/// <summary>A new account.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The e-mail address as the user entered it.</param>
/// <param name="CreatedAt">The time the account was created, in UTC.</param>
public sealed record RegisterResponse(Guid Id, string Email, DateTime CreatedAt);

/// <summary>The tokens of a session.</summary>
/// <param name="AccessToken">Send it as <c>Authorization: Bearer …</c>.</param>
/// <param name="RefreshToken">Valid for one request to <c>/refresh</c>, which returns the next one.</param>
public sealed record TokenResponse(string AccessToken, string RefreshToken);

/// <summary>The caller's account.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The e-mail address as the user entered it.</param>
/// <param name="Name">The user's name; the e-mail address in an account that an operator created.</param>
/// <param name="CreatedAt">The time the account was created, in UTC.</param>
public sealed record ProfileResponse(Guid Id, string Email, string Name, DateTime CreatedAt)
{
    internal static ProfileResponse From(User user) => new(user.Id, user.Email, user.FullName ?? user.Email, user.CreatedAt);
}

/// <summary>How to reach a user.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The e-mail address as the user entered it.</param>
/// <param name="Name">The user's name; the e-mail address in an account that an operator created.</param>
/// <param name="Phone">The phone number in E.164; null when the user gave none.</param>
public sealed record ContactResponse(Guid Id, string Email, string Name, string? Phone)
{
    internal static ContactResponse From(User user) => new(user.Id, user.Email, user.FullName ?? user.Email, user.Phone);
}
