using Amazon.S3.Model;

namespace Tracker.Platform.Storage;

/// <summary>An object, fetched from the position of the first read: seeking before is free, and a range transfers only itself.</summary>
/// <param name="fetch">Requests the content from a position on.</param>
internal sealed class S3ObjectStream(Func<long, CancellationToken, Task<GetObjectResponse>> fetch, long length) : Stream
{
    private GetObjectResponse? fetched;
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set
        {
            if (value != position)
            {
                fetched?.Dispose();
                fetched = null;
                position = value;
            }
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= length)
        {
            return 0;
        }

        fetched ??= await fetch(position, cancellationToken);
        var read = await fetched.ResponseStream.ReadAsync(buffer, cancellationToken);
        position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The object comes over the network: read it asynchronously.");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            fetched?.Dispose();
        }

        base.Dispose(disposing);
    }
}
