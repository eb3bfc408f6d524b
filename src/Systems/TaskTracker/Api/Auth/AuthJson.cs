using System.ComponentModel.DataAnnotations;

namespace Tracker.Systems.TaskTracker.Api.Auth;

/// <summary>A new account.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The e-mail address as the user entered it.</param>
/// <param name="FullName">The user's name; null when the user gave none.</param>
public sealed record RegisterResponse(Guid Id, string Email, string? FullName);

/// <summary>The tokens of a session.</summary>
/// <param name="AccessToken">Send it as <c>Authorization: Bearer …</c>.</param>
/// <param name="RefreshToken">Valid for one request to <c>/auth/refresh</c>, which returns the next one.</param>
/// <param name="TokenType">Always <c>bearer</c>.</param>
/// <param name="ExpiresIn">The lifetime of the access token in seconds.</param>
public sealed record TokenResponse(
    string AccessToken, string RefreshToken, [property: AllowedValues("bearer")] string TokenType, int ExpiresIn);

/// <summary>The caller's profile.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The user's e-mail address.</param>
/// <param name="FullName">The user's name; null when the user gave none.</param>
/// <param name="CreatedAt">The time the account was created, in UTC.</param>
public sealed record MeResponse(Guid Id, string Email, string? FullName, DateTime CreatedAt);
