using System.Diagnostics;
using System.Security.Cryptography;
using Tracker.Tests.TestKit;

namespace Tracker.Fire.TaskTracker;

/// <summary>
/// The cost of 25 MiB files: resident memory of 20 parallel transfers over idle, and throughput compared with <see cref="Floor"/>, in
/// alternating rounds so that a busy machine affects both.
/// </summary>
internal sealed class Transfers(KillableServer api, ApiUser user, string task, KillableServer floor, HttpClient bare)
{
    private const int FileBytes = 25 * 1024 * 1024;
    private const int AtOnce = 20;
    private const int Rounds = 5;
    private const double LeastRatio = 0.5;
    private const double MaxGrowth = 30;
    private readonly byte[] bytes = RandomNumberGenerator.GetBytes(FileBytes);

    public static async Task<int> RunAsync()
    {
        await using var postgres = await TestPostgres.StartAsync(durable: true);
        var folder = Directory.CreateTempSubdirectory("tracker-fire-").FullName;
        try
        {
            await using var api = Servers.Api(await postgres.NewDatabaseAsync(), Path.Combine(folder, "api"));
            await using var floor = Servers.Floor(Directory.CreateDirectory(Path.Combine(folder, "floor")).FullName);
            await Task.WhenAll(api.ReadyAsync(), floor.ReadyAsync());
            using var user = await ApiUser.RegisterAsync(api.Url);
            using var bare = new HttpClient { BaseAddress = floor.Url };
            return await new Transfers(api, user, await user.CreateTaskAsync(), floor, bare).MeasureAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> MeasureAsync()
    {
        var small = await user.UploadAsync(task, bytes[..1000]);
        await user.DrainAsync(small);
        await user.DeleteAsync(small);
        await bare.PutAsync(new Uri("warm", UriKind.Relative), new ByteArrayContent(bytes, 0, 1000));
        await Task.Delay(TimeSpan.FromSeconds(1));
        var (idle, floorIdle) = (api.ResidentBytes, floor.ResidentBytes);

        var ids = new string[AtOnce];
        var uploads = await PeakWhileAsync(api, () => AllAsync(async i => ids[i] = await user.UploadAsync(task, bytes)));
        var downloads = await PeakWhileAsync(api, () => AllAsync(i => user.DrainAsync(ids[i])));
        var floorUploads = await PeakWhileAsync(floor, () => AllAsync(PutAsync));
        Console.WriteLine(
            $"resident memory, MB: idle {Mb(idle):F0}, peak of {AtOnce} uploads +{Mb(uploads - idle):F1}, of {AtOnce} downloads "
                + $"+{Mb(downloads - idle):F1} (limit +{MaxGrowth}; floor: idle {Mb(floorIdle):F0}, uploads "
                + $"+{Mb(floorUploads - floorIdle):F1})");

        var ratios = new List<double>
        {
            await CompareAsync("upload, one at a time", 8, async i => ids[i] = await ReplaceAsync(ids[i]), PutAsync, inTurn: true),
            await CompareAsync(
                $"upload, {AtOnce} at once", AtOnce, async i => ids[i] = await ReplaceAsync(ids[i]), PutAsync, inTurn: false),
            await CompareAsync(
                "download, one at a time", 8, i => user.DrainAsync(ids[i]), i => Drain.GetAsync(bare, Name(i)), inTurn: true),
            await CompareAsync(
                $"download, {AtOnce} at once", AtOnce, i => user.DrainAsync(ids[i]), i => Drain.GetAsync(bare, Name(i)), inTurn: false),
        };
        return ratios.TrueForAll(ratio => ratio >= LeastRatio) && Mb(Math.Max(uploads, downloads) - idle) <= MaxGrowth ? 0 : 1;
    }

    private static double Mb(long bytes) => bytes / 1e6;

    private static string Name(int i) => $"file{i}";

    private static async Task AllAsync(Func<int, Task> transfer, int count = AtOnce) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(transfer));

    private static async Task<long> PeakWhileAsync(KillableServer server, Func<Task> work)
    {
        var peak = 0L;
        var working = work();
        while (!working.IsCompleted)
        {
            peak = Math.Max(peak, server.ResidentBytes);
            await Task.Delay(10);
        }

        await working;
        return peak;
    }

    /// <summary>Alternating rounds of both; the result is the median of the ratios.</summary>
    private static async Task<double> CompareAsync(string what, int files, Func<int, Task> ours, Func<int, Task> theirs, bool inTurn)
    {
        var (ratios, speeds, floors) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var speed = await SpeedAsync(files, ours, inTurn);
            var bareSpeed = await SpeedAsync(files, theirs, inTurn);
            speeds.Add(speed);
            floors.Add(bareSpeed);
            ratios.Add(speed / bareSpeed);
        }

        var ratio = Median(ratios);
        Console.WriteLine(
            $"{what}: {Median(speeds):F0} MB/s, bare endpoint {Median(floors):F0} MB/s, ratio {ratio:F2} (at least {LeastRatio}; rounds "
                + $"{string.Join(' ', ratios.Select(each => $"{each:F2}"))})");
        return ratio;
    }

    private static async Task<double> SpeedAsync(int files, Func<int, Task> transfer, bool inTurn)
    {
        var took = Stopwatch.StartNew();
        if (inTurn)
        {
            for (var i = 0; i < files; i++)
            {
                await transfer(i);
            }
        }
        else
        {
            await AllAsync(transfer, files);
        }

        return files * (double)FileBytes / 1e6 / took.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    // The user's quota would not hold all rounds, so each file is deleted before the next.
    private async Task<string> ReplaceAsync(string old)
    {
        await user.DeleteAsync(old);
        return await user.UploadAsync(task, bytes);
    }

    private async Task PutAsync(int i)
    {
        using var content = new ByteArrayContent(bytes);
        (await bare.PutAsync(new Uri(Name(i), UriKind.Relative), content)).EnsureSuccessStatusCode();
    }
}
