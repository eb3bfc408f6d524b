using System.Text.Json.Serialization;

namespace Tracker.Platform.Peers;

/// <summary>The error of a peer, in either format that services of this program use.</summary>
internal sealed record PeerError(PeerError.Body? Error, string? Detail)
{
    public string? Name => Error?.Code ?? Detail;

    internal sealed record Body(string? Code);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PeerError))]
internal sealed partial class PeerErrorJson : JsonSerializerContext;
