using System.Text.Json.Nodes;
using Shouldly;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>
/// Checks every answer against document 002 §5.2: the correlation id is in the header, and the same one in the body of an error. A 500
/// fails the test.
/// </summary>
internal sealed class EnvelopeHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Header = "X-Correlation-ID";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        var status = (int)answer.StatusCode;
        status.ShouldNotBe(500, $"{request.Method} {request.RequestUri}");
        var correlationId = answer.Headers.GetValues(Header).ShouldHaveSingleItem();
        if (status >= 400 && request.RequestUri!.AbsolutePath != "/health/ready" && request.Method != HttpMethod.Head)
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
            body.ShouldHaveSingleItem().Key.ShouldBe("error");
            body["error"]!.AsObject().Select(member => member.Key).ShouldBe(["code", "message", "details", "correlation_id"]);
            body["error"]!["correlation_id"]!.GetValue<string>().ShouldBe(correlationId);
            answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        }

        return answer;
    }
}
