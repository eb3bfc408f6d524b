using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_contains_every_row_acknowledged_before_it()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        var api = await data.LogInAsync();
        var before = await WriteAsync(api, 40);
        using var enough = new CancellationTokenSource();
        var writing = KeepWritingAsync(api, enough.Token);

        (await RunAsync(data, "backup", data.Archive)).ExitCode.ShouldBe(0);
        await enough.CancelAsync();
        (await writing).ShouldBeGreaterThan(0);
        await using var empty = new DataFolderFixture();
        var restored = await RunAsync(empty, "restore", data.Archive);

        restored.Errors.ShouldContain("Restoring api");
        restored.ExitCode.ShouldBe(0, restored.Errors);
        await using var again = empty.Up();
        await again.ReadyAsync();
        var there = await TitlesAsync(await empty.LogInAsync());
        there.ShouldBeSubsetOf(await TitlesAsync(api));
        before.ShouldBeSubsetOf(there);
    }

    [Fact]
    public async Task A_backup_of_a_restored_system_has_the_same_rows()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using (var tracker = data.Up())
        {
            await tracker.ReadyAsync();
            await WriteAsync(await data.LogInAsync(), 5);
        }

        (await RunAsync(data, "backup", data.Archive)).ExitCode.ShouldBe(0);
        await using var empty = new DataFolderFixture();
        var restored = await RunAsync(empty, "restore", data.Archive);
        (await RunAsync(empty, "backup", empty.Archive)).ExitCode.ShouldBe(0);

        restored.Output.ShouldContain("  api tasks 5\n");
        (await SqlAsync(empty.Archive)).ShouldBe(await SqlAsync(data.Archive));
        (await File.ReadAllTextAsync(Path.Combine(empty.System, "secret")))
            .ShouldBe(await File.ReadAllTextAsync(Path.Combine(data.System, "secret")));
    }

    [Fact]
    public async Task Only_the_archive_remains_and_only_its_owner_reads_it()
    {
        await using var data = await FilledAsync();

        (await RunAsync(data, "backup", data.Archive)).ExitCode.ShouldBe(0);

        File.GetUnixFileMode(data.Archive).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(data.Archive)!, "*.unfinished").ShouldBeEmpty();
        Directory.Exists(Path.Combine(data.System, "backup")).ShouldBeFalse();
        var second = await RunAsync(data, "backup", data.Archive);
        second.ExitCode.ShouldBe(1);
        second.Errors.ShouldContain("exists already");
    }

    [Fact]
    public async Task A_damaged_archive_is_refused_without_restoring_anything()
    {
        await using var data = await FilledAsync();
        await RunAsync(data, "backup", data.Archive);
        var whole = await File.ReadAllBytesAsync(data.Archive);
        await using var empty = new DataFolderFixture();

        foreach (var damage in new Func<byte[], byte[]>[]
        {
            Flipped,
            bytes => bytes[..(bytes.Length / 2)],
            _ => "no archive"u8.ToArray(),
            _ => [],
        })
        {
            await File.WriteAllBytesAsync(data.Archive, damage(whole));
            var restored = await RunAsync(empty, "restore", data.Archive);

            restored.ExitCode.ShouldBe(1);
            restored.Errors.ShouldContain(data.Archive);
            Directory.Exists(empty.System).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_replaced_entry_is_refused()
    {
        await using var data = await FilledAsync();
        await RunAsync(data, "backup", data.Archive);
        await RewriteAsync(data.Archive, "secret", text => new string(text.Reverse().ToArray()));
        await using var empty = new DataFolderFixture();

        var restored = await RunAsync(empty, "restore", data.Archive);

        restored.Errors.ShouldContain("secret is not what the manifest says");
        restored.ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", "newer version")]
    [InlineData("\"task-tracker\"", "\"shopflow\"", "is of shopflow, not of task-tracker")]
    public async Task A_backup_of_another_system_or_newer_version_is_refused(string text, string other, string message)
    {
        await using var data = await FilledAsync();
        await RunAsync(data, "backup", data.Archive);
        await RewriteAsync(data.Archive, "manifest.json", manifest => manifest.Replace(text, other, StringComparison.Ordinal));
        await using var empty = new DataFolderFixture();

        var restored = await RunAsync(empty, "restore", data.Archive);

        restored.Errors.ShouldContain(message);
        restored.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_restore_into_a_folder_with_data_is_refused()
    {
        await using var data = await FilledAsync();
        await RunAsync(data, "backup", data.Archive);

        var restored = await RunAsync(data, "restore", data.Archive);

        restored.Errors.ShouldContain($"{data.System} is not empty");
        restored.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_system_without_local_data_cannot_be_backed_up()
    {
        await using var data = new DataFolderFixture();
        (await RunAsync(data, "backup", data.Archive)).Errors.ShouldContain("There is nothing to back up");

        data.Variables["API_DATABASE_URL"] = "postgres://nobody:secret@127.0.0.1:1/tasks";
        (await RunAsync(data, "backup", data.Archive)).Errors.ShouldContain("pg_dump");
        (await RunAsync(data, "restore", data.Archive)).Errors.ShouldContain(data.Archive);
    }

    [Fact]
    public async Task Up_refuses_a_folder_with_an_unfinished_restore()
    {
        await using var data = new DataFolderFixture();
        Directory.CreateDirectory(data.System);
        await File.WriteAllTextAsync(Path.Combine(data.System, "restore.unfinished"), "");

        var (code, _, errors) = await RunAsync(data, "up");

        errors.ShouldContain("did not finish");
        code.ShouldBe(1);
    }

    private static async Task<DataFolderFixture> FilledAsync()
    {
        var data = await DataFolderFixture.UsedAsync();
        (await TrackerProcess.RunAsync(data.Variables, "correct horse", "user", "add", "--email", "ada@example.com")).ExitCode.ShouldBe(0);
        return data;
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(DataFolderFixture data, params string[] arguments) =>
        TrackerProcess.RunAsync(data.Variables, "", arguments);

    private static async Task<List<string>> WriteAsync(HttpClient api, int count)
    {
        var titles = Enumerable.Range(0, count).Select(number => $"Task {number}").ToList();
        foreach (var title in titles)
        {
            await (await api.PostAsJsonAsync("/api/v1/tasks", new { title, tags = new[] { "one", "two" } }))
                .ReadAsync(HttpStatusCode.Created);
        }

        return titles;
    }

    private static async Task<int> KeepWritingAsync(HttpClient api, CancellationToken enough)
    {
        var written = 0;
        for (; !enough.IsCancellationRequested; written++)
        {
            await (await api.PostAsJsonAsync("/api/v1/tasks", new { title = $"Later {written}" }, CancellationToken.None))
                .ReadAsync(HttpStatusCode.Created);
        }

        return written;
    }

    private static async Task<List<string>> TitlesAsync(HttpClient api)
    {
        var titles = new List<string>();
        for (var page = 1; ; page++)
        {
            var items = (await (await api.GetAsync($"/api/v1/tasks?page_size=100&page={page}")).ReadAsync())["items"]!.AsArray();
            if (items.Count == 0)
            {
                return titles;
            }

            titles.AddRange(items.Select(item => item!["title"]!.GetValue<string>()));
        }
    }

    // The whole database as SQL, schema and rows.
    private static async Task<string> SqlAsync(string archive)
    {
        var dump = archive + ".dump";
        await using (var file = File.OpenRead(archive))
        await using (var tar = new TarReader(new GZipStream(file, CompressionMode.Decompress)))
        {
            for (var entry = await tar.GetNextEntryAsync(); entry is not null; entry = await tar.GetNextEntryAsync())
            {
                if (entry.Name == "databases/api.dump")
                {
                    await entry.ExtractToFileAsync(dump, overwrite: true);
                }
            }
        }

        var program = Directory.GetFiles("/usr/lib/postgresql", "pg_restore", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Last();
        var (code, output, errors) = await TrackerProcess.EndOfAsync(
            TrackerProcess.StartProgram(program, new Dictionary<string, string>(), ["--file=-", dump]), "");
        code.ShouldBe(0, errors);
        output.ShouldContain("COPY public.tasks");
        // Some versions put a random word around the script.
        return string.Join('\n', output.Split('\n').Where(line => !line.StartsWith('\\')));
    }

    private static byte[] Flipped(byte[] archive)
    {
        var flipped = archive.ToArray();
        flipped[flipped.Length / 2] ^= 1;
        return flipped;
    }

    private static async Task RewriteAsync(string archive, string name, Func<string, string> change)
    {
        using var rewritten = new MemoryStream();
        await using (var file = File.OpenRead(archive))
        await using (var tar = new TarReader(new GZipStream(file, CompressionMode.Decompress)))
        await using (var packed = new GZipStream(rewritten, CompressionLevel.Fastest, leaveOpen: true))
        await using (var copy = new TarWriter(packed))
        {
            while (await tar.GetNextEntryAsync(copyData: true) is { } entry)
            {
                if (entry.Name == name)
                {
                    using var text = new StreamReader(entry.DataStream!, leaveOpen: true);
                    entry.DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(change(await text.ReadToEndAsync())));
                }

                await copy.WriteEntryAsync(entry);
            }
        }

        await File.WriteAllBytesAsync(archive, rewritten.ToArray());
    }
}
