using System.Buffers;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Storage;

internal static class LimitedCopy
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Copies at most <paramref name="limit"/> bytes.</summary>
    /// <param name="content">Its exceptions pass through.</param>
    /// <param name="limit">Max bytes.</param>
    /// <param name="fault">Creates the exception for a target that cannot be written.</param>
    /// <returns>The bytes copied; null when the content is larger than the limit.</returns>
    public static async Task<long?> CopyAsync(
        Stream content, Stream target, long limit, Func<Exception, UnavailableException> fault, CancellationToken ct)
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

                try
                {
                    await target.WriteAsync(buffer.AsMemory(0, read), ct);
                }
                catch (IOException e)
                {
                    throw fault(e);
                }
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
