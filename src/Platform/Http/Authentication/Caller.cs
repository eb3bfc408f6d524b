using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Pipeline;

namespace Tracker.Platform.Http.Authentication;

/// <summary>
/// The sender of the request. A handler with a parameter of this type must be behind <see cref="BearerAuthentication"/>.
/// </summary>
/// <param name="Subject">The token's <c>sub</c>: a user's id, or a service's name.</param>
/// <param name="Email">Null for a service, and in systems whose caller source does not know it.</param>
/// <param name="Role">For example <c>admin</c>; null for an ordinary user of a system without roles.</param>
public sealed record Caller(string Subject, string? Email, string? Role)
{
    /// <summary>When the token expires, in UTC; null when the caller source does not know it.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>The session that the token was issued in; null when the token names none.</summary>
    public string? Session { get; init; }

    /// <summary>The subject, in systems where it is a UUID.</summary>
    public Guid UserId => Guid.Parse(Subject);

    /// <summary>The subject, in systems where it is a number.</summary>
    public long UserNumber => long.Parse(Subject, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The framework binds parameters of route handlers with this.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.State().Caller);
}
