using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Tests.TestKit;
using SortDirection = Tracker.Platform.Primitives.SortDirection;

namespace Tracker.Tests.Platform.Persistence;

public sealed class PageOfIdsTests : IAsyncLifetime
{
    private static readonly PageOfIds Things = new("things", "t", "t.name, t.kind");
    private static readonly SqlOrder ByName = SqlOrder.By("name", SortDirection.Ascending);
    private Database database = null!;

    public async ValueTask InitializeAsync()
    {
        database = new Database(await TestPostgres.CreateDatabaseAsync());
        await database.ExecuteAsync("create table things (id int primary key, name text not null, kind text not null)", [], default);
        await database.ExecuteAsync("insert into things values (1, 'd', 'x'), (2, 'b', 'x'), (3, 'c', 'y'), (4, 'a', 'x')", [], default);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_page_has_the_matching_rows_in_order()
    {
        var kind = new SqlConditions().AddIfSet("t.kind = @kind", "kind", "x");

        await ShouldBeAsync(kind, PageRequest.OfPage(1, 2), 3, ["a", "b"]);
        await ShouldBeAsync(kind, PageRequest.OfPage(2, 2), 3, ["d"]);
        await ShouldBeAsync(kind, PageRequest.OfPage(3, 2), 3, []);
    }

    [Fact]
    public async Task All_conditions_given_must_hold()
    {
        var both = new SqlConditions().AddIfSet("t.kind = @kind", "kind", "x").AddIfSet("t.id > @id", "id", 1);

        await ShouldBeAsync(both, PageRequest.OfPage(1, 10), 2, ["a", "b"]);
    }

    [Fact]
    public async Task A_condition_without_a_value_is_none()
    {
        var none = new SqlConditions().AddIfSet("t.kind = @kind", "kind", (string?)null).AddIfSet("t.id > @id", "id", (int?)null);

        await ShouldBeAsync(none, PageRequest.OfPage(1, 10), 4, ["a", "b", "c", "d"]);
    }

    [Fact]
    public async Task The_text_of_a_value_is_never_SQL()
    {
        var hostile = new SqlConditions().AddIfSet("t.kind = @kind", "kind", "x' or true --");

        await ShouldBeAsync(hostile, PageRequest.OfPage(1, 10), 0, []);
    }

    [Fact]
    public async Task The_ids_of_a_page_may_come_from_elsewhere()
    {
        var items = Things.Items(
            "unnest(@ids) as t(id)",
            [Sql.Param("ids", new[] { 3, 1, 9 })],
            new SqlOrder([new("id", SortDirection.Descending)]),
            PageRequest.OfPage(1, 10));

        var page = await database.ReadPageAsync(Things.Count(new SqlConditions()), items, row => row.GetString(0), default);

        page.Items.ShouldBe(["c", "d"]);
    }

    [Fact]
    public async Task A_page_far_behind_has_its_rows()
    {
        await database.ExecuteAsync("insert into things select i, i::text, 'z' from generate_series(1000, 3000) i", [], default);
        var kind = new SqlConditions().AddIfSet("t.kind = @kind", "kind", "z");

        await ShouldBeAsync(kind, new(150, 2), 2_001, ["1150", "1151"]);
        await ShouldBeAsync(kind, new(1_500, 1), 2_001, ["2500"]);
        await ShouldBeAsync(kind, new(2_000, 200), 2_001, ["3000"]);
    }

    private async Task ShouldBeAsync(SqlConditions where, PageRequest page, long total, string[] names)
    {
        var read = await database.ReadPageAsync(Things.Count(where), Things.Items(where, ByName, page), row => row.GetString(0), default);
        read.Total.ShouldBe(total);
        read.Items.ShouldBe(names);
    }
}
