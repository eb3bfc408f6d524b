namespace Tracker.Platform.Background;

/// <summary>How a loop waits between its steps, and how long the step in hand may go on when the service stops.</summary>
/// <param name="Interval">The wait of an idle loop.</param>
internal sealed record Pace(TimeSpan Interval)
{
    /// <summary>The interval is from the beginning of one round to that of the next; default from the end of one.</summary>
    public bool FromBeginning { get; init; }

    /// <summary>The delays while what the step needs is away; null, the default, for the interval.</summary>
    public Backoff? Retry { get; init; }

    /// <summary>Ends the wait of an idle loop early; default null. It does not cut a delay of <see cref="Retry"/> short: under load that
    /// would turn into no
    /// delay at all.</summary>
    public Wakeup? Wakeup { get; init; }

    /// <summary>How long the step in hand may go on when the service stops; default 0.</summary>
    public TimeSpan DrainTime { get; init; }

    /// <summary>The first step is taken before services that are registered later start; default false.</summary>
    public bool StepsBeforeStart { get; init; }
}
