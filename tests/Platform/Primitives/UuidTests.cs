using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tracker.Platform.Primitives;

namespace Tracker.Tests.Platform.Primitives;

public sealed class UuidTests
{
    [Fact]
    public void Ids_of_one_millisecond_keep_the_order_of_their_calls()
    {
        var at = new DateTime(2026, 11, 30, 12, 0, 0, 7, DateTimeKind.Utc);

        var ids = Enumerable.Range(0, 1_000).Select(_ => $"{Uuid.NewOrdered(at)}").ToList();

        ids.ShouldBe(ids.Order(StringComparer.Ordinal));
        ids.Distinct().Count().ShouldBe(1_000);
        ids.ShouldAllBe(id => Guid.Parse(id).Version == 7 && Guid.Parse(id).Variant >> 2 == 2);
        ids[0].ShouldStartWith(new DateTimeOffset(at).ToUnixTimeMilliseconds().ToString("x12").Insert(8, "-"));
    }

    [Fact]
    public async Task Concurrent_calls_get_different_ids()
    {
        var at = DateTime.UtcNow;

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 200).Select(_ => Uuid.NewOrdered(at)).ToList())));

        ids.SelectMany(some => some).Select(id => $"{id}"[..18]).Distinct().Count().ShouldBe(1_600);
    }

    [Fact]
    public void A_UUID_of_36_characters_is_read_in_either_case() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Guid>(), id =>
            Uuid.TryParse($"{id:D}", out var lower)
                && lower == id && Uuid.TryParse($"{id:D}".ToUpperInvariant(), out var upper) && upper == id).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{d4e5f6a7-b8c9-0123-def0-123456789abc}")]
    [InlineData("d4e5f6a7b8c90123def0123456789abc")]
    [InlineData(" d4e5f6a7-b8c9-0123-def0-123456789abc")]
    [InlineData("d4e5f6a7-b8c9-0123-def0-123456789abc ")]
    [InlineData("0xe5f6a7-b8c9-0123-def0-123456789abc")]
    [InlineData("+4e5f6a7-b8c9-0123-def0-123456789abc")]
    public void Any_other_text_is_not_a_UUID(string? text) => Uuid.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    // RFC 9562 appendix A.4.
    [InlineData("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2")]
    // Python's uuid.uuid5.
    [InlineData("6ba7b811-9dad-11d1-80b4-00c04fd430c8", "https://example.com/ö", "6653107b-f824-529b-95d2-ed7754543748")]
    public void A_name_has_one_id(string space, string name, string id) => Uuid.FromName(Guid.Parse(space), name).ShouldBe(Guid.Parse(id));
}
