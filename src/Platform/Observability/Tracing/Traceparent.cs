using System.Diagnostics;

namespace Tracker.Platform.Observability.Tracing;

/// <summary>The current trace as W3C text, for an outbox event whose consumer continues it.</summary>
public static class Traceparent
{
    /// <summary>
    /// The current <c>traceparent</c>; null when there is no W3C activity. A caller's decision not to sample is passed on. A trace that
    /// began here and is not recorded has no listener in this process; that is not a sampling decision, so its flag says "may be sampled"
    /// (Trace Context §3.2.2.5.1) and later services may record it.
    /// </summary>
    public static string? Current => Activity.Current is not { IdFormat: ActivityIdFormat.W3C } activity
        ? null
        : activity.Recorded || LocalRoot.Of(activity).HasRemoteParent ? activity.Id : $"00-{activity.TraceId}-{activity.SpanId}-01";
}
