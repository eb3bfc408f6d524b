using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tracker.Systems.TaskTracker.Frontend;

/// <summary>
/// The page of the web application. Each answer has a nonce of its own, in the page and in its Content-Security-Policy. It has no
/// validator, so that a browser asks for it in full each time: a 304 would bring a new policy for a stored page with an old nonce.
/// </summary>
internal sealed class IndexPage(string html)
{
    /// <summary>Stands in the built page where the nonce belongs.</summary>
    private const string Placeholder = "__CSP_NONCE__";

    private const int NonceBytes = 16;

    public Task AnswerAsync(HttpContext context)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));
        var body = Encoding.UTF8.GetBytes(html.Replace(Placeholder, nonce, StringComparison.Ordinal));
        var response = context.Response;
        response.Headers.ContentSecurityPolicy = SecurityHeaders.ContentPolicy(nonce);
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
