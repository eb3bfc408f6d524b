using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tracker.Platform.Http.RateLimiting;

/// <summary>The caller and the bucket of a count. A value, since each request creates one; it becomes text only for Redis.</summary>
internal readonly record struct RateLimitKey
{
    private const int AddressBytes = 16;
    private readonly string bucket;
    private readonly string? user;
    private readonly UInt128 network;

    private RateLimitKey(string bucket, string? user, UInt128 network) => (this.bucket, this.user, this.network) = (bucket, user, network);

    public static RateLimitKey OfUser(string id, string bucket) => new(bucket, id, UInt128.Zero);

    /// <summary>An IPv4 address counts alone; an IPv6 address counts by its /64, which belongs to one customer.</summary>
    public static RateLimitKey OfAddress(IPAddress address, string bucket)
    {
        Span<byte> bytes = stackalloc byte[AddressBytes];
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            bytes[10] = bytes[11] = 0xff;
            address.TryWriteBytes(bytes[12..], out _);
        }
        else
        {
            address.TryWriteBytes(bytes, out _);
            if (!address.IsIPv4MappedToIPv6)
            {
                bytes[8..].Clear();
            }
        }

        return new RateLimitKey(bucket, user: null, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>
    /// The key in Redis (document 002 §5.7): <c>user:&lt;id&gt;:rate</c> or <c>ip:&lt;address&gt;:rate</c>; it ends with the bucket's name.
    /// </summary>
    public override string ToString() => user is null ? $"ip:{AddressText()}:{bucket}" : $"user:{user}:{bucket}";

    private string AddressText()
    {
        Span<byte> bytes = stackalloc byte[AddressBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, network);
        var address = new IPAddress(bytes);
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }
}
