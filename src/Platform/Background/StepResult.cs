namespace Tracker.Platform.Background;

/// <summary>What a step tells its loop.</summary>
public enum StepResult
{
    /// <summary>Nothing is left to do: wait for the next turn.</summary>
    Idle,

    /// <summary>Go on at once.</summary>
    More,

    /// <summary>What the step needs is away: wait as the loop's <see cref="Backoff"/> says.</summary>
    Away,
}
