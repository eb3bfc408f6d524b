using Tracker.Platform.Observability.Logging;

namespace Tracker.Host.Running;

/// <summary>Where a process that runs services speaks.</summary>
/// <param name="Log">The services' log, on standard output.</param>
/// <param name="Standard">Standard output beside the log: the <c>ready</c> line.</param>
/// <param name="Progress">Standard error: what takes time, and what is in the way.</param>
internal sealed record ProcessOutput(LogOutput Log, TextWriter Standard, TextWriter Progress);
