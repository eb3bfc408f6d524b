using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracker.Platform.Http.Pipeline;
using Yarp.ReverseProxy.Forwarder;

namespace Tracker.Platform.Gateway;

/// <summary>Passes target and headers on as they are, but for the headers of each connection and those that the gateway answers.</summary>
internal sealed class GatewayTransformer : HttpTransformer
{
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

        // The gateway has set its own correlation id, and answers CORS.
        var headers = proxyResponse.Headers;
        headers.Remove(CorrelationId.Header);
        foreach (var name in NotPassedOn(headers))
        {
            headers.Remove(name);
            proxyResponse.Content.Headers.Remove(name);
        }

        return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
    }

    private static List<string> NotPassedOn(HttpResponseHeaders headers)
    {
        var names = new List<string>();
        foreach (var header in headers.NonValidated)
        {
            if (header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))
            {
                names.Add(header.Key);
            }
        }

        names.AddRange(headers.Connection.Where(name => !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)));
        return names;
    }
}
