using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Tracker.Platform.Http.Pipeline;

namespace Tracker.Tests.Platform.Http;

public sealed class CorrelationIdTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));

    [Theory]
    [InlineData("abc")]
    [InlineData("A-b_c.9")]
    public void Safe_id_of_a_client_is_kept(string given) => CorrelationId.TakeOrMake(given, clock).ShouldBe(given);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("ä")]
    public void Other_id_is_replaced(string? given) => CorrelationId.TakeOrMake(given, clock).ShouldNotBe(given);

    [Fact]
    public void Id_that_is_too_long_is_replaced() => CorrelationId.TakeOrMake(new string('a', 129), clock).Length.ShouldBe(32);

    [Fact]
    public void Made_id_is_a_version_7_UUID_of_its_time()
    {
        var id = Guid.ParseExact(CorrelationId.TakeOrMake(null, clock), "N");
        (id.Version, id.Variant & 0xC).ShouldBe((7, 0x8));
        var milliseconds = Convert.ToInt64(id.ToString("N")[..12], 16);
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ShouldBe(clock.GetUtcNow());
    }

    [Fact]
    public void Made_ids_differ_within_a_millisecond() =>
        Enumerable.Range(0, 100_000).Select(_ => CorrelationId.TakeOrMake(null, clock)).ToHashSet().Count.ShouldBe(100_000);
}
