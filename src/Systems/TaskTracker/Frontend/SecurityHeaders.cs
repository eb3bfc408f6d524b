using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Tracker.Systems.TaskTracker.Frontend;

/// <summary>The headers that every answer has, also those that are forwarded.</summary>
internal static class SecurityHeaders
{
    // No feature is used. Browsers warn of features that they do not know.
    private const string NoFeatures =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
        + "payment=(), usb=()";

    private static readonly StringValues DefaultPolicy = Policy("style-src 'self'");

    public static HttpContext AddTo(HttpContext context)
    {
        // When the answer starts, since errors clear what was set before.
        context.Response.OnStarting(Add, context.Response.Headers);
        return context;
    }

    /// <param name="nonce">Of the style elements that scripts add to the page.</param>
    public static StringValues ContentPolicy(string nonce) => Policy($"style-src 'self' 'nonce-{nonce}'");

    private static string Policy(string styles) =>
        $"default-src 'none'; script-src 'self'; {styles}; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static Task Add(object state)
    {
        var headers = (IHeaderDictionary)state;
        if (StringValues.IsNullOrEmpty(headers.ContentSecurityPolicy))
        {
            headers.ContentSecurityPolicy = DefaultPolicy;
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = NoFeatures;
        return Task.CompletedTask;
    }
}
