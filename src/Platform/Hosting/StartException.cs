namespace Tracker.Platform.Hosting;

/// <summary>
/// The system cannot start, for a reason that the operator can remove. The message is shown unchanged, and the process exits with 1.
/// </summary>
/// <param name="message">The reason and the remedy, in one or a few lines.</param>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
