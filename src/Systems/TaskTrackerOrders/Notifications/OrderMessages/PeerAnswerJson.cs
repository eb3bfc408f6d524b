using System.Text.Json.Serialization;

namespace Tracker.Systems.TaskTrackerOrders.Notifications.OrderMessages;

/// <summary>The part of a user that notification-service reads from auth-service.</summary>
internal sealed record Contact(Guid Id, string Email, string Name, string? Phone);

/// <summary>The part of an order that notification-service reads from order-service.</summary>
internal sealed record OrderOwner(Guid Id, Guid UserId);

/// <summary>The peers' answers. One with a missing member is not readable.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(OrderOwner))]
internal sealed partial class PeerAnswerJson : JsonSerializerContext;
