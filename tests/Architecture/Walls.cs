using Mono.Cecil;

namespace Tracker.Tests.Architecture;

/// <summary>The rules themselves. Each takes what it judges, so that a test can show it an offender.</summary>
internal static class Walls
{
    private static readonly string[] BottomUp = ["Platform", "Modules", "Systems", "Host"];
    private static readonly string[] Technologies = ["Npgsql", "MySql.Data", "RabbitMQ.Client", "StackExchange.Redis", "Microsoft.AspNetCore", "System.Net.Http", "System.Data"];
    private static readonly string[] SystemNames =
        ["task-tracker", "tasktracker-micro", "tasktracker-orders", "shopflow", "task-manager", "TaskTrackerMicro", "TaskTrackerOrders", "ShopFlow", "TaskManager"];

    /// <summary>Arrows point down, and never sideways between modules or between systems.</summary>
    public static bool Allows(string from, string to)
    {
        if (!to.StartsWith("Tracker.", StringComparison.Ordinal))
        {
            return true;
        }

        var (above, below) = (Array.IndexOf(BottomUp, House.Layer(from)), Array.IndexOf(BottomUp, House.Layer(to)));
        return below < above || (below == above && House.Layer(from) == "Platform");
    }

    /// <summary>What in a type ties it to a database, HTTP or a broker.</summary>
    public static IEnumerable<string> TechnologyIn(TypeDefinition type) =>
        House.Mentions(type).Where(mention => Technologies.Any(technology => mention.Contains(technology, StringComparison.Ordinal)));

    /// <summary>What in a type names one of the five systems.</summary>
    public static IEnumerable<string> SystemNamesIn(TypeDefinition type) =>
        House.Mentions(type).Append(type.FullName).Where(mention => SystemNames.Any(name => mention.Contains(name, StringComparison.Ordinal)));
}
