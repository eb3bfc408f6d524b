namespace Tracker.Systems.TaskTracker.Api.Auth;

/// <summary>The account that was made.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The address as it was typed.</param>
/// <param name="FullName">The person's name; null when none was given.</param>
public sealed record RegisterResponse(Guid Id, string Email, string? FullName);

/// <summary>A session's tokens.</summary>
/// <param name="AccessToken">Send it as <c>Authorization: Bearer …</c>.</param>
/// <param name="RefreshToken">Good for one exchange at <c>/auth/refresh</c>, which answers with the next.</param>
/// <param name="TokenType">Always <c>bearer</c>.</param>
/// <param name="ExpiresIn">Seconds the access token lasts.</param>
public sealed record TokenResponse(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn);

/// <summary>The caller's own profile.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">The user's address.</param>
/// <param name="FullName">The user's name; null when none was given.</param>
/// <param name="CreatedAt">When the account was made, in UTC.</param>
public sealed record MeResponse(Guid Id, string Email, string? FullName, DateTime CreatedAt);
