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
    [InlineData("redis://ada:s%40cret@cache/1", "redis://cache:6379/1")]
    [InlineData("redis://[::1]:7000/", "redis://[::1]:7000/0")]
    [InlineData("redis://one:7000,two,[::1]:7002/4", "redis://one:7000,two:6379,[::1]:7002/4")]
    [InlineData("rediss://ada:secret@one,two:7000", "rediss://one:6379,two:7000/0")]
    [InlineData("redis-sentinel://one,two:7000/tracker", "redis-sentinel://one:26379,two:7000/tracker?db=0")]
    [InlineData("redis-sentinel://ada:secret@one/tracker?db=2", "redis-sentinel://one:26379/tracker?db=2")]
    public void A_URL_is_read_and_shows_no_password(string url, string shown) => RedisUrl.Parse(url).ToString().ShouldBe(shown);

    [Theory]
    [InlineData("cache:6379")]
    [InlineData("http://cache:6379")]
    [InlineData("redis://")]
    [InlineData("redis://cache/first")]
    [InlineData("redis://cache/-1")]
    [InlineData("redis://cache?tls=1")]
    [InlineData("redis://one,,two")]
    [InlineData("redis://one:0")]
    [InlineData("redis://one:65536")]
    [InlineData("redis://one:secret,two")]
    [InlineData("redis://ada:secret@")]
    [InlineData("redis-sentinel://one")]
    [InlineData("redis-sentinel://ada:secret@one/tracker/2")]
    [InlineData("redis-sentinel://one/tracker?db=secret")]
    [InlineData("redis-sentinel://one/tracker?secret=1")]
    public void An_invalid_URL_is_refused_without_repeating_it(string url) =>
        Should.Throw<FormatException>(() => RedisUrl.Parse(url)).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain("redis://[[user]:password@]host:port[,host:port][/db]"),
            message => message.ShouldNotContain("secret"));
}
