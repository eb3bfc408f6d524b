using System.Diagnostics;

namespace Tracker.Tests.Systems.TaskTracker.RateLimits;

/// <summary>Waits for what heals by itself.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Limit)
            {
                throw new TimeoutException($"did not happen within {Limit.TotalSeconds} s");
            }

            await Task.Delay(20);
        }
    }
}
