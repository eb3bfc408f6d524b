namespace Tracker.Platform.RabbitMq;

/// <summary>The broker cannot be reached, or the connection broke before it answered.</summary>
/// <param name="cause">Null when there was no connection.</param>
internal sealed class BrokerAwayException(string message, Exception? cause = null) : InvalidOperationException(message, cause);
