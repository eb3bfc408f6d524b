using System.Net;
using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.Requests;

/// <summary>Where a request comes from: the other end of the connection, or what trusted proxies say of it in <c>X-Forwarded-For</c>.</summary>
/// <param name="trusted">The proxies.</param>
public sealed class ClientAddress(IReadOnlyList<IPNetwork> trusted)
{
    /// <summary>The default of <c>TRUSTED_PROXIES</c>: what runs on the same machine.</summary>
    public const string Loopback = "127.0.0.0/8,::1/128";

    private const string Header = "X-Forwarded-For";

    /// <summary>Reads <c>TRUSTED_PROXIES</c>: a comma list of networks such as <c>10.0.0.0/8</c> and single addresses.</summary>
    /// <exception cref="FormatException">An entry is neither.</exception>
    public static IReadOnlyList<IPNetwork> ParseProxies(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseProxy)];

    /// <summary>
    /// The client's address. The header is read from the right, since each proxy appends whom it saw; what stands left of the first untrusted address,
    /// anybody may have written.
    /// </summary>
    public IPAddress Of(HttpContext context)
    {
        // No address: the connection is not over IP, so it is from this machine.
        var seen = Plain(context.Connection.RemoteIpAddress ?? IPAddress.Loopback);
        if (!IsTrusted(seen))
        {
            return seen;
        }

        var lines = context.Request.Headers[Header];
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            var rest = lines[i].AsSpan();
            while (!rest.IsEmpty)
            {
                var comma = rest.LastIndexOf(',');
                if (!TryRead(rest[(comma + 1)..].Trim(), out var said))
                {
                    return seen;
                }

                seen = said;
                if (!IsTrusted(seen))
                {
                    return seen;
                }

                rest = comma < 0 ? default : rest[..comma];
            }
        }

        return seen;
    }

    private static IPNetwork ParseProxy(string entry)
    {
        if (IPAddress.TryParse(entry, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(entry, out var network)
            ? network
            : throw new FormatException($"'{entry}' is neither a network such as 10.0.0.0/8 nor an address");
    }

    private static bool TryRead(ReadOnlySpan<char> entry, out IPAddress address)
    {
        // Some proxies add the port.
        if (IPAddress.TryParse(entry, out var plain) || (IPEndPoint.TryParse(entry, out var end) && (plain = end.Address) is not null))
        {
            address = Plain(plain);
            return true;
        }

        address = IPAddress.None;
        return false;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private bool IsTrusted(IPAddress address)
    {
        foreach (var network in trusted)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
