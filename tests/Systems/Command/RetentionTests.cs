using System.IO.Compression;
using Shouldly;
using Tracker.Systems.ShopFlow;
using Tracker.Tests.Systems.ShopFlow;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

public sealed class RetentionTests
{
    private const string OldNotifications =
        """
        insert into notifications (user_id, channel, type, recipient, body, created_at)
        select gen_random_uuid(), 'email', 'order_created', 'ada@example.com', 'Hello', now() - interval '400 days' from generate_series(1, 3)
        """;

    [Fact]
    public async Task A_dry_run_reports_what_a_run_deletes()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using var data = await DataFolderFixture.UsedAsync(ShopFlowSystem.Definition);
        data.Variables["AUTH_SERVICE_DATABASE_URL"] = database;
        (await TrackerProcess.RunAsync(data.Variables, Shop.Password, "user", "add", "--system", "shopflow", "--email", "ada@example.com"))
            .ExitCode.ShouldBe(0);
        await Shop.ExecuteAsync(database, "update users set is_active = false, deactivated_at = now() - interval '91 days'");

        var dry = await RunAsync(data, "--dry-run");
        dry.ExitCode.ShouldBe(0, dry.Errors);
        var lines = dry.Output.Split('\n').Select(Cells).ToList();
        lines.SkipLast(1).ShouldBe(
        [
            "SERVICE|DATA|DUE|LAST RUN (UTC)|RULE",
            "auth-service|deactivated accounts|1|never|deleted permanently 90 days after they were deactivated",
            "order-service|orders|-|-|kept permanently; document 003 §10.6 requires 7 years",
        ]);
        // The store is in the data folder, where the rule may have run.
        lines[^1].ShouldMatch(@"^notification-service\|notifications\|0\|[^|]+\|moved into compressed archive files after a year$");
        (await Shop.RowsAsync(database, "select id from users")).Count.ShouldBe(1);

        (await RunAsync(data)).Output.ShouldContain("deactivated accounts  1 ");
        (await Shop.RowsAsync(database, "select id from users")).Count.ShouldBe(0);
        (await RunAsync(data, "--dry-run")).Output.Split('\n').Select(Cells)
            .ShouldContain(line => line.StartsWith("auth-service|deactivated accounts|0|20") && line.Contains(", 1 removed|"));
    }

    [Fact]
    public async Task Archived_notifications_are_part_of_a_backup()
    {
        await using var data = await DataFolderFixture.UsedAsync(ShopFlowSystem.Definition);
        await RunAsync(data, "--dry-run");
        await using (var tracker = data.Up())
        {
            await tracker.ReadyAsync();
            await Shop.ExecuteAsync(data.DatabaseUrl("notification-service"), OldNotifications);
        }

        (await RunAsync(data)).Output.ShouldContain("notifications         3 ");
        (await TrackerProcess.RunAsync(data.Variables, "", "backup", data.Archive, "--system", "shopflow")).Output.ShouldContain("files 1");

        var file = Directory.GetFiles(Path.Combine(data.System, "files"), "notifications-*", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        (await lines.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_failed_rule_is_reported_and_the_others_run()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using var data = await DataFolderFixture.UsedAsync(ShopFlowSystem.Definition);
        data.Variables["NOTIFICATION_SERVICE_DATABASE_URL"] = database;
        await RunAsync(data, "--dry-run");
        await Shop.ExecuteAsync(database, OldNotifications);
        // A file takes the place of the folder.
        await File.WriteAllTextAsync(Path.Combine(data.System, "files"), "");

        var (code, output, errors) = await RunAsync(data);

        output.Split('\n')
            .Select(Cells).ShouldContain("notification-service|notifications|failed|moved into compressed archive files after a year");
        output.ShouldContain("deactivated accounts  0 ");
        errors.ShouldContain("tracker: notifications: ");
        code.ShouldBe(1);
        (await Shop.RowsAsync(database, "select id from notifications")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Retention_of_one_service_needs_only_its_database()
    {
        await using var data = new DataFolderFixture(system: ShopFlowSystem.Definition);
        data.Variables["DATABASE_URL"] = await TestPostgres.CreateDatabaseAsync();

        var (code, output, errors) = await RunAsync(data, "--service", "auth-service");

        code.ShouldBe(0, errors);
        output.ShouldContain("auth-service  deactivated accounts  0 ");
        output.ShouldNotContain("order-service");
        Directory.Exists(Path.Combine(data.System, "postgres")).ShouldBeFalse();
    }

    [Fact]
    public async Task Retention_runs_beside_the_running_system()
    {
        await using var data = await DataFolderFixture.UsedAsync(ShopFlowSystem.Definition);
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        (await RunAsync(data)).ExitCode.ShouldBe(0);
        (await RunAsync(data, "--dry-run")).Output.ShouldContain("deactivated accounts  0 ");
    }

    [Fact]
    public async Task A_system_without_rules_says_so()
    {
        await using var data = await DataFolderFixture.UsedAsync();

        var (code, output, _) = await TrackerProcess.RunAsync(data.Variables, "", "retention");

        output.ShouldBe("task-tracker has no retention rules.");
        code.ShouldBe(0);
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(DataFolderFixture data, params string[] options) =>
        TrackerProcess.RunAsync(data.Variables, "", ["retention", "--system", "shopflow", .. options]);

    // Columns are at least two spaces apart.
    private static string Cells(string line) =>
        string.Join('|', line.Split("  ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
