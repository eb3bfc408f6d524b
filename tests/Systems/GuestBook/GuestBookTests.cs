using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Tracker.Host.Running;
using Tracker.Platform.Observability.Logging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.GuestBook;

/// <summary>A system is one folder and one definition.</summary>
public sealed class GuestBookTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracker-guestbook-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_new_definition_runs_and_its_services_share_events()
    {
        var (book, wall) = (FreePort.Take(), FreePort.Take());
        var environment = new Dictionary<string, string>
        {
            ["TRACKER_DATA"] = folder.FullName,
            ["BOOK_PORT"] = book.ToString(CultureInfo.InvariantCulture),
            ["WALL_PORT"] = wall.ToString(CultureInfo.InvariantCulture),
            ["BOOK_DATABASE_URL"] = await TestPostgres.CreateDatabaseAsync(),
            ["WALL_DATABASE_URL"] = await TestPostgres.CreateDatabaseAsync(),
        };
        using var log = new LogOutput(Stream.Null, LogForm.Json, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var written = new StringWriter();
        var output = new ProcessOutput(log, TextWriter.Synchronized(written), TextWriter.Null);
        using var http = new HttpClient();

        var run = new SystemUp(GuestBookSystem.Definition, environment, output, TimeProvider.System).RunAsync(stop.Token);
        await Soon.BecomesTrue(() => run.IsCompleted || written.ToString().StartsWith("ready guestbook", StringComparison.Ordinal));
        using var signed = await http.PostAsync($"http://127.0.0.1:{book}/guests/Ada", content: null);

        signed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Soon.BecomesTrue(async () =>
            (await http.GetFromJsonAsync<string[]>($"http://127.0.0.1:{wall}/names"))!.SequenceEqual(["Ada"]));
        await stop.CancelAsync();
        (await run).ShouldBe(0);
    }
}
