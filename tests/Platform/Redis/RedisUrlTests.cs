using Shouldly;
using Tracker.Platform.Redis;

namespace Tracker.Tests.Platform.Redis;

public sealed class RedisUrlTests
{
    [Theory]
    [InlineData("redis://cache", "redis://cache:6379/0")]
    [InlineData("redis://cache:7000/3", "redis://cache:7000/3")]
    [InlineData("redis://:secret@cache:7000", "redis://cache:7000/0")]
    [InlineData("redis://default:secret@cache/1", "redis://cache:6379/1")]
    [InlineData("redis://[::1]:7000/", "redis://::1:7000/0")]
    public void A_URL_is_read_and_shows_no_password(string url, string shown) => RedisUrl.Parse(url).ToString().ShouldBe(shown);

    [Theory]
    [InlineData("cache:6379")]
    [InlineData("http://cache:6379")]
    [InlineData("redis://")]
    [InlineData("redis://cache/first")]
    [InlineData("redis://cache/-1")]
    [InlineData("redis://cache?tls=1")]
    public void Anything_else_is_refused(string url) =>
        Should.Throw<FormatException>(() => RedisUrl.Parse(url)).Message.ShouldContain("redis://[:password@]host:port[/db]");

    [Fact]
    public void TLS_is_refused_by_name() => Should.Throw<FormatException>(() => RedisUrl.Parse("rediss://cache:6379")).Message.ShouldContain("TLS");

    [Fact]
    public void A_user_that_the_client_cannot_log_in_is_refused_without_repeating_the_password() =>
        Should.Throw<FormatException>(() => RedisUrl.Parse("redis://ada:secret@cache")).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain("user"),
            message => message.ShouldNotContain("secret"));
}
