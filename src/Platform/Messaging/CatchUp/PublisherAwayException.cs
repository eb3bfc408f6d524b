namespace Tracker.Platform.Messaging.CatchUp;

/// <summary>The publisher's events cannot be read now.</summary>
internal sealed class PublisherAwayException(string reason, Exception? cause) : Exception(reason, cause);
