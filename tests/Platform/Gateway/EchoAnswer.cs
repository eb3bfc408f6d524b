using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tracker.Tests.Platform.Gateway;

/// <summary>Answers with the request as the service received it.</summary>
internal static class EchoAnswer
{
    public static async Task AnswerAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var headers = new JsonObject(context.Request.Headers.Select(header =>
            KeyValuePair.Create<string, JsonNode?>(header.Key.ToLowerInvariant(), JsonValue.Create(header.Value.ToString()))));
        var echo = new JsonObject
        {
            ["method"] = context.Request.Method,
            ["target"] = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            ["headers"] = headers,
            ["body"] = await body.ReadToEndAsync(),
        };
        await context.Response.WriteAsync(echo.ToJsonString());
    }
}
