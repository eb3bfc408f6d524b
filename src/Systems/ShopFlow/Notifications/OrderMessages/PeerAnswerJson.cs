using System.Text.Json.Serialization;
using Tracker.Platform.Http;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>What notification-service reads of the answers of others (document 003 §7.2, §7.3). An answer that lacks something is no answer.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(OrderDetails))]
[JsonSerializable(typeof(Contact))]
internal sealed partial class PeerAnswerJson : JsonSerializerContext;
