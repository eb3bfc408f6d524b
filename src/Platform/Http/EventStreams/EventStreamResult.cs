using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Http.Pipeline;
using Tracker.Platform.Messaging.Live;

namespace Tracker.Platform.Http.EventStreams;

/// <summary>Writes a stream of server-sent events until it ends or the client is gone.</summary>
/// <param name="stream">Disposed at the end.</param>
public sealed class EventStreamResult(LiveStream stream) : IResult
{
    public const string ContentType = "text/event-stream";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var _ = stream;
        var response = httpContext.Response;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        // For nginx, which would otherwise collect the events.
        response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        httpContext.State().StreamBegan = httpContext.RequestServices.GetRequiredService<TimeProvider>().GetTimestamp();
        httpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        // A reader may be as slow as it likes: its buffer is bounded, and its token expires.
        httpContext.Features.Get<IHttpMinResponseDataRateFeature>()?.MinDataRate = null;
        await using var gone = httpContext.RequestAborted.Register(stream.End);
        try
        {
            await WriteAsync(response.BodyWriter);
        }
        catch (OperationCanceledException) when (stream.Over.IsCancellationRequested)
        {
            // The reader does not read: the rest of the response cannot be sent.
            httpContext.Abort();
        }
    }

    private async Task WriteAsync(PipeWriter writer)
    {
        var flushed = await writer.WriteAsync(stream.Opening, stream.Over);
        while (!flushed.IsCompleted && await stream.Frames.WaitToReadAsync())
        {
            while (stream.Frames.TryRead(out var frame))
            {
                writer.Write(frame);
            }

            flushed = await writer.FlushAsync(stream.Over);
        }
    }
}
