using System.Text.Json.Serialization;

namespace Tracker.Systems.TaskTrackerMicro.Gateway;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GatewayResponse))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class GatewayJson : JsonSerializerContext;

/// <summary>The gateway.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version of the API.</param>
/// <param name="Status">Always <c>running</c>.</param>
/// <param name="Services">The address of each service behind it; several are separated by commas.</param>
public sealed record GatewayResponse(string Name, string Version, string Status, IReadOnlyDictionary<string, string> Services);
