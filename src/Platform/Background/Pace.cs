namespace Tracker.Platform.Background;

/// <summary>How a loop waits between its steps, and how long a step in progress may continue when the service stops.</summary>
/// <param name="Interval">The wait of an idle loop.</param>
internal sealed record Pace(TimeSpan Interval)
{
    /// <summary>The interval is from the start of one round to the start of the next; default: from the end of a round.</summary>
    public bool FromBeginning { get; init; }

    /// <summary>The delays while something the step needs is away; null, the default, for the interval.</summary>
    public Backoff? Retry { get; init; }

    /// <summary>
    /// Ends the wait of an idle loop early; default null. It does not shorten a delay of <see cref="Retry"/>: under load there would be no
    /// delay at all.
    /// </summary>
    public Wakeup? Wakeup { get; init; }

    /// <summary>How long a step in progress may continue when the service stops; default 0.</summary>
    public TimeSpan DrainTime { get; init; }

    /// <summary>Runs the first step before services that are registered later start; default false.</summary>
    public bool StepsBeforeStart { get; init; }
}
