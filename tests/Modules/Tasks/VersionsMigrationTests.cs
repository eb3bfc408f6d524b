using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>A database written by a release without versions, migrated while that release runs.</summary>
public sealed class VersionsMigrationTests : IAsyncLifetime
{
    private const int LastVersionBefore = 5;
    private Database database = null!;

    public async ValueTask InitializeAsync()
    {
        database = new Database(await TestPostgres.CreateDatabaseAsync());
        await new Migrator(database).ApplyAsync(
            [TextSchema.Migrations, TasksModule.Schema with { Migrations = [.. TasksModule.Schema.Migrations.Take(LastVersionBefore)] }],
            default);
        await InsertAsync("before");
        await new Migrator(database).ApplyAsync([TextSchema.Migrations, TasksModule.Schema], default);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Tasks_begin_with_version_one()
    {
        await InsertAsync("after");

        (await VersionAsync("before")).ShouldBe(1);
        (await VersionAsync("after")).ShouldBe(1);
    }

    [Theory]
    [InlineData("update tasks set status = 'DONE', status_rank = 3, updated_at = now() where title = 'before'", 2)]
    [InlineData("update tasks set attachment_count = attachment_count + 1 where title = 'before'", 2)]
    [InlineData("update tasks set tags = '{a}' where title = 'before'", 2)]
    [InlineData("update tasks set description = 'text', version = 7 where title = 'before'", 7)]
    [InlineData("update tasks set priority = priority where title = 'before'", 1)]
    [InlineData("update tasks set title = 'other' where title = 'unknown'", 1)]
    public async Task A_change_that_names_no_version_raises_it(string change, long version)
    {
        await ExecuteAsync(change);

        (await VersionAsync("before")).ShouldBe(version);
    }

    private Task<long> VersionAsync(string title) => database.ScalarAsync<long>($"select version from tasks where title = '{title}'");

    private Task InsertAsync(string title) => ExecuteAsync(
        $"""
        insert into tasks (id, owner_id, title, status, status_rank, priority, priority_rank, created_at, updated_at, tags)
        values (gen_random_uuid(), gen_random_uuid(), '{title}', 'TODO', 0, 'LOW', 0, now(), now(), '{"{}"}')
        """);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
