using System.Net;

namespace Tracker.Platform.Http.Requests;

/// <summary>Parses <c>TRUSTED_PROXIES</c>.</summary>
public static class ProxyNetworks
{
    public const string Loopback = "127.0.0.0/8,::1/128";

    /// <summary>Parses a comma-separated list of networks such as <c>10.0.0.0/8</c> and single addresses.</summary>
    /// <exception cref="FormatException">An entry is neither.</exception>
    public static IReadOnlyList<IPNetwork> Parse(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseEntry)];

    private static IPNetwork ParseEntry(string entry)
    {
        if (IPAddress.TryParse(entry, out var address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(entry, out var network)
            ? network
            : throw new FormatException($"'{entry}' is neither a network such as 10.0.0.0/8 nor an address");
    }
}
