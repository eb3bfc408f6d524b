using System.Collections.Concurrent;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>
/// Active users by one of their ids, as read at most 1 s ago. Concurrent requests of a user share one read. A failed read and an unknown
/// id are not remembered.
/// </summary>
/// <param name="read">Reads a user; null when the user does not exist or is deactivated.</param>
internal sealed class RecentUsers<TKey>(Func<TKey, Task<ActiveUser?>> read, TimeProvider clock)
    where TKey : notnull
{
    /// <summary>How long a change that another process made may stay unnoticed.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    /// <summary>The max number of users. One more forgets all others: a larger memory would cost more than their reads.</summary>
    public const int Max = 10_000;

    private readonly ConcurrentDictionary<TKey, Reading> recent = new();

    public ValueTask<ActiveUser?> FindAsync(TKey key, CancellationToken ct)
    {
        var user = (recent.TryGetValue(key, out var reading) && IsRecent(reading) ? reading : Renew(key)).User;
        return new(user.IsCompleted ? user : user.WaitAsync(ct));
    }

    /// <summary>Forgets all users. A read that is still running is not remembered, since it may have begun before the change.</summary>
    public void Forget() => recent.Clear();

    private Reading Renew(TKey key)
    {
        if (recent.Count >= Max)
        {
            recent.Clear();
        }

        // The age counts from here, before the read begins. It begins when the reading is in the dictionary, where Forget finds it.
        var next = new Reading(clock.GetTimestamp(), reading => ReadAsync(key, reading));
        return recent.AddOrUpdate(key, next, (_, found) => IsRecent(found) ? found : next);
    }

    private bool IsRecent(Reading reading) => clock.GetElapsedTime(reading.Begun) < Age;

    private async Task<ActiveUser?> ReadAsync(TKey key, Reading reading)
    {
        ActiveUser? user = null;
        try
        {
            return user = await read(key);
        }
        finally
        {
            if (user is null)
            {
                recent.TryRemove(KeyValuePair.Create(key, reading));
            }
        }
    }

    private sealed class Reading
    {
        private readonly Lazy<Task<ActiveUser?>> user;

        public Reading(long begun, Func<Reading, Task<ActiveUser?>> read) => (Begun, user) = (begun, new(() => read(this)));

        public long Begun { get; }

        public Task<ActiveUser?> User => user.Value;
    }
}
