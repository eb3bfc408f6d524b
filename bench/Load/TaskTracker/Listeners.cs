using System.Net.Http.Headers;

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>Open event streams of several users. Each counts the created tasks that it reports.</summary>
internal sealed class Listeners : IAsyncDisposable
{
    private static readonly TimeSpan EventPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> streams = [];
    private int[] created = [];

    private Listeners()
    {
    }

    /// <summary>Adds the users, and waits until each stream is open.</summary>
    public static async Task<Listeners> OpenAsync(TaskTrackerBench bench, int users, int streamsPerUser, CancellationToken ct)
    {
        var listeners = new Listeners { created = new int[users * streamsPerUser] };
        for (var user = 0; user < users; user++)
        {
            var token = await bench.AddUserAsync($"listener{user}@example.com", ct);
            for (var i = 0; i < streamsPerUser; i++)
            {
                var events = await listeners.OpenAsync(new Uri(bench.Api, "/api/v1/events"), token, ct);
                listeners.streams.Add(listeners.CountAsync(events, listeners.streams.Count));
            }
        }

        return listeners;
    }

    /// <summary>Waits until each stream has reported this many created tasks.</summary>
    /// <exception cref="InvalidOperationException">A stream did not, or has ended.</exception>
    public async Task WaitForEventsAsync(int count, CancellationToken ct)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (created.Min() < count)
        {
            if (streams.Any(stream => stream.IsCompleted) || TimeProvider.System.GetElapsedTime(begun) > EventPatience)
            {
                throw new InvalidOperationException($"An event stream reported {created.Min()} of {count} created tasks");
            }

            await Task.Delay(CheckInterval, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(streams).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Dispose();
        stop.Dispose();
    }

    private async Task<StreamReader> OpenAsync(Uri address, string token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        return response.IsSuccessStatusCode
            ? new StreamReader(await response.Content.ReadAsStreamAsync(ct))
            : throw new InvalidOperationException($"GET {address}: {(int)response.StatusCode}");
    }

    private async Task CountAsync(StreamReader events, int stream)
    {
        using (events)
        {
            while (await events.ReadLineAsync(stop.Token) is { } line)
            {
                if (line == "event: task.created")
                {
                    Interlocked.Increment(ref created[stream]);
                }
            }
        }
    }
}
