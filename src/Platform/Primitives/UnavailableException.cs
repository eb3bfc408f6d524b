namespace Tracker.Platform.Primitives;

/// <summary>Something the service stands on does not do its work, and only the operator can mend that. Clients are told to come back.</summary>
/// <param name="message">Which it is, what it said, and what to do, on one line and without a secret.</param>
/// <param name="cause">What it said.</param>
public sealed class UnavailableException(string message, Exception cause) : IOException(message, cause);
