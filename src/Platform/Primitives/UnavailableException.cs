namespace Tracker.Platform.Primitives;

/// <summary>A dependency of the service does not work, and only the operator can fix it. Clients get an answer to retry later.</summary>
/// <param name="message">The dependency, its error and what to do, on one line and without secrets.</param>
public sealed class UnavailableException(string message, Exception cause) : IOException(message, cause);
