using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence;

public sealed class MigratorTests
{
    [Fact]
    public async Task A_changed_migration_is_refused()
    {
        await using var database = new Database(await TestPostgres.CreateDatabaseAsync());
        var migrator = new Migrator(database);
        await migrator.ApplyAsync([new MigrationSet("things", [new Migration(1, "0001_things.sql", "create table things (id int)")])], TestContext.Current.CancellationToken);

        var changed = new MigrationSet("things", [new Migration(1, "0001_things.sql", "create table things (id bigint)")]);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => migrator.ApplyAsync([changed], TestContext.Current.CancellationToken));
        refusal.Message.ShouldContain("things/0001_things.sql");
    }
}
