using System.Text.Json.Nodes;

namespace Tracker.Tests.Systems.TaskTrackerMicro;

/// <summary>The system's error bodies.</summary>
internal static class Refusal
{
    public const string NotAuthenticated = """{"detail": "Not authenticated"}""";
    public const string TaskNotFound = """{"detail": "Task not found"}""";
    public const string Away = """{"detail": "The service is temporarily unavailable. Please try again shortly."}""";

    /// <summary>A validation error with one fault.</summary>
    /// <param name="location">The JSON of <c>loc</c>, e.g. <c>["body", "title"]</c>.</param>
    public static string Invalid(string location, string message, string type) =>
        Faults(new JsonObject { ["loc"] = JsonNode.Parse(location), ["msg"] = message, ["type"] = type });

    public static string Faults(params JsonNode[] faults) => new JsonObject { ["detail"] = new JsonArray(faults) }.ToJsonString();
}
