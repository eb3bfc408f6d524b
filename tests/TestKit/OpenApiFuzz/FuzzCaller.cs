using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>Somebody who sends requests.</summary>
/// <param name="name">What they are, e.g. <c>admin</c>; the report names them so.</param>
internal sealed class FuzzCaller(string name)
{
    public string Name => name;

    /// <summary>What they show; null for nothing.</summary>
    public string? Token { get; set; }

    /// <summary>Their account, as it was registered; null for one who has none.</summary>
    public JsonObject? Account { get; set; }
}
