namespace Tracker.Platform.Observability.Logging;

/// <summary>How log lines look.</summary>
public enum LogForm
{
    /// <summary>One JSON object a line, for collectors (document 002 §7.1).</summary>
    Json,

    /// <summary>Time, level, service, message and the ids, for a person at a terminal.</summary>
    Terminal,
}
