using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Fire.TaskTracker;

/// <summary>
/// 200 uploads, each retried until it is acknowledged, while the process is killed ten times. Every eighth acknowledged file is deleted.
/// Afterwards an hour passes in the database; then rows and files must match, and acknowledged files must be equal byte by byte.
/// </summary>
internal sealed class UploadsUnderFire(int seed, KillableServer api, ApiUser user, IReadOnlyList<string> tasks)
{
    private const int Uploads = 200;
    private const int Uploaders = 8;
    private const int Kills = 10;
    private const int MaxBytes = 3 * 1024 * 1024;
    private const int DeleteEvery = 8;

    // Attachment id → number of the upload.
    private readonly ConcurrentDictionary<string, int> acknowledged = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> deleted = new(StringComparer.Ordinal);
    private int next = -1;
    private int unanswered;

    public static async Task<int> RunAsync(int seed)
    {
        await using var postgres = await TestPostgres.StartAsync(durable: true);
        var url = await postgres.NewDatabaseAsync();
        var folder = Directory.CreateTempSubdirectory("tracker-fire-").FullName;
        try
        {
            await using var api = Servers.Api(url, folder);
            await api.ReadyAsync();
            using var user = await ApiUser.RegisterAsync(api.Url);
            var tasks = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => user.CreateTaskAsync()));
            return await new UploadsUnderFire(seed, api, user, tasks).RunAsync(url, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] BytesOf(int seed, int upload)
    {
        var random = new Random(HashCode(seed, upload));
        var bytes = new byte[random.Next(MaxBytes)];
        random.NextBytes(bytes);
        return bytes;
    }

    // Not HashCode.Combine, which differs from process to process.
    private static int HashCode(int seed, int upload) => unchecked((seed * 1_000_003) + upload);

    private async Task<int> RunAsync(string databaseUrl, string folder)
    {
        var took = Stopwatch.StartNew();
        var killing = KillAsync();
        await Task.WhenAll(Enumerable.Range(0, Uploaders).Select(_ => UploadAsync()));
        await killing;
        await api.ReadyAsync();

        await using var database = new Database(databaseUrl, TimeSpan.FromSeconds(30));
        await SweepAsync(database);
        var faults = await FaultsAsync(database, folder);
        Say($"seed {seed}: {Uploads} uploads acknowledged, {unanswered} requests without an answer, {Kills} kills, {deleted.Count} files "
            + $"deleted again, {took.Elapsed.TotalSeconds:F0} s");
        Say(faults.Count == 0
            ? "no row without file, no file without row, every acknowledged upload byte-exact"
            : string.Join(Environment.NewLine, faults));
        return faults.Count == 0 ? 0 : 1;
    }

    private static void Say(string line) => Console.WriteLine(line);

    private async Task KillAsync()
    {
        var random = new Random(seed);
        for (var kill = 1; kill <= Kills; kill++)
        {
            // Spread over the uploads, at moments independent of them.
            var from = Uploads * kill / (Kills + 1);
            while (acknowledged.Count < from)
            {
                await Task.Delay(5);
            }

            await Task.Delay(random.Next(150));
            await api.KillAndRestartAsync();
            await api.ReadyAsync();
        }
    }

    private async Task UploadAsync()
    {
        while (Interlocked.Increment(ref next) is var upload and < Uploads)
        {
            var bytes = BytesOf(seed, upload);
            var id = await RepeatUntilAcceptedAsync(() => user.UploadAsync(tasks[upload % tasks.Count], bytes));
            acknowledged[id] = upload;
            if (upload % DeleteEvery == 0)
            {
                await RepeatUntilAcceptedAsync(async () =>
                {
                    await user.DeleteAsync(id);
                    return true;
                });
                deleted[id] = upload;
            }
        }
    }

    private async Task<T> RepeatUntilAcceptedAsync<T>(Func<Task<T>> request)
    {
        while (true)
        {
            try
            {
                return await request();
            }
            catch (HttpRequestException e) when (e.StatusCode is null)
            {
                Interlocked.Increment(ref unanswered);
                await api.ReadyAsync();
            }
        }
    }

    /// <summary>Makes all unfinished uploads an hour older, and waits until the running service deletes their files.</summary>
    private static async Task SweepAsync(Database database)
    {
        await using (var pass = database.Source.CreateCommand("update file_removals set not_before = now() - interval '1 second'"))
        {
            Say($"{await pass.ExecuteNonQueryAsync()} files to remove after the fire");
        }

        var waited = Stopwatch.StartNew();
        await using var left = database.Source.CreateCommand("select count(*) from file_removals");
        while ((long)(await left.ExecuteScalarAsync())! > 0 && waited.Elapsed < TimeSpan.FromSeconds(30))
        {
            await Task.Delay(100);
        }
    }

    private async Task<List<string>> FaultsAsync(Database database, string folder)
    {
        var rows = await TextsAsync(database, "select storage_path from attachments");
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(file)!).ToHashSet(StringComparer.Ordinal);
        Say($"{rows.Count} rows, {files.Count} files");
        var faults = new List<string>();
        faults.AddRange(rows.Except(files).Select(path => $"a row without file: {path}"));
        faults.AddRange(files.Except(rows).Select(path => $"a file without row: {path}"));
        faults.AddRange((await TextsAsync(database, "select storage_path from file_removals")).Select(path => $"not removed: {path}"));
        faults.AddRange(await TextsAsync(
            database, "select 'wrong count: ' || t.id from tasks t where attachment_count <> (select count(*) from attachments a "
                + "where a.task_id = t.id)"));
        faults.AddRange(await TextsAsync(
            database,
            "select 'wrong usage: ' || bytes from storage_usage where bytes <> (select coalesce(sum(size_bytes), 0) from attachments)"));
        foreach (var (id, upload) in acknowledged.Where(pair => !deleted.ContainsKey(pair.Key)))
        {
            var there = rows.Contains(id.Replace("-", "", StringComparison.Ordinal));
            if (!there || !IsUpload(upload, await user.DownloadAsync(id)))
            {
                faults.Add(string.Create(
                    CultureInfo.InvariantCulture, $"acknowledged upload {upload} is {(there ? "not what was sent" : "lost")}"));
            }
        }

        faults.AddRange(deleted.Keys.Where(id => rows.Contains(id.Replace("-", "", StringComparison.Ordinal)))
            .Select(id => $"deleted, but there: {id}"));
        return faults;
    }

    private bool IsUpload(int upload, byte[] bytes) => bytes.AsSpan().SequenceEqual(BytesOf(seed, upload));

    private static async Task<HashSet<string>> TextsAsync(Database database, string sql)
    {
        await using var command = new NpgsqlCommand(sql, await database.OpenAsync(default));
        await using var connection = command.Connection!;
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
