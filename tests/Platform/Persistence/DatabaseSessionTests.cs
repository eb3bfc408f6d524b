using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence;

public sealed class DatabaseSessionTests
{
    [Fact]
    public async Task Session_and_pool_use_the_search_path_of_the_url()
    {
        var url = await TestPostgres.CreateDatabaseAsync();
        await using var database = new Database(
            $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}options=-c%20search_path%3Dshop%20-c%20statement_timeout%3D1000");
        await ExecuteAsync(database, "create schema shop");

        await new Migrator(database)
            .ApplyAsync([new MigrationSet("things", [new Migration(1, "0001_things.sql", "create table things (id int)")])], default);

        await ExecuteAsync(database, "insert into shop.things values (1)");
        await using var session = database.NewSession();
        await session.OpenAsync();
        await using var timeout = new NpgsqlCommand("show statement_timeout", session);
        (await timeout.ExecuteScalarAsync()).ShouldBe("0");
    }

    private static async Task ExecuteAsync(Database database, string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
