namespace Tracker.Platform.Http;

/// <summary>Writes times in UTC, truncated to whole seconds and without a zone: <c>2025-12-31T10:00:00</c>.</summary>
public sealed class WholeSecondsJsonConverter() : TimeJsonConverter(length: 19, zone: "");
