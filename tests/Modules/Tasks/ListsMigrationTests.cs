using Npgsql;
using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Modules.Tasks.Tags;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;
using SortDirection = Tracker.Platform.Primitives.SortDirection;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>A database written by a version without tags in the row, migrated while that version runs.</summary>
public sealed class ListsMigrationTests : IAsyncLifetime
{
    private const int LastVersionBefore = 4;
    private static readonly Migration Lists = TasksModule.Schema.Migrations.Single(migration => migration.Version == LastVersionBefore + 1);
    private Database database = null!;

    public async ValueTask InitializeAsync()
    {
        database = new Database(await TestPostgres.CreateDatabaseAsync());
        await new Migrator(database).ApplyAsync(
            [TextSchema.Migrations, TasksModule.Schema with { Migrations = [.. TasksModule.Schema.Migrations.Take(LastVersionBefore)] }],
            default);
        await ExecuteAsync("insert into tags (id, name) select md5(name)::uuid, name from unnest(array['a', 'b']) as given (name)");
        await InsertAsync(1, "a", "b");
        await InsertAsync(2, "b");
        await InsertAsync(3);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Rows_from_before_have_their_tags_and_counts()
    {
        await MigrateAsync();

        await ShouldBeAsync(tasks: 3, a: 1, b: 2, due: 3);
        await FillAsync();
        (await database.ScalarAsync<long>("select count(*) from tasks where tags is null")).ShouldBe(0);
        await FillAsync();
        (await database.ScalarAsync<long>("select count(*) from task_tags where status_rank is null")).ShouldBe(0);
        await ShouldBeAsync(tasks: 3, a: 1, b: 2, due: 3);
    }

    [Fact]
    public async Task Rows_of_an_older_version_that_still_runs_count()
    {
        await MigrateAsync();
        await FillAsync();

        await InsertAsync(4, "a");
        await ExecuteAsync("insert into task_tags (task_id, tag_id) select id, md5('a')::uuid from tasks where title = '2'");
        await ExecuteAsync("delete from task_tags where task_id in (select id from tasks where title = '1')");

        await ShouldBeAsync(tasks: 4, a: 2, b: 1, due: 4);
        await FillAsync();
        await ShouldBeAsync(tasks: 4, a: 2, b: 1, due: 4);
    }

    [Fact]
    public async Task Reads_continue_until_the_last_moment_of_the_migration()
    {
        await using var session = database.NewWriteSession();
        await session.OpenAsync();
        await using var transaction = await session.BeginTransactionAsync();
        var slow = Lists.Sql[..Lists.Sql.IndexOf("drop index tasks_owner;", StringComparison.Ordinal)];
        await using var migrate = new NpgsqlCommand(slow, session, transaction);
        await migrate.ExecuteNonQueryAsync();

        (await database.ScalarAsync<long>("select count(*) from tasks t join task_tags l on l.task_id = t.id, task_counts")).ShouldBe(0);
    }

    private Task MigrateAsync() => new Migrator(database).ApplyAsync([TextSchema.Migrations, TasksModule.Schema], default);

    private async Task FillAsync()
    {
        var fill = new FillTaskTags(database);
        while (await fill.StepAsync(default) == StepResult.More)
        {
        }
    }

    private async Task ShouldBeAsync(long tasks, long a, long b, long due)
    {
        var policy = TaskWorld.Flagship;
        (await TotalAsync(new TaskFilter { Tags = ["a"] })).ShouldBe(a);
        (await TotalAsync(new TaskFilter { Tags = ["b"] })).ShouldBe(b);
        (await TotalAsync(new TaskFilter { DueFrom = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) })).ShouldBe(due);
        var rows = await database.ReadAsync(
            $"select {TaskRow.Columns} from tasks t", [], row => TaskRow.Read(row, policy), default);
        rows.Count.ShouldBe((int)tasks);
        rows.Count(task => task.Tags.Contains("a")).ShouldBe((int)a);
        rows.Count(task => task.Tags.Contains("b")).ShouldBe((int)b);

        async Task<long> TotalAsync(TaskFilter filter)
        {
            var total = 0L;
            foreach (var sort in (TaskSort[][])[[], [new(TaskSortField.DueDate, SortDirection.Ascending)]])
            {
                var query = new TaskListQuery(filter, sort, policy);
                var page = await database.ReadPageAsync(query.Total(), query.Items(new(0, 20)), row => TaskRow.Read(row, policy), default);
                page.Items.Count.ShouldBe((int)page.Total);
                total = page.Total;
            }

            return total;
        }
    }

    private async Task InsertAsync(int number, params string[] tags)
    {
        await ExecuteAsync(
            $"""
            insert into tasks (id, owner_id, title, status, status_rank, priority, priority_rank, due_date, created_at, updated_at)
            values (md5('{number}')::uuid, md5('o')::uuid, '{number}', 'TODO', 0, 'LOW', 0, '2026-03-0{number}T10:00:00Z', now(), now())
            """);
        foreach (var tag in tags)
        {
            await ExecuteAsync($"insert into task_tags (task_id, tag_id) values (md5('{number}')::uuid, md5('{tag}')::uuid)");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
