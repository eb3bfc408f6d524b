using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>Databases written by an older version.</summary>
public sealed class FoldedTextMigrationTests
{
    private const int LastVersionBefore = 3;

    private const string Tasks =
        """
        insert into tasks (id, owner_id, title, description, status, status_rank, priority, priority_rank, created_at, updated_at)
        select ('00000000-0000-0000-0000-00000000000' || number)::uuid, gen_random_uuid(), title, description, 'TODO', 0, 'LOW', 0, now(), now()
        from (values (1, 'ΟΔΟΣΗΜΑ', 'INFO'), (2, E'Cafe\u0301', null), (3, 'Äpfel', 'x'), (4, 'apfel', E'title\x1fpart')) as t (number, title, description);
        insert into tags (id, name)
        select ('00000000-0000-0000-0000-00000000000' || number)::uuid, name
        from (values (1, 'οδος'), (2, 'οδοσ'), (3, 'a,b'), (4, 'a;b'), (5, 'plain'), (6, ',')) as t (number, name);
        insert into task_tags (task_id, tag_id)
        select ('00000000-0000-0000-0000-00000000000' || task)::uuid, ('00000000-0000-0000-0000-00000000000' || tag)::uuid
        from (values (1, 1), (1, 2), (2, 2), (3, 3), (3, 5), (4, 4), (4, 6)) as t (task, tag);
        """;

    [Theory]
    [InlineData(DatabaseLocales.C)]
    [InlineData(DatabaseLocales.Utf8)]
    [InlineData(DatabaseLocales.Turkish)]
    public async Task Migrated_tasks_are_searched_by_folded_text_with_merged_tags(string locale)
    {
        await using var database = await OldDatabaseAsync(locale);

        await MigrateAsync(database);

        (await RowsAsync(database, "select title || '|' || search_text || '|' || title_order from tasks order by title_order")).ShouldBe(
            [
                "apfel|apfel\u001ftitle part|apfel", "Äpfel|äpfel\u001fx|apfel\u0001äpfel", "Cafe\u0301|café|cafe\u0001café",
                "ΟΔΟΣΗΜΑ|οδοσημα\u001finfo|οδοσημα",
            ]);
        (await RowsAsync(database, "select name from tags order by name")).ShouldBe([";", "a;b", "plain", "οδος"]);
        (await RowsAsync(database,
            """
            select right(l.task_id::text, 1) || ' ' || coalesce(l.name, g.name) from task_tags l join tags g on g.id = l.tag_id
            order by l.task_id, coalesce(l.name, g.name)
            """)).ShouldBe(["1 οδος", "2 οδοσ", "3 a;b", "3 plain", "4 ;", "4 a;b"]);
    }

    [Fact]
    public async Task Rows_written_by_a_running_older_version_are_folded_too()
    {
        await using var database = await OldDatabaseAsync(DatabaseLocales.Utf8);
        await MigrateAsync(database);

        await ExecuteAsync(database, "update tasks set title = 'NEW', description = null where title = 'Äpfel'");
        await ExecuteAsync(database, "insert into tags (id, name) values (gen_random_uuid(), 'straße') on conflict (name) do nothing");
        await ExecuteAsync(
            database,
            "insert into tasks (id, owner_id, title, status, status_rank, priority, priority_rank, created_at, updated_at) "
                + "values (gen_random_uuid(), gen_random_uuid(), 'ÜBER', 'TODO', 0, 'LOW', 0, now(), now())");

        (await RowsAsync(database, "select search_text || '|' || title_order from tasks where title in ('NEW', 'ÜBER') order by title"))
            .ShouldBe(
            ["new|new", "über|uber\u0001über"]);
        (await RowsAsync(database, "select folded from tags where name = 'straße'")).ShouldBe(["straße"]);
    }

    private static async Task<Database> OldDatabaseAsync(string locale)
    {
        var database = new Database(await TestPostgres.CreateDatabaseAsync(locale));
        var before = TasksModule.Schema with
        {
            Migrations = [.. TasksModule.Schema.Migrations.Where(migration => migration.Version <= LastVersionBefore)],
        };
        await new Migrator(database).ApplyAsync([before], default);
        await ExecuteAsync(database, Tasks);
        return database;
    }

    private static Task MigrateAsync(Database database) =>
        new Migrator(database).ApplyAsync([TextSchema.Migrations, TasksModule.Schema], default);

    private static async Task ExecuteAsync(Database database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> RowsAsync(Database database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
