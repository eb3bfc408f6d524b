using Tracker.Platform.Peers;

namespace Tracker.Platform.Messaging.CatchUp;

/// <summary>The service whose events a consumer reads again over HTTP.</summary>
/// <param name="Name">The service's name.</param>
/// <param name="Url">Its address; ends with a slash.</param>
/// <param name="Token">Returns the current service token.</param>
public sealed record EventPublisher(string Name, Uri Url, Func<string> Token)
{
    /// <summary>The path of the feed, relative to the publisher's address.</summary>
    public const string FeedPath = "internal/events";

    // Two pages' worth of one body in base64, since a body may be longer than the limit of a page.
    private const int MaxBytes = 16 * 1024 * 1024;

    internal PeerClient Connect() => new(Name, Url, MaxBytes);

    internal PeerRequest Request(string? after) =>
        new(HttpMethod.Get, after is null ? FeedPath : $"{FeedPath}?after={Uri.EscapeDataString(after)}", Token());
}
