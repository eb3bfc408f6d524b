namespace Tracker.Platform.Observability.Logging;

public enum LogForm
{
    /// <summary>One JSON object per line, for collectors (document 002 §7.1).</summary>
    Json,

    /// <summary>Time, level, service, message and ids, for a terminal.</summary>
    Terminal,
}
