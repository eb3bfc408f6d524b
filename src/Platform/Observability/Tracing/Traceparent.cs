using System.Diagnostics;

namespace Tracker.Platform.Observability.Tracing;

/// <summary>The running trace as W3C text, for what continues it later: an event in the outbox.</summary>
public static class Traceparent
{
    /// <summary>
    /// The <c>traceparent</c> of what runs now; null when nothing runs that has one. A caller's wish not to be sampled is passed on. A trace that began here
    /// and is not recorded has no listener here, which is nobody's wish: its flag says that it may have been (Trace Context §3.2.2.5.1), so that the
    /// services after this one may record it.
    /// </summary>
    public static string? Current => Activity.Current is not { IdFormat: ActivityIdFormat.W3C } activity
        ? null
        : activity.Recorded || LocalRoot.Of(activity).HasRemoteParent ? activity.Id : $"00-{activity.TraceId}-{activity.SpanId}-01";
}
