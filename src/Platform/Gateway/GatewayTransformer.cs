using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Tracker.Platform.Http.Pipeline;
using Yarp.ReverseProxy.Forwarder;

namespace Tracker.Platform.Gateway;

/// <summary>
/// Passes target and headers on as they are, but for the headers of each connection and those that the gateway answers, and the body of
/// the answer.
/// </summary>
internal sealed class GatewayTransformer(GatewayPolicy policy, TimeProvider clock, IHostApplicationLifetime lifetime) : HttpTransformer
{
    // The gateway answers CORS. Its own headers are added when the answer starts.
    private static readonly string[] Cors =
    [
        "Access-Control-Allow-Credentials",
        "Access-Control-Allow-Headers",
        "Access-Control-Allow-Methods",
        "Access-Control-Allow-Origin",
        "Access-Control-Expose-Headers",
        "Access-Control-Max-Age",
    ];

    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Headers.Host = null;
        // The target as the client wrote it: decoding and encoding it would change %2F and %31. The absolute form names another host.
        if (httpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget is ['/', ..] target)
        {
            proxyRequest.RequestUri = new Uri(destinationPrefix + target, Verbatim);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return false;
        }

        await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        var headers = httpContext.Response.Headers;
        // The service has repeated the gateway's.
        headers[CorrelationId.Header] = httpContext.CorrelationId();
        foreach (var name in Cors)
        {
            headers.Remove(name);
        }

        if (proxyResponse.Headers.NonValidated.TryGetValues("Connection", out var connection))
        {
            foreach (var name in connection.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)))
            {
                // RFC 9110 §7.6.1; the length frames the message.
                if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                {
                    headers.Remove(name);
                }
            }
        }

        if (httpContext.Response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true)
        {
            // A stream of events has no end, and the stop of the gateway would wait for one.
            httpContext.Response.RegisterForDispose(lifetime.ApplicationStopping.Register(httpContext.Abort));
        }

        if (proxyResponse.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            return true;
        }

        if (await new AnswerBody(httpContext, proxyResponse, policy.ActivityTimeout, clock).PassAsync() is { } failure)
        {
            httpContext.Features.Set(failure);
            return false;
        }

        await TransformResponseTrailersAsync(httpContext, proxyResponse, cancellationToken);
        return false;
    }
}
