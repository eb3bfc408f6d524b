namespace Tracker.Platform.Http;

/// <summary>Writes times in ISO 8601, in UTC with three decimals: <c>2025-12-31T10:00:00.000Z</c>.</summary>
public sealed class UtcMillisecondsJsonConverter() : TimeJsonConverter(length: 23, zone: "Z");
