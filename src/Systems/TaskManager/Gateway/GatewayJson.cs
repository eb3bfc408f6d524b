using System.Text.Json.Serialization;

namespace Tracker.Systems.TaskManager.Gateway;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GatewayResponse))]
[JsonSerializable(typeof(GatewayHealthResponse))]
internal sealed partial class GatewayJson : JsonSerializerContext;

/// <summary>The gateway.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Version">The version of the API.</param>
/// <param name="Status">Always <c>running</c>.</param>
/// <param name="Services">The names of the services behind it.</param>
public sealed record GatewayResponse(string Service, string Version, string Status, IReadOnlyList<string> Services);

/// <summary>The state of the system.</summary>
/// <param name="Status"><c>healthy</c>, or <c>unhealthy</c> when one of the services is.</param>
/// <param name="Service">The name of the gateway.</param>
/// <param name="Services">The state of each service: <c>healthy</c> or <c>unhealthy</c>.</param>
public sealed record GatewayHealthResponse(string Status, string Service, IReadOnlyDictionary<string, string> Services);
