using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>A sender of requests.</summary>
/// <param name="name">The name in the report, e.g. <c>admin</c>.</param>
internal sealed class FuzzCaller(string name)
{
    public string Name => name;

    /// <summary>The token; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>The account as registered; null for none.</summary>
    public JsonObject? Account { get; set; }
}
