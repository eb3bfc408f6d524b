using System.Buffers;
using System.Buffers.Binary;

namespace Tracker.Platform.Http.Pipeline;

public static class CorrelationId
{
    public const string Header = "X-Correlation-ID";
    private const int MaxLength = 128;
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The client's id when it is safe in a log, otherwise a new one.</summary>
    public static string TakeOrMake(string? given, TimeProvider clock) =>
        given is { Length: > 0 and <= MaxLength } && !given.AsSpan().ContainsAnyExcept(Allowed)
            ? given
            : Make(clock.GetUtcNow());

    /// <summary>A UUID that sorts by time (version 7, RFC 9562 §5.7), without hyphens.</summary>
    private static string Make(DateTimeOffset now)
    {
        Span<byte> id = stackalloc byte[16];
        // It is no secret: Guid would ask the kernel for random bytes, a system call for each request.
        Random.Shared.NextBytes(id);
        BinaryPrimitives.WriteInt64BigEndian(
            id, (now.ToUnixTimeMilliseconds() << 16) | 0x7000 | (BinaryPrimitives.ReadInt64BigEndian(id) & 0xFFF));
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return Convert.ToHexStringLower(id);
    }
}
