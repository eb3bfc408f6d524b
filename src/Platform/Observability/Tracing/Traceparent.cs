using System.Diagnostics;

namespace Tracker.Platform.Observability.Tracing;

/// <summary>The running trace as W3C text, for what continues it later: an event in the outbox.</summary>
public static class Traceparent
{
    /// <summary>
    /// The <c>traceparent</c> of what runs now; null when nothing is traced. A caller's wish not to be sampled is passed on;
    /// an unsampled trace that began here only exists because nobody listens, and must not silence the services after it.
    /// </summary>
    public static string? Current =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity && (activity.Recorded || LocalRoot.Of(activity).HasRemoteParent) ? activity.Id : null;
}
