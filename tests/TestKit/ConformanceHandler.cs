using Shouldly;

namespace Tracker.Tests.TestKit;

/// <summary>
/// Fails on every answer that deviates from the API document, so that each test that calls the service checks the document too.
/// </summary>
public sealed class ConformanceHandler(OpenApiConformance conformance, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        // A stream of events has no end.
        var isStream = answer.Content.Headers.ContentType?.MediaType == OpenApiConformance.EventStream;
        if (!isStream)
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
        }

        var body = isStream ? "" : await answer.Content.ReadAsStringAsync(cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        var deviations = conformance.Check(
            request.Method.Method, path, (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, body);
        deviations.ShouldBeEmpty($"{request.Method} {path} → {(int)answer.StatusCode} is not as documented:\n{body}");
        return answer;
    }
}
