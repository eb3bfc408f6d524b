using System.Buffers;

namespace Tracker.Platform.Storage;

/// <summary>Copies a stream as long as it is not too long.</summary>
internal static class LimitedCopy
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Copies to the end of the content.</summary>
    /// <returns>The bytes copied; null when there are more than the limit.</returns>
    public static async Task<long?> CopyAsync(Stream content, Stream target, long limit, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var total = 0L;
            while (await content.ReadAsync(buffer, ct) is > 0 and var read)
            {
                total += read;
                if (total > limit)
                {
                    return null;
                }

                await target.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
