using System.Net;
using Shouldly;
using Tracker.Platform.Http.RateLimiting;

namespace Tracker.Tests.Platform.Http.RateLimiting;

public sealed class RateLimitKeyTests
{
    [Fact]
    public void The_key_of_a_user_matches_the_contract() =>
        RateLimitKey.OfUser("0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa", "rate")
            .ToString().ShouldBe("user:0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa:rate");

    [Theory]
    [InlineData("203.0.113.7", "ip:203.0.113.7:rate")]
    [InlineData("::ffff:203.0.113.7", "ip:203.0.113.7:rate")]
    [InlineData("2001:db8:1:2:3:4:5:6", "ip:2001:db8:1:2:::rate")]
    [InlineData("::1", "ip::::rate")]
    public void The_key_of_an_address_matches_the_contract(string address, string key) =>
        RateLimitKey.OfAddress(IPAddress.Parse(address), "rate").ToString().ShouldBe(key);

    [Fact]
    public void All_addresses_of_an_IPv6_network_are_one_caller()
    {
        Of("2001:db8:1:2::7").ShouldBe(Of("2001:db8:1:2:ffff::9"));
        Of("2001:db8:1:2::7").ShouldNotBe(Of("2001:db8:1:3::7"));
        Of("::").ShouldNotBe(Of("0.0.0.0"));
    }

    private static RateLimitKey Of(string address) => RateLimitKey.OfAddress(IPAddress.Parse(address), "rate");
}
