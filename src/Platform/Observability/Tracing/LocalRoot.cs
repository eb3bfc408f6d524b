using System.Diagnostics;

namespace Tracker.Platform.Observability.Tracing;

/// <summary>The span with which a trace entered this service: its request or job.</summary>
internal static class LocalRoot
{
    public static Activity Of(Activity activity)
    {
        while (activity.Parent is { } parent)
        {
            activity = parent;
        }

        return activity;
    }
}
