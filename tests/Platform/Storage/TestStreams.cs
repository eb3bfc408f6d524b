namespace Tracker.Tests.Platform.Storage;

/// <summary>Bytes that fail in the middle.</summary>
public sealed class BrokenStream(int whole) : MemoryStream(new byte[whole])
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Position >= Length / 2 ? throw new InvalidOperationException("the connection broke") : base.ReadAsync(buffer, cancellationToken);
}

/// <summary>An endless stream that cancels the reader after some bytes.</summary>
public sealed class EndlessStream(CancellationTokenSource enough) : MemoryStream
{
    private int reads;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (++reads == 10)
        {
            await enough.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        return buffer.Length;
    }
}
