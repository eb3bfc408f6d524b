using Tracker.Platform.Observability.Logging;

namespace Tracker.Host.Running;

/// <summary>The outputs of a process that runs services.</summary>
/// <param name="Log">The services' log, on standard output.</param>
/// <param name="Standard">Standard output, for the <c>ready</c> line.</param>
/// <param name="Progress">Standard error, for slow steps and problems.</param>
internal sealed record ProcessOutput(LogOutput Log, TextWriter Standard, TextWriter Progress);
