namespace Tracker.Platform.RabbitMq;

/// <summary>The broker cannot be reached, or the connection broke before it answered.</summary>
/// <param name="message">What was tried.</param>
/// <param name="cause">What came instead of an answer; null when there was no connection to begin with.</param>
internal sealed class BrokerAwayException(string message, Exception? cause = null) : InvalidOperationException(message, cause);
