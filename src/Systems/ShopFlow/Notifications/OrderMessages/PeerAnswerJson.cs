using System.Text.Json.Serialization;
using Tracker.Platform.Http;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>
/// The part of peers' answers that notification-service reads (document 003 §7.2, §7.3). An answer with a missing member is not readable.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(OrderDetails))]
[JsonSerializable(typeof(Contact))]
internal sealed partial class PeerAnswerJson : JsonSerializerContext;
