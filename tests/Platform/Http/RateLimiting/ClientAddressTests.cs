using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Platform.Http.Requests;

namespace Tracker.Tests.Platform.Http.RateLimiting;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("::1", "203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:127.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.1", "10.9.9.9, 203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.1", "192.0.2.1, 203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData("127.0.0.1", "203.0.113.7:51034", "203.0.113.7")]
    [InlineData("127.0.0.1", "[2001:db8::7]:51034", "2001:db8::7")]
    [InlineData("127.0.0.1", "::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.1", "10.1.2.3, 10.1.2.4", "10.1.2.3")]
    public void The_client_address_comes_from_a_trusted_proxy(string connection, string forwarded, string client) =>
        Of(connection, forwarded).ShouldBe(client);

    [Theory]
    [InlineData("198.51.100.4", "203.0.113.7")]
    [InlineData("198.51.100.4", "127.0.0.1")]
    public void The_header_of_an_untrusted_proxy_is_ignored(string connection, string forwarded) =>
        Of(connection, forwarded).ShouldBe(connection);

    [Theory]
    [InlineData("127.0.0.1", "unknown", "127.0.0.1")]
    [InlineData("127.0.0.1", "", "127.0.0.1")]
    [InlineData("127.0.0.1", ",", "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.7, _hidden, 10.1.2.3", "10.1.2.3")]
    public void An_invalid_entry_ends_the_chain_of_proxies(string connection, string forwarded, string client) =>
        Of(connection, forwarded).ShouldBe(client);

    [Fact]
    public void Several_headers_are_one_list() => Of("127.0.0.1", "192.0.2.1", "203.0.113.7, 10.1.2.3").ShouldBe("203.0.113.7");

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("proxy.example")]
    public void An_invalid_network_is_refused(string text) => Should.Throw<FormatException>(() => ProxyNetworks.Parse(text));

    [Fact]
    public void Single_addresses_are_networks_too() =>
        ProxyNetworks.Parse("192.0.2.1, ::1").Select(network => network.ToString()).ShouldBe(["192.0.2.1/32", "::1/128"]);

    [Theory]
    [InlineData(ProxyNetworks.Loopback, "203.0.113.7")]
    [InlineData("10.0.0.0/8", "127.0.0.1")]
    public void A_connection_without_an_address_is_local(string trusted, string client) =>
        AddressOf(connection: null, trusted, "203.0.113.7").ShouldBe(client);

    private static string Of(string connection, params string[] forwarded) =>
        AddressOf(IPAddress.Parse(connection), ProxyNetworks.Loopback + ",10.0.0.0/8", forwarded);

    private static string AddressOf(IPAddress? connection, string trusted, params string[] forwarded)
    {
        var services = new ServiceCollection().AddLogging();
        services.Configure<ForwardedHeadersOptions>(options => ClientAddress.Configure(options, ProxyNetworks.Parse(trusted)));
        using var container = services.BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = container };
        context.Connection.RemoteIpAddress = connection;
        context.Request.Headers["X-Forwarded-For"] = forwarded;

        new ApplicationBuilder(container).UseClientAddress().Build()(context).IsCompletedSuccessfully.ShouldBeTrue();

        var address = context.Connection.RemoteIpAddress!;
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }
}
