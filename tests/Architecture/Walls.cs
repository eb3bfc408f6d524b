using Mono.Cecil;

namespace Tracker.Tests.Architecture;

/// <summary>The rules themselves. Each takes what it judges, so that a test can show it an offender.</summary>
internal static class Walls
{
    private static readonly string[] BottomUp = ["Platform", "Modules", "Systems", "Host"];
    private static readonly string[] Technologies =
        ["Npgsql", "MySqlConnector", "RabbitMQ.Client", "StackExchange.Redis", "Microsoft.AspNetCore", "System.Net.Http", "System.Data"];

    private static readonly string[] Brokers =
        ["RabbitMQ.Client", "StackExchange.Redis", "Tracker.Platform.RabbitMq", "Tracker.Platform.Redis"];

    private static readonly string[] SystemNames =
    [
        "task-tracker", "tasktracker-micro", "tasktracker-orders", "shopflow", "task-manager",
        "TaskTrackerMicro", "TaskTrackerOrders", "ShopFlow", "TaskManager",
    ];

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

    /// <summary>The names that several types have.</summary>
    public static IEnumerable<string> NamesTwice(IEnumerable<AssemblyDefinition> assemblies) =>
        assemblies.SelectMany(House.OwnTypes).GroupBy(type => type.Name).Where(same => same.Count() > 1)
            .Select(same => string.Join(" = ", same.Select(type => type.FullName)));

    /// <summary>The namespaces of a system's services: each has a type that builds the service.</summary>
    public static IReadOnlyList<string> ServiceFolders(AssemblyDefinition system) =>
        [.. House.OwnTypes(system)
            .Where(type => type.Methods.Any(method => method.Name == "Build" && method.Parameters.Any(IsContext)))
            .Select(type => type.Namespace)];

    private static bool IsContext(ParameterDefinition parameter) => parameter.ParameterType.Name == "ServiceContext";

    public static IEnumerable<string> ServicesThatUseEachOther(AssemblyDefinition system)
    {
        var folders = ServiceFolders(system);
        return
            from folder in folders
            from type in House.Types(system).Where(type => IsIn(NamespaceOf(type), folder))
            from other in folders.Where(other => other != folder)
            where House.Mentions(type).Any(mention => mention.Contains(other + ".", StringComparison.Ordinal))
            select $"{type.FullName} -> {other}";
    }

    /// <summary>
    /// Pairs of folders of a module that use each other. The root is no folder: it registers what the folders have, and they use its
    /// entities.
    /// </summary>
    public static IEnumerable<string> FoldersInACircle(IEnumerable<TypeDefinition> types, string root = "Tracker.Modules.")
    {
        var byFolder = types.ToLookup(NamespaceOf);
        var folders = byFolder.Select(folder => folder.Key)
            .Where(folder => folder.StartsWith(root, StringComparison.Ordinal) && folder.Count(letter => letter == '.') > 2).ToList();
        var uses = folders.ToDictionary(folder => folder, folder => byFolder[folder].SelectMany(House.Mentions).ToList());
        return
            from one in folders
            from two in folders
            where string.CompareOrdinal(one, two) < 0 && Uses(one, two) && Uses(two, one)
            select $"{one[root.Length..]} <-> {two[root.Length..]}";

        // By types, not by the folder's name: a folder within it has a name that begins alike.
        bool Uses(string one, string two) =>
            uses[one].Exists(mention => byFolder[two].Any(type => mention.Contains(type.FullName, StringComparison.Ordinal)));
    }

    /// <summary>What has an id of its own.</summary>
    public static bool IsEntity(TypeDefinition type) =>
        type.IsPublic && type.Properties.Any(property => property.Name == "Id" && property.PropertyType.FullName == "System.Guid");

    /// <summary>What in a type ties it to a database, HTTP or a broker.</summary>
    public static IEnumerable<string> TechnologyIn(TypeDefinition type) =>
        House.Mentions(type).Where(mention => Technologies.Any(technology => mention.Contains(technology, StringComparison.Ordinal)));

    /// <summary>What of these mentions belongs to a broker or to Redis.</summary>
    public static IEnumerable<string> BrokersIn(IEnumerable<string> mentions) =>
        mentions.Where(mention => Brokers.Any(broker => mention.Contains(broker, StringComparison.Ordinal)));

    private static bool IsIn(string place, string folder) => place == folder || place.StartsWith(folder + ".", StringComparison.Ordinal);

    private static string NamespaceOf(TypeDefinition type) => type.DeclaringType is { } outer ? NamespaceOf(outer) : type.Namespace;

    /// <summary>What in a type names one of the five systems.</summary>
    public static IEnumerable<string> SystemNamesIn(TypeDefinition type) =>
        House.Mentions(type).Append(type.FullName)
            .Where(mention => SystemNames.Any(name => mention.Contains(name, StringComparison.Ordinal)));
}
