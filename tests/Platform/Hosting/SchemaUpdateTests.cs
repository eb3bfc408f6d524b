using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Tracker.Platform.Hosting;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Hosting;

/// <summary>A service that starts during a database outage.</summary>
public sealed class SchemaUpdateTests
{
    private static readonly IReadOnlyList<MigrationSet> Schema =
        [new MigrationSet("things", [new Migration(1, "0001_things.sql", "create table things (id int)")])];

    [Fact]
    public async Task The_start_fails_after_a_minute_and_names_the_servers()
    {
        var port = FreePort.Take();
        await using var database = new Database($"postgres://u:hunter2@127.0.0.1:{port},localhost:{port}/db");
        var clock = new FakeTimeProvider();
        var begun = clock.GetTimestamp();
        var start = Update(database, clock).StartAsync(CancellationToken.None);
        while (!start.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(start, Task.Delay(1));
        }

        clock.GetElapsedTime(begun).ShouldBeGreaterThanOrEqualTo(SchemaUpdate.Patience);
        var refusal = await Should.ThrowAsync<StartException>(() => start);
        refusal.Message.ShouldStartWith($"The database at 127.0.0.1:{port},localhost:{port} has been away for 60 s (");
        refusal.Message.ShouldEndWith("Check that it runs and takes writes, and its address in DATABASE_URL.");
        refusal.ToString().ShouldNotContain("hunter2");
        refusal.Message.ShouldNotContain('\n');
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_start_waits_while_the_database_is_read_only(bool isCurrent)
    {
        var url = await TestPostgres.CreateDatabaseAsync();
        await using var database = new Database(url);
        if (isCurrent)
        {
            await new Migrator(database).ApplyAsync(Schema, CancellationToken.None);
        }

        await TestPostgres.SetReadOnlyAsync(url, true);
        var start = Update(database, TimeProvider.System).StartAsync(CancellationToken.None);
        (await Task.WhenAny(start, Task.Delay(TimeSpan.FromSeconds(2)))).ShouldNotBe(start);

        await TestPostgres.SetReadOnlyAsync(url, false);
        await start.WaitAsync(TimeSpan.FromSeconds(30));
        await database.ExecuteAsync("insert into things (id) values (1)", [], CancellationToken.None);
    }

    [Fact]
    public async Task A_missing_database_fails_the_start_at_once()
    {
        await using var database = new Database(await TestPostgres.CreateDatabaseAsync() + "_missing");

        var refusal = await Should.ThrowAsync<StartException>(
            () => Update(database, TimeProvider.System).StartAsync(CancellationToken.None));

        refusal.Message.ShouldContain("refuses the connection (3D000");
    }

    private static SchemaUpdate Update(Database database, TimeProvider clock) =>
        new(database, Schema, clock, NullLogger<SchemaUpdate>.Instance);
}
