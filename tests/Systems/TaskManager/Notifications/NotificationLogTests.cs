using System.Text;
using Shouldly;
using Tracker.Systems.TaskManager.Notifications;

namespace Tracker.Tests.Systems.TaskManager.Notifications;

public sealed class NotificationLogTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "tracker-log-" + Guid.NewGuid().ToString("N"));

    private string FilePath => Path.Combine(folder, "logs", "notifications.log");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Lines_are_appended_across_restarts()
    {
        await AppendAsync("one");
        await AppendAsync("two");

        File.ReadAllText(FilePath).ShouldBe("one\ntwo\n");
    }

    [Fact]
    public async Task A_torn_line_of_a_crash_is_removed()
    {
        await AppendAsync("one");
        await File.AppendAllTextAsync(FilePath, """{"event_id":""");

        await AppendAsync("two");

        File.ReadAllText(FilePath).ShouldBe("one\ntwo\n");
    }

    [Fact]
    public async Task A_line_that_a_crash_left_unrecorded_is_not_repeated()
    {
        var id = Guid.NewGuid();
        var line = $$"""{"event_id":"{{id}}"}""";
        await AppendAsync(line, id);

        await AppendAsync(line, id, mayBeLogged: true);
        await AppendAsync("other", mayBeLogged: true);

        File.ReadAllLines(FilePath).ShouldBe([line, "other"]);
    }

    [Fact]
    public async Task A_full_file_is_renamed_and_the_oldest_is_deleted()
    {
        using (var log = new NotificationLog(FilePath, maxBytes: 10))
        {
            for (var i = 0; i < 20; i++)
            {
                await log.AppendAsync(Guid.NewGuid(), Encoding.UTF8.GetBytes($"line{i:00}"), mayBeLogged: false, CancellationToken.None);
            }
        }

        File.ReadAllText(FilePath).ShouldBe("line19\n");
        File.ReadAllText(FilePath + ".1").ShouldBe("line18\n");
        File.ReadAllText($"{FilePath}.{NotificationLog.OlderFiles}").ShouldBe("line14\n");
        File.Exists($"{FilePath}.{NotificationLog.OlderFiles + 1}").ShouldBeFalse();
    }

    [Fact]
    public async Task Instances_that_write_at_once_lose_no_line()
    {
        const int Lines = 40;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(instance => Task.Run(async () =>
        {
            // A file holds the lines of about a third of all.
            using var log = new NotificationLog(FilePath, maxBytes: Lines * 4 * 10 / 3);
            for (var i = 0; i < Lines; i++)
            {
                var line = Encoding.UTF8.GetBytes($"line {instance} {i:00}");
                await log.AppendAsync(Guid.NewGuid(), line, mayBeLogged: false, CancellationToken.None);
            }
        })));

        Directory.GetFiles(Path.GetDirectoryName(FilePath)!, "*.log*").SelectMany(File.ReadAllLines).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, Lines * 4).Select(i => $"line {i / Lines} {i % Lines:00}"));
    }

    private async Task AppendAsync(string line, Guid? id = null, bool mayBeLogged = false)
    {
        using var log = new NotificationLog(FilePath);
        await log.AppendAsync(id ?? Guid.NewGuid(), Encoding.UTF8.GetBytes(line), mayBeLogged, CancellationToken.None);
    }
}
