using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Pipeline;

namespace Tracker.Platform.Http.Authentication;

/// <summary>Who sent the request. A handler that takes one as a parameter stands behind <see cref="BearerAuthentication"/>.</summary>
/// <param name="Subject">The token's <c>sub</c>: a user's id, or a service's name.</param>
/// <param name="Email">The user's address, when the system tells it.</param>
/// <param name="Role">What the caller may do, e.g. <c>admin</c>; null for an ordinary user of a system without roles.</param>
public sealed record Caller(string Subject, string? Email, string? Role)
{
    /// <summary>The user's id, in systems where it is a UUID.</summary>
    public Guid UserId => Guid.Parse(Subject);

    /// <summary>The user's number, in systems where the subject is one.</summary>
    public long UserNumber => long.Parse(Subject, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Lets a route handler take the caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.State().Caller);
}
