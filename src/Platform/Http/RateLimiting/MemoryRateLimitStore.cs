using System.Collections.Concurrent;

namespace Tracker.Platform.Http.RateLimiting;

/// <summary>
/// Counts in this process. A request in a running window costs a lookup and an increment; only a new window takes a lock.
/// </summary>
/// <param name="maxKeys">The max number of windows. When it is exceeded, the window that ends first is dropped.</param>
internal sealed class MemoryRateLimitStore(TimeSpan window, TimeProvider clock, int maxKeys = MemoryRateLimitStore.DefaultMaxKeys)
    : IRateLimitStore
{
    private const int DefaultMaxKeys = 100_000;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<RateLimitKey, Count> counts = new();
    private readonly long length = (long)(window.TotalSeconds * clock.TimestampFrequency);

    /// <summary>All windows have the same length, so they end in the order in which they began.</summary>
    private readonly Queue<Count> byEnd = new();

    public int Keys => counts.Count;

    public ValueTask<RateLimitCount> TakeAsync(RateLimitKey key, CancellationToken ct)
    {
        var now = clock.GetTimestamp();
        if (!counts.TryGetValue(key, out var count) || now >= count.EndsAt)
        {
            count = Begin(key, now);
        }

        return ValueTask.FromResult(new RateLimitCount(count.Add(), clock.GetElapsedTime(now, count.EndsAt)));
    }

    private Count Begin(RateLimitKey key, long now)
    {
        lock (gate)
        {
            if (counts.TryGetValue(key, out var running) && now < running.EndsAt)
            {
                return running;
            }

            while (byEnd.TryPeek(out var first) && (now >= first.EndsAt || byEnd.Count >= maxKeys))
            {
                byEnd.Dequeue();
                counts.TryRemove(KeyValuePair.Create(first.Key, first));
            }

            var begun = new Count(key, now + length);
            byEnd.Enqueue(begun);
            return counts[key] = begun;
        }
    }

    private sealed class Count(RateLimitKey key, long endsAt)
    {
        private long used;

        public RateLimitKey Key { get; } = key;

        public long EndsAt { get; } = endsAt;

        public long Add() => Interlocked.Increment(ref used);
    }
}
