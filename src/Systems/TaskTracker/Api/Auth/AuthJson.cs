using System.ComponentModel.DataAnnotations;

namespace Tracker.Systems.TaskTracker.Api.Auth;

/// <summary>A new account.</summary>
/// <param name="Email">The address to log in with.</param>
/// <param name="Password">At least 8 characters, at most 72 bytes of UTF-8.</param>
/// <param name="FullName">The person's name, up to 255 characters.</param>
public sealed record RegisterRequest(
    [property: EmailAddress, StringLength(255, MinimumLength = 3)] string Email,
    [property: StringLength(72, MinimumLength = 8)] string Password,
    [property: MaxLength(255)] string? FullName = null);

/// <summary>The account that was made.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The address as it was typed.</param>
/// <param name="FullName">The person's name; null when none was given.</param>
public sealed record RegisterResponse(Guid Id, string Email, string? FullName);

/// <summary>Who logs in.</summary>
/// <param name="Email">The account's address; case does not matter.</param>
/// <param name="Password">Its password.</param>
public sealed record LoginRequest(string Email, string Password);

/// <summary>A session's tokens.</summary>
/// <param name="AccessToken">Send it as <c>Authorization: Bearer …</c>.</param>
/// <param name="RefreshToken">Good for one exchange at <c>/auth/refresh</c>, which answers with the next.</param>
/// <param name="TokenType">Always <c>bearer</c>.</param>
/// <param name="ExpiresIn">Seconds the access token lasts.</param>
public sealed record TokenResponse(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn);

/// <summary>A refresh token.</summary>
/// <param name="RefreshToken">As login or the last refresh answered it.</param>
public sealed record RefreshRequest(string RefreshToken);

/// <summary>The caller's own profile.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The user's address.</param>
/// <param name="FullName">The user's name; null when none was given.</param>
/// <param name="CreatedAt">When the account was made, in UTC.</param>
public sealed record MeResponse(Guid Id, string Email, string? FullName, DateTime CreatedAt);

/// <summary>A change of password.</summary>
/// <param name="CurrentPassword">The password that holds now.</param>
/// <param name="NewPassword">At least 8 characters, at most 72 bytes of UTF-8.</param>
public sealed record ChangePasswordRequest(string CurrentPassword, [property: StringLength(72, MinimumLength = 8)] string NewPassword);
