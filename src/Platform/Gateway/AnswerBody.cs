using System.Buffers;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Tracker.Platform.Gateway;

/// <summary>
/// Passes the body of an answer on, in place of YARP, which holds 128 KiB for a client that does not read and writes each part by itself.
/// Here what the service has sent goes to the client with the headers in one write, and at once when more is not there yet.
/// </summary>
/// <param name="patience">The time in which each part must arrive.</param>
internal sealed class AnswerBody(HttpContext context, HttpResponseMessage answer, TimeSpan patience, TimeProvider clock)
{
    private const int BufferBytes = 8 * 1024;

    private ITimer? limit;
    private bool isReading;

    /// <returns>
    /// How it failed; null when it did not. The client's connection is aborted then, or its response is empty again when nothing was sent.
    /// </returns>
    public async ValueTask<IForwarderErrorFeature?> PassAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        bool isWhole;
        try
        {
            using var service = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            isWhole = await CopyAsync(service, buffer.AsMemory(0, BufferBytes));
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // The buffer is not returned: a read into it may be in progress.
            return Fail(e);
        }
        finally
        {
            limit?.Dispose();
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return isWhole ? null : Fail(null);
    }

    /// <returns>False when the client left before the end.</returns>
    private async ValueTask<bool> CopyAsync(Stream service, Memory<byte> buffer)
    {
        var (start, end) = (0, 0);
        int read;
        do
        {
            isReading = true;
            var reading = service.ReadAsync(buffer[end..], context.RequestAborted);
            if (!reading.IsCompleted)
            {
                // The read fills the part behind that which is written meanwhile.
                await WriteAsync(buffer[start..end]);
                start = end;
                LimitRead();
            }

            read = await reading;
            end += read;
            if (read == 0 || end == buffer.Length)
            {
                await WriteAsync(buffer[start..end]);
                (start, end) = (0, 0);
            }
        }
        while (read > 0 && !context.RequestAborted.IsCancellationRequested);

        return read == 0;
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> part)
    {
        if (part.Length > 0)
        {
            isReading = false;
            limit?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            // Not by the writer: the server would allow a slow client 5 s for whatever was written, not the time for its length. Without a
            // token: the write ends when the client leaves, and a thousand that leave at once would be a thousand exceptions.
            await context.Response.Body.WriteAsync(part, CancellationToken.None);
            isReading = true;
        }
    }

    // A read fails when its connection is closed.
    private void LimitRead()
    {
        limit ??= clock.CreateTimer(
            static late => ((HttpResponseMessage)late!).Dispose(), answer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        limit.Change(patience, Timeout.InfiniteTimeSpan);
    }

    private Failure Fail(Exception? exception)
    {
        var isService = isReading && !context.RequestAborted.IsCancellationRequested;
        answer.Dispose();
        if (context.Response.HasStarted)
        {
            context.Abort();
        }
        else
        {
            context.Response.Clear();
        }

        return new Failure(isService, exception);
    }

    private sealed class Failure(bool isService, Exception? exception) : IForwarderErrorFeature
    {
        public ForwarderError Error => isService ? ForwarderError.ResponseBodyDestination : ForwarderError.ResponseBodyClient;

        public Exception? Exception => exception;
    }
}
