namespace Tracker.Platform.Hosting;

/// <summary>The system cannot start here, for a reason the operator can remove. The message says what and how; it is shown as it is,
/// and the process exits with 1.</summary>
/// <param name="message">What is in the way and what to do, in one or a few lines.</param>
/// <param name="inner">The cause, if it was an exception.</param>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
