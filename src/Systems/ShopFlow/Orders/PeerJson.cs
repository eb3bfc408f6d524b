using System.Text.Json.Serialization;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>What order-service reads of the answers of others (document 003 §7.1).</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class PeerJson : JsonSerializerContext;

internal sealed record TokenAnswer(bool Valid, TokenUser? User);

internal sealed record TokenUser(string? Id, string? Email, string? Role);
