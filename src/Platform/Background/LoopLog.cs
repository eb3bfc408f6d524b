namespace Tracker.Platform.Background;

/// <summary>What a loop logs of steps that throw.</summary>
/// <param name="Failed">Logs a step that threw.</param>
/// <param name="Recovered">Logs the first step after it that did not. Given, only the first failure in a row is logged; null: each
/// is.</param>
internal sealed record LoopLog(Action<Exception> Failed, Action? Recovered = null);
