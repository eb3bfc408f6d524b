using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.Requests;

/// <summary>The bytes of one part. Reports a malformed body as a bad request, not as an I/O error of the copy's target.</summary>
/// <param name="atEnd">Checks the rest of the body before the reader sees the end of the part. Throws when the body is rejected.</param>
internal sealed class MultipartContent(Stream part, Func<CancellationToken, Task> atEnd) : Stream
{
    private bool isChecked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>True when the body is malformed or ends too early.</summary>
    public static bool IsMalformed(Exception e) => e is InvalidDataException or IOException and not BadHttpRequestException;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await part.ReadAsync(buffer, cancellationToken);
            if (read == 0 && buffer.Length > 0 && !isChecked)
            {
                await atEnd(cancellationToken);
                isChecked = true;
            }

            return read;
        }
        catch (Exception e) when (IsMalformed(e))
        {
            throw new BadHttpRequestException("The body is not valid multipart/form-data.", e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The body comes over the network: read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
