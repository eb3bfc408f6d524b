using MySqlConnector;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.MySql;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence.MySql;

public sealed class MySqlMigratorTests : IAsyncLifetime
{
    private static readonly Migration First = new(1, "0001_things.sql", "create table things (id int)");
    private static readonly Migration Second = new(2, "0002_names.sql", "alter table things add column name varchar(10)");
    private static readonly Migration Third = new(3, "0003_first.sql", "insert into things values (1, 'first')");
    private string url = null!;
    private MySqlDatabase database = null!;

    public async ValueTask InitializeAsync() => database = new MySqlDatabase(url = await TestMariaDb.CreateDatabaseAsync());

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
        await ApplyAsync(First, Second);
        await ApplyAsync(First, Second, Third);
        await ApplyAsync(First, Second, Third);

        (await CountAsync("things")).ShouldBe(1);
    }

    [Fact]
    public async Task Parallel_instances_apply_each_migration_once()
    {
        await using var other = new MySqlDatabase(url);
        var set = new MigrationSet("things", [First, Second, Third]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(
            i => (i % 2 == 0 ? database : other).MigrateAsync([set], TestContext.Current.CancellationToken)));

        (await CountAsync("things")).ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_migration_interrupted_after_its_statement_is_completed(int version)
    {
        await ApplyAsync(First, Second);
        await InterruptAsync(version);

        await ApplyAsync(First, Second, Third);

        (await CountAsync("schema_migrations where applied_at is null")).ShouldBe(0);
        (await CountAsync("things where name = 'first'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_migration_interrupted_before_its_statement_is_applied()
    {
        await ApplyAsync(First, Second);
        await InterruptAsync(2);
        await ExecuteAsync("alter table things drop column name");

        await ApplyAsync(First, Second, Third);

        (await CountAsync("things where name = 'first'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_migration_is_applied_at_the_next_start()
    {
        await ApplyAsync(First, Second);
        await ExecuteAsync("alter table things modify name varchar(3)");
        await Should.ThrowAsync<MySqlException>(() => ApplyAsync(First, Second, Third));
        await ExecuteAsync("alter table things modify name varchar(10)");

        await ApplyAsync(First, Second, Third);

        (await CountAsync("things where name = 'first'")).ShouldBe(1);
    }

    private Task ApplyAsync(params Migration[] migrations) =>
        database.MigrateAsync([new MigrationSet("things", migrations)], CancellationToken.None);

    private Task<int> InterruptAsync(int version) =>
        ExecuteAsync($"update schema_migrations set applied_at = null where version = {version}");

    private Task<int> ExecuteAsync(string sql) => database.ExecuteAsync(sql, [], CancellationToken.None);

    private async Task<long> CountAsync(string rows) =>
        (await database.ReadAsync($"select count(*) from {rows}", [], row => row.GetInt64(0), CancellationToken.None))[0];
}
