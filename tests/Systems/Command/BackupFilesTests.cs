using System.Net;
using System.Net.Http.Json;
using System.Text;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

/// <summary>A backup contains exactly the files of its rows.</summary>
public sealed class BackupFilesTests
{
    [Fact]
    public async Task Parallel_file_changes_leave_no_row_without_its_file()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        var api = await data.LogInAsync();
        var task = await TaskAsync(api);
        var kept = await UploadAsync(api, task, "kept.bin");
        using var enough = new CancellationTokenSource();
        var traffic = AddAndDeleteFilesAsync(api, task, enough.Token);

        var backup = await TrackerProcess.RunAsync(data.Variables, "", "backup", data.Archive);
        await enough.CancelAsync();
        await traffic;
        await using var empty = new DataFolderFixture();
        var restored = await TrackerProcess.RunAsync(empty.Variables, "", "restore", data.Archive);

        backup.Errors.ShouldNotContain("lost");
        restored.ExitCode.ShouldBe(0, restored.Errors);
        await using var again = empty.Up();
        await again.ReadyAsync();
        (await CheckedAsync(await empty.LogInAsync(), task)).ShouldContain(kept);
    }

    [Fact]
    public async Task A_lost_file_is_reported_and_the_rest_backed_up()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using (var tracker = data.Up())
        {
            await tracker.ReadyAsync();
            var api = await data.LogInAsync();
            var task = await TaskAsync(api);
            await UploadAsync(api, task, "one.bin");
            File.Delete(Files(data).Single());
            await UploadAsync(api, task, "two.bin");
        }

        var backup = await TrackerProcess.RunAsync(data.Variables, "", "backup", data.Archive);

        backup.ExitCode.ShouldBe(0);
        backup.Errors.ShouldContain(" is missing, although a row refers to it.");
        backup.Output.ShouldContain("  files 1");
    }

    private static IEnumerable<string> Files(DataFolderFixture data) =>
        Directory.EnumerateFiles(Path.Combine(data.System, "files"), "*", SearchOption.AllDirectories);

    private static async Task<string> TaskAsync(HttpClient api) =>
        (await (await api.PostAsJsonAsync("/api/v1/tasks", new { title = "Files" }))
            .ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();

    // The content is derived from the name, so that it can be checked later.
    private static byte[] ContentOf(string name) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(name, 5000)));

    private static async Task<string> UploadAsync(HttpClient api, string task, string name)
    {
        using var body = new MultipartFormDataContent { { new ByteArrayContent(ContentOf(name)), "file", name } };
        using var answer = await api.PostAsync($"/api/v1/tasks/{task}/attachments", body);
        return (await answer.ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();
    }

    private static async Task AddAndDeleteFilesAsync(HttpClient api, string task, CancellationToken enough)
    {
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            var id = await UploadAsync(api, task, $"{number}.bin");
            if (number % 4 > 0 || number > 100)
            {
                using var removed = await api.DeleteAsync($"/api/v1/attachments/{id}", CancellationToken.None);
                removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            }
        }
    }

    private static async Task<List<string>> CheckedAsync(HttpClient api, string task)
    {
        var ids = new List<string>();
        foreach (var attachment in (await (await api.GetAsync($"/api/v1/tasks/{task}/attachments")).ReadAsync()).AsArray())
        {
            ids.Add(attachment!["id"]!.GetValue<string>());
            using var file = await api.GetAsync($"/api/v1/attachments/{ids[^1]}/download");
            file.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await file.Content.ReadAsByteArrayAsync()).ShouldBe(ContentOf(attachment["filename"]!.GetValue<string>()));
        }

        return ids;
    }
}
