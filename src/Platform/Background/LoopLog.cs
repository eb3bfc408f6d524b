namespace Tracker.Platform.Background;

/// <summary>What a loop logs about steps that throw.</summary>
/// <param name="Recovered">
/// Logs the first successful step after a failure. When given, only the first of consecutive failures is logged; when null, each is.
/// </param>
internal sealed record LoopLog(Action<Exception> Failed, Action? Recovered = null);
