using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.Authentication;

/// <summary>
/// The access token of the request, for calls of peers on behalf of the caller. A handler with a parameter of this type must be behind
/// <see cref="BearerAuthentication"/>.
/// </summary>
public sealed record BearerToken(string Text)
{
    /// <summary>Hidden, since tokens must not be logged.</summary>
    public override string ToString() => "***";

    /// <summary>The framework binds parameters of route handlers with this.</summary>
    public static ValueTask<BearerToken?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(BearerAuthentication.Token(context.Request) is { } text ? new BearerToken(text) : null);
}
