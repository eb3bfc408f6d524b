namespace Tracker.Platform.Background;

/// <summary>What a step returns to its loop.</summary>
public enum StepResult
{
    /// <summary>Nothing is left to do: wait for the next round.</summary>
    Idle,

    /// <summary>Continue at once.</summary>
    More,

    /// <summary>Something the step needs is away: wait as the loop's <see cref="Backoff"/> says.</summary>
    Away,
}
