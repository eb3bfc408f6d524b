using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Platform.Primitives;

/// <summary>A UUID as text (RFC 9562 §4): 36 characters, digits and hyphens, in either case.</summary>
public static class Uuid
{
    private const int CounterBits = 12;

    // The millisecond and the counter of the last ordered id.
    private static long lastOrdered;

    /// <summary>
    /// A UUID that sorts by time (version 7, RFC 9562 §5.7). Within a millisecond a counter (§6.2, method 1) keeps the order of the calls
    /// in this process, so that lists that sort by time and then by id have the order of creation.
    /// </summary>
    /// <param name="at">UTC.</param>
    public static Guid NewOrdered(DateTime at)
    {
        var millisecond = new DateTimeOffset(at).ToUnixTimeMilliseconds();
        // Starts in the lower half, so that it does not overflow into the next millisecond.
        var first = (millisecond << CounterBits) | (uint)RandomNumberGenerator.GetInt32(1 << (CounterBits - 1));
        long last, next;
        do
        {
            last = Interlocked.Read(ref lastOrdered);
            next = last >> CounterBits == millisecond ? last + 1 : first;
        }
        while (Interlocked.CompareExchange(ref lastOrdered, next, last) != last);

        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id);
        return Version7(id, next);
    }

    /// <summary>
    /// A UUID of version 7 for a log, which may be guessed: <see cref="Guid.CreateVersion7()"/> asks the kernel for random bytes, a system
    /// call each time.
    /// </summary>
    /// <param name="at">When it is made.</param>
    public static Guid NewGuessable(DateTimeOffset at)
    {
        Span<byte> id = stackalloc byte[16];
        Random.Shared.NextBytes(id);
        var counter = id[0] | ((id[1] & 0xF) << 8);
        return Version7(id, (at.ToUnixTimeMilliseconds() << CounterBits) | (uint)counter);
    }

    /// <summary>
    /// <see cref="Guid.TryParseExact(string?, string?, out Guid)"/> alone also accepts white space around the text, and signs and <c>0x</c>
    /// in it.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Guid id)
    {
        Span<char> canonical = stackalloc char[36];
        return Guid.TryParseExact(text, "D", out id)
            && id.TryFormat(canonical, out _)
            && text.AsSpan().Equals(canonical, StringComparison.OrdinalIgnoreCase);
    }

    /// <param name="random">Sixteen bytes, of which the last eight stay.</param>
    /// <param name="order">The millisecond and the counter behind it.</param>
    private static Guid Version7(Span<byte> random, long order)
    {
        BinaryPrimitives.WriteInt64BigEndian(random, (order >> CounterBits << 16) | 0x7000 | (order & ((1 << CounterBits) - 1)));
        random[8] = (byte)((random[8] & 0x3F) | 0x80);
        return new Guid(random, bigEndian: true);
    }

    /// <summary>The UUID of a name (version 5, RFC 9562 §5.5): the same name gives the same id everywhere.</summary>
    /// <param name="space">The namespace of the name.</param>
    /// <param name="name">Its UTF-8 bytes are hashed.</param>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 prescribes SHA-1. The id is no secret and proves nothing.")]
    public static Guid FromName(Guid space, string name)
    {
        const int IdBytes = 16;
        byte[] input = [.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
        var id = SHA1.HashData(input).AsSpan(0, IdBytes);
        id[6] = (byte)((id[6] & 0x0F) | 0x50);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
