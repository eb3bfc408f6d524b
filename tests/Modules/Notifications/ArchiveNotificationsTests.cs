using System.IO.Compression;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Archive;
using Tracker.Platform.Storage;

namespace Tracker.Tests.Modules.Notifications;

/// <summary>Archiving of old notifications, with and without faults.</summary>
public sealed class ArchiveNotificationsTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracker-archive-");
    private NotificationWorld world = null!;
    private HookedStorage storage = null!;

    public async ValueTask InitializeAsync()
    {
        world = await NotificationWorld.StartAsync();
        storage = new HookedStorage(new LocalFileStorage(folder.FullName));
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Only_notifications_older_than_a_year_are_archived()
    {
        await world.DeliverAsync(Guid.NewGuid());
        var younger = Guid.NewGuid();
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.DeliverAsync(younger);
        world.Clock.Advance(world.Clock.GetUtcNow().AddYears(1) - world.Clock.GetUtcNow());

        (await Archive().CountDueAsync(default)).ShouldBe(2);
        (await Archive().StepAsync(default)).ShouldBe(2);
        (await Archive().StepAsync(default)).ShouldBe(0);

        (await world.RowsAsync(younger)).Length.ShouldBe(2);
        (await world.ListAsync()).Total.ShouldBe(2);
        (await world.ListAsync(world.Anna, Channels.Sms)).Total.ShouldBe(1);
        var rows = await ArchivedAsync();
        rows.Select(row => (string?)row["channel"]).ShouldBe(["email", "sms"], ignoreOrder: true);
        var mail = rows.Single(row => (string?)row["channel"] == "email");
        ((string?)mail["user_id"], (string?)mail["recipient"], (string?)mail["body"], (string?)mail["status"])
            .ShouldBe((world.Anna.ToString(), "anna@example.com", "<p>Hello</p>", "sent"));
    }

    [Fact]
    public async Task The_archive_row_holds_key_period_row_count_and_digest()
    {
        await OldRowsAsync(3);

        await Archive().StepAsync(default);

        var archive = (await RowsAsync("notification_archives")).ShouldHaveSingleItem();
        var file = Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldBe((string?)archive["key"]);
        ((string?)archive["key"]).ShouldNotBeNull().ShouldStartWith("notifications-20240101-");
        ((string?)archive["first_created_at"], (string?)archive["last_created_at"])
            .ShouldBe(("2024-01-01T00:00:01+00:00", "2024-01-01T00:00:03+00:00"));
        ((int?)archive["rows"]).ShouldBe(3);
        await using var content = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        ((string?)archive["sha256"]).ShouldBe(Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(content)));
    }

    [Fact]
    public async Task Many_notifications_are_archived_in_several_files()
    {
        await OldRowsAsync(12_000);
        var steps = new List<int>();

        while (await Archive().StepAsync(default) is > 0 and var some)
        {
            steps.Add(some);
        }

        steps.ShouldBe([5000, 5000, 2000]);
        await EveryRowIsInOneFileAsync(12_000);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("written")]
    [InlineData("read")]
    public async Task A_retry_after_a_crash_writes_the_same_batch_once(string where)
    {
        await OldRowsAsync(7);
        storage.Fails = where;
        await Should.ThrowAsync<IOException>(() => Archive().StepAsync(default));
        (await RowsAsync("notifications")).Count.ShouldBe(7);
        // More rows are due when it restarts.
        storage.Fails = "";
        await OldRowsAsync(5, from: 100);

        (await Archive().StepAsync(default)).ShouldBe(7);
        (await Archive().StepAsync(default)).ShouldBe(5);

        Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).Length.ShouldBe(2);
        await EveryRowIsInOneFileAsync(12);
    }

    [Fact]
    public async Task Repeated_crashes_leave_no_orphaned_file()
    {
        await OldRowsAsync(7);
        foreach (var where in new[] { "written", "delete", "written", "delete" })
        {
            storage.Fails = where;
            await Should.ThrowAsync<IOException>(() => Archive().StepAsync(default));
        }

        storage.Fails = "";
        (await Archive().StepAsync(default)).ShouldBe(7);

        Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).Length.ShouldBe(1);
        await EveryRowIsInOneFileAsync(7);
    }

    [Fact]
    public async Task A_file_with_wrong_content_prevents_the_deletion()
    {
        await OldRowsAsync(7);
        storage.Damage = bytes => bytes[^12] ^= 1;
        await Should.ThrowAsync<Exception>(() => Archive().StepAsync(default));
        storage.Damage = null;
        storage.Loses = true;
        (await Should.ThrowAsync<IOException>(() => Archive().StepAsync(default))).Message.ShouldContain("is not what was written to it");
        storage.Loses = false;

        (await RowsAsync("notifications")).Count.ShouldBe(7);
        (await Archive().StepAsync(default)).ShouldBe(7);
        await EveryRowIsInOneFileAsync(7);
    }

    [Theory]
    [InlineData("update notifications set status = 'failed' where recipient = '3@example.com'")]
    [InlineData("delete from notifications where recipient = '3@example.com'")]
    [InlineData("insert into notifications (user_id, channel, recipient, body, status, created_at) "
        + "values (gen_random_uuid(), 'sms', 'late', '', 'sent', '2023-01-01')")]
    public async Task A_row_changed_during_archiving_is_not_deleted(string change)
    {
        await OldRowsAsync(7);
        storage.Meanwhile = () => world.ExecuteAsync(change);
        await Should.ThrowAsync<InvalidOperationException>(() => Archive().StepAsync(default));
        var there = await RowsAsync("notifications");
        storage.Meanwhile = () => Task.CompletedTask;

        (await Archive().StepAsync(default)).ShouldBe(there.Count);

        (await ArchivedAsync()).Select(row => row.ToJsonString()).ShouldBe(there.Select(row => row.ToJsonString()), ignoreOrder: true);
    }

    [Fact]
    public async Task A_late_instance_does_not_overwrite_another_instances_archive()
    {
        await OldRowsAsync(7);
        storage.Before = async () =>
        {
            storage.Before = () => Task.CompletedTask;
            await OldRowsAsync(1, from: 0);
            (await Archive().StepAsync(default)).ShouldBe(8);
        };

        await Should.ThrowAsync<InvalidOperationException>(() => Archive().StepAsync(default));

        await EveryRowIsInOneFileAsync(8);
        await EveryFileMatchesItsArchiveAsync();
    }

    [Fact]
    public async Task A_batch_without_rows_writes_nothing_and_blocks_nothing()
    {
        await OldRowsAsync(7);
        storage.Fails = "write";
        await Should.ThrowAsync<IOException>(() => Archive().StepAsync(default));
        storage.Fails = "";
        await world.ExecuteAsync("delete from notifications");
        await OldRowsAsync(5, from: 100);

        (await Archive().StepAsync(default)).ShouldBe(5);

        await EveryRowIsInOneFileAsync(5);
        await EveryFileMatchesItsArchiveAsync();
    }

    [Fact]
    public async Task Parallel_archivers_neither_lose_nor_duplicate_a_row()
    {
        await OldRowsAsync(12_000);

        // An archiver that meets another one gives up; the last one finishes.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var tries = 0; tries < 10; tries++)
            {
                await Record.ExceptionAsync(() => Archive().StepAsync(default));
            }
        })));
        while (await Archive().StepAsync(default) > 0)
        {
        }

        await EveryRowIsInOneFileAsync(12_000);
        await EveryFileMatchesItsArchiveAsync();
    }

    private ArchiveNotifications Archive() => new(world.Database, storage, world.Clock);

    private Task OldRowsAsync(int count, int from = 1) => world.ExecuteAsync(
        $"""
        insert into notifications (user_id, channel, recipient, body, status, created_at)
        select '{world.Anna}', 'email', i || '@example.com', E'Hello\nyou \\ "there" ' || i, 'sent', timestamptz '2024-01-01' + i * interval '1 second'
        from generate_series({from}, {from + count - 1}) i
        """);

    private async Task EveryRowIsInOneFileAsync(int count)
    {
        var recipients = (await ArchivedAsync()).Select(row => (string?)row["recipient"]).ToList();
        recipients.Count.ShouldBe(count);
        recipients.Distinct().Count().ShouldBe(count);
        (await RowsAsync("notifications")).ShouldBeEmpty();
    }

    private async Task EveryFileMatchesItsArchiveAsync()
    {
        var files = Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetFileName(file));
        foreach (var archive in await RowsAsync("notification_archives"))
        {
            files.Remove((string)archive["key"]!, out var file).ShouldBeTrue();
            await using var content = new GZipStream(File.OpenRead(file!), CompressionMode.Decompress);
            Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(content)).ShouldBe((string?)archive["sha256"]);
        }

        files.ShouldBeEmpty();
    }

    private async Task<List<JsonNode>> ArchivedAsync()
    {
        var rows = new List<JsonNode>();
        foreach (var file in Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (await reader.ReadLineAsync() is { } line)
            {
                rows.Add(JsonNode.Parse(line)!);
            }
        }

        return rows;
    }

    private async Task<List<JsonNode>> RowsAsync(string table)
    {
        await using var command = world.Database.Source.CreateCommand($"select to_json(r)::text from {table} r");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<JsonNode>();
        while (await reader.ReadAsync())
        {
            rows.Add(JsonNode.Parse(reader.GetString(0))!);
        }

        return rows;
    }
}
