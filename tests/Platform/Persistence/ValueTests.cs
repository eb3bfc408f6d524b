using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence;

public sealed class ValueTests : IAsyncLifetime
{
    private Database database = null!;

    public async ValueTask InitializeAsync() => database = new Database(await TestPostgres.CreateDatabaseAsync());

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_null_keeps_the_type_of_its_parameter()
    {
        (await TypeOfAsync(Sql.Param("value", (Guid?)null))).ShouldBe("uuid: null");
        (await TypeOfAsync(Sql.Param("value", (DateTime?)null))).ShouldBe("timestamp with time zone: null");
        (await TypeOfAsync(Sql.Param("value", (string?)null))).ShouldBe("text: null");
        (await TypeOfAsync(Sql.Param("value", (int?)null))).ShouldBe("integer: null");
        (await TypeOfAsync(Sql.Param("value", (decimal?)null))).ShouldBe("numeric: null");
        (await TypeOfAsync(Sql.Param("value", (bool?)null))).ShouldBe("boolean: null");
        (await TypeOfAsync(Sql.Json("value", null))).ShouldBe("jsonb: null");
    }

    [Fact]
    public async Task A_value_has_the_same_type_as_its_null()
    {
        (await TypeOfAsync(Sql.Param("value", (Guid?)Guid.Empty))).ShouldBe("uuid: 00000000-0000-0000-0000-000000000000");
        (await TypeOfAsync(Sql.Param("value", (DateTime?)new DateTime(2026, 2, 3, 4, 5, 6, 789, DateTimeKind.Utc))))
            .ShouldBe("timestamp with time zone: 2026-02-03 04:05:06.789+00");
        (await TypeOfAsync(Sql.Param("value", "it's"))).ShouldBe("text: it's");
        (await TypeOfAsync(Sql.Json("value", """{"a": "ä"}"""u8.ToArray()))).ShouldBe("""jsonb: {"a": "ä"}""");
        (await TypeOfAsync(Sql.Param("value", (ReadOnlyMemory<byte>)"a"u8.ToArray()))).ShouldBe(@"bytea: \x61");
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00.0000000Z")]
    [InlineData("0001-01-01T00:00:00.0010000Z")]
    [InlineData("9999-12-31T23:59:59.9990000Z")]
    [InlineData("9999-12-31T00:00:00.0000000Z")]
    public async Task The_first_and_last_days_of_the_calendar_round_trip(string text)
    {
        var time = DateTime.Parse(text, styles: System.Globalization.DateTimeStyles.RoundtripKind);
        (await TypeOfAsync(Sql.Param("value", time))).ShouldNotContain("infinity");

        await using var work = database.Begin();
        var rows = await work.ReadAsync("select @time", [Sql.Param("time", time)], row => row.GetDateTime(0), CancellationToken.None);

        rows.Select(read => (read, read.Kind)).ShouldBe([(time, DateTimeKind.Utc)]);
    }

    [Fact]
    public async Task The_limits_of_DateTime_are_not_infinities()
    {
        (await TypeOfAsync(Sql.Param("value", DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc))))
            .ShouldBe("timestamp with time zone: 0001-01-01 00:00:00+00");
        (await TypeOfAsync(Sql.Param("value", DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc))))
            .ShouldBe("timestamp with time zone: 9999-12-31 23:59:59.999999+00");
    }

    [Theory]
    [InlineData("100%", "100% sure", "100 percent sure")]
    [InlineData("a_b", "xa_by", "xacby")]
    [InlineData(@"c:\d", @"in c:\d it is", "in c:d it is")]
    [InlineData(@"\%", @"a \% b", "a % b")]
    [InlineData("it's 🎉", "so it's 🎉 now", "so its 🎉 now")]
    public async Task A_searched_text_is_found_literally(string text, string match, string other)
    {
        await using var work = database.Begin();
        var found = await work.ReadAsync(
            "select value from unnest(@values) as value where value ilike @pattern",
            [Sql.Param("values", new[] { match.ToUpperInvariant(), other }), Sql.Param("pattern", Sql.Contains(text))],
            row => row.GetString(0),
            CancellationToken.None);

        found.ShouldBe([match.ToUpperInvariant()]);
    }

    [Fact]
    public async Task The_server_cancels_a_statement_that_takes_too_long()
    {
        await using var hasty = new Database(await TestPostgres.CreateDatabaseAsync(), TimeSpan.FromMilliseconds(50));
        await using var work = hasty.Begin();

        var ended = await Should.ThrowAsync<PostgresException>(() => work.ExecuteAsync("select pg_sleep(10)", [], CancellationToken.None));

        ended.SqlState.ShouldBe("57014");
    }

    private async Task<string> TypeOfAsync(NpgsqlParameter parameter)
    {
        await using var work = database.Begin();
        work.Add("create table if not exists types (type text, value text)");
        work.Add("delete from types");
        work.Add("insert into types select pg_typeof(@value)::text, @value::text", parameter);
        var rows = await work.ReadAsync(
            "select type || ': ' || coalesce(value, 'null') from types", [], row => row.GetString(0), CancellationToken.None);
        return rows.Single();
    }
}
