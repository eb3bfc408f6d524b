using Tracker.Platform.Hosting;

namespace Tracker.Host.Commands;

/// <summary>Finds systems and services by the names that were typed.</summary>
internal static class SystemNames
{
    /// <summary>The system of that name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static SystemDefinition Find(this IReadOnlyList<SystemDefinition> systems, string name) =>
        systems.FirstOrDefault(system => system.Name == name)
        ?? throw (name.StartsWith('-') ? new UsageException($"Unknown option '{name}'. See: ./tracker help") : UnknownSystem(systems, name));

    /// <summary>The service that <c>SYSTEM/SERVICE</c> names.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static (SystemDefinition System, ServiceDefinition Service) FindService(this IReadOnlyList<SystemDefinition> systems, string path)
    {
        if (path.Split('/') is not [var systemName, var serviceName])
        {
            throw new UsageException($"'{path}' is not SYSTEM/SERVICE, e.g. {systems[0].Name}/{systems[0].Services[0].Name}");
        }

        var system = systems.Find(systemName);
        return (system, system.ServicesNamed(serviceName).Single());
    }

    /// <summary>The service of that name, or all when none is named.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static IReadOnlyList<ServiceDefinition> ServicesNamed(this SystemDefinition system, string? name)
    {
        if (name is null)
        {
            return system.Services;
        }

        var names = system.Services.Select(service => service.Name).ToList();
        return system.Services.FirstOrDefault(service => service.Name == name) is { } found
            ? [found]
            : throw new UsageException($"Unknown service '{name}' of {system.Name}.{Nearest.Suggestion(name, names)} Services: {string.Join(", ", names)}");
    }

    private static UsageException UnknownSystem(IReadOnlyList<SystemDefinition> systems, string name) =>
        new($"Unknown system '{name}'.{Nearest.Suggestion(name, Names(systems))} Systems: {string.Join(", ", Names(systems))}");

    private static IEnumerable<string> Names(IReadOnlyList<SystemDefinition> systems) => systems.Select(system => system.Name);
}
