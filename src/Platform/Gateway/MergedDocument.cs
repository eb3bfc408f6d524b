using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Tracker.Platform.Gateway;

/// <summary>
/// The API document of the gateway: its own paths and those of the services that it forwards. A service that does not answer is left out,
/// and the document says so.
/// </summary>
internal sealed class MergedDocument(
    [FromKeyedServices("v1")] IOpenApiDocumentProvider own,
    IReadOnlyList<Destination> destinations,
    ServiceConnections connections,
    TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim turn = new(1);
    private byte[] current = [];
    private long made;

    public async Task WriteAsync(HttpContext context)
    {
        var document = await CurrentAsync(context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = document.Length;
        await context.Response.Body.WriteAsync(document, context.RequestAborted);
    }

    public void Dispose() => turn.Dispose();

    private async Task<byte[]> CurrentAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (current.Length == 0 || clock.GetElapsedTime(made) >= Lifetime)
            {
                current = await MakeAsync(ct);
                made = clock.GetTimestamp();
            }

            return current;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<byte[]> MakeAsync(CancellationToken ct)
    {
        var fetched = await Task.WhenAll(destinations.Select(destination => FetchAsync(destination, ct)));
        var document = await own.GetOpenApiDocumentAsync(ct);
        var merged = new DocumentMerge((JsonObject)JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, ct))!);
        foreach (var (destination, its) in destinations.Zip(fetched))
        {
            merged.Add(destination.Definition, its);
        }

        return merged.ToBytes();
    }

    private async Task<JsonObject?> FetchAsync(Destination destination, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            if (destination.Choose() is not { } instance)
            {
                return null;
            }

            var json = await connections.Own.GetByteArrayAsync(new Uri(instance.Prefix + "/openapi.json"), limit.Token);
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }
}
