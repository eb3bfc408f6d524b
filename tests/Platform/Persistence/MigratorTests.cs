using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence;

public sealed class MigratorTests : IAsyncLifetime
{
    private static readonly Migration First = new(1, "0001_things.sql", "create table things (id int)");
    private static readonly Migration Second = new(
        2, "0002_names.sql", "select pg_sleep(0.2); alter table things add column name text; insert into things values (1, 'first')");
    private string url = null!;
    private Database database = null!;

    public async ValueTask InitializeAsync() => database = new Database(url = await TestPostgres.CreateDatabaseAsync());

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_changed_migration_is_refused()
    {
        await ApplyAsync(First);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(
            () => ApplyAsync(First with { Sql = "create table things (id bigint)" }));

        refusal.Message.ShouldContain("things/0001_things.sql");
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused()
    {
        await ApplyAsync(First, Second);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => ApplyAsync(First));

        refusal.Message.ShouldContain("things/0002_names.sql");
    }

    [Fact]
    public async Task Only_new_migrations_are_applied()
    {
        await ApplyAsync(First);
        await ApplyAsync(First, Second);
        await ApplyAsync(First, Second);

        (await CountThingsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Parallel_instances_apply_each_migration_once()
    {
        await using var other = new Database(url);
        var set = new MigrationSet("things", [First, Second]);

        await Task.WhenAll(
            Enumerable.Range(0, 4)
                .Select(i => new Migrator(i % 2 == 0 ? database : other).ApplyAsync([set], TestContext.Current.CancellationToken)));

        (await CountThingsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_migration_leaves_nothing_behind()
    {
        var broken = new Migration(2, "0002_broken.sql", "insert into things values (1); select 1/0");
        await Should.ThrowAsync<Npgsql.PostgresException>(() => ApplyAsync(First, broken));
        (await TableExistsAsync()).ShouldBeFalse();

        await ApplyAsync(First, Second);

        (await CountThingsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_migration_is_named_and_undoes_other_sets()
    {
        var refusing = new MigrationSet(
            "others", [new Migration(1, "0001_refuses.sql", "do $$ begin raise exception 'Two rows are the same.'; end $$")]);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(
            () => new Migrator(database)
                .ApplyAsync([new MigrationSet("things", [First]), refusing], TestContext.Current.CancellationToken));

        refusal.Message.ShouldBe("Migration others/0001_refuses.sql was not applied. Two rows are the same.");
        (await TableExistsAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_sets_may_use_the_same_numbers()
    {
        var other = new MigrationSet("others", [new Migration(1, "0001_others.sql", "create table others (id int)")]);
        await new Migrator(database).ApplyAsync([new MigrationSet("things", [First]), other], TestContext.Current.CancellationToken);
        await new Migrator(database).ApplyAsync([new MigrationSet("things", [First]), other], TestContext.Current.CancellationToken);

        (await CountThingsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Sets_are_applied_in_the_order_of_their_layers()
    {
        var text = Set("zz", MigrationLayer.Text, "create type word as (text text)");
        var module = Set("things", MigrationLayer.Module, "create table things (word word)");
        var system = Set("a-system", MigrationLayer.System, "alter table things add column id int");

        await new Migrator(database).ApplyAsync([system, module, text], TestContext.Current.CancellationToken);

        (await CountThingsAsync()).ShouldBe(0);

        static MigrationSet Set(string name, MigrationLayer layer, string sql) =>
            new(name, [new Migration(1, $"0001_{name}.sql", sql)]) { Layer = layer };
    }

    private Task ApplyAsync(params Migration[] migrations) =>
        new Migrator(database).ApplyAsync([new MigrationSet("things", migrations)], TestContext.Current.CancellationToken);

    private Task<bool> TableExistsAsync() => database.ScalarAsync<bool>("select to_regclass('things') is not null");

    private Task<int> CountThingsAsync() => database.ScalarAsync<int>("select count(*) from things");
}
