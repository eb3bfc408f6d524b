namespace Tracker.Tests.TestKit;

/// <summary>A clock that is moved by hand, and with it what it measures and the timers that run on it.</summary>
public sealed class SteppedClock : TimeProvider
{
    private readonly Lock guard = new();
    private readonly List<Timer> waiting = [];
    private long ticks;

    /// <summary>The time since it was made.</summary>
    public TimeSpan Now => new(GetTimestamp());

    /// <summary>How many timers wait for their time.</summary>
    public int Timers
    {
        get
        {
            lock (guard)
            {
                return waiting.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves it on, past no timer.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

    /// <summary>Moves it on to the next timer, which goes off.</summary>
    public void AdvanceToTimer()
    {
        Timer next;
        lock (guard)
        {
            next = waiting.MinBy(timer => timer.Due) ?? throw new InvalidOperationException("No timer waits.");
            waiting.Remove(next);
        }

        Interlocked.Exchange(ref ticks, next.Due.Ticks);
        next.GoOff();
    }

    private sealed class Timer(SteppedClock clock, Action goOff) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void GoOff() => goOff();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.guard)
            {
                clock.waiting.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock.Now + dueTime;
                    clock.waiting.Add(this);
                }

                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
