using System.Text.Json.Serialization;

namespace Tracker.Platform.Messaging.CatchUp;

/// <summary>A page of the events in a publisher's outbox.</summary>
/// <param name="Events">In the order of the outbox.</param>
/// <param name="Position">The position after the page, for the next request.</param>
/// <param name="More">There are further events.</param>
internal sealed record FeedPage(IReadOnlyList<FeedEvent> Events, string Position, bool More);

/// <summary>An event exactly as it was published.</summary>
internal sealed record FeedEvent(Guid EventId, string Topic, ReadOnlyMemory<byte> Body, DateTime OccurredAt, string? TraceParent)
{
    public OutboxMessage ToMessage() => new(EventId, Topic, Body, OccurredAt) { TraceParent = TraceParent };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FeedPage))]
internal sealed partial class FeedJson : JsonSerializerContext;
