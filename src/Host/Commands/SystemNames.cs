using Tracker.Platform.Hosting;

namespace Tracker.Host.Commands;

/// <summary>Finds systems and services by the names on the command line.</summary>
internal static class SystemNames
{
    /// <exception cref="UsageException">The name is unknown.</exception>
    public static SystemDefinition Find(this IReadOnlyList<SystemDefinition> systems, string name) =>
        systems.FirstOrDefault(system => system.Name == name) ?? throw Unknown(systems, name);

    /// <param name="path"><c>SYSTEM/SERVICE</c>.</param>
    /// <exception cref="UsageException">The path has another form, or a name is unknown.</exception>
    public static (SystemDefinition System, ServiceDefinition Service) FindService(
        this IReadOnlyList<SystemDefinition> systems, string path)
    {
        if (path.Split('/') is not [var systemName, var serviceName])
        {
            throw new UsageException($"'{path}' is not SYSTEM/SERVICE, e.g. {systems[0].Name}/{systems[0].Services[0].Name}");
        }

        var system = systems.Find(systemName);
        return (system, system.ServicesNamed(serviceName).Single());
    }

    /// <param name="name">Null for all services.</param>
    /// <exception cref="UsageException">The name is unknown.</exception>
    public static IReadOnlyList<ServiceDefinition> ServicesNamed(this SystemDefinition system, string? name)
    {
        if (name is null)
        {
            return system.Services;
        }

        var names = system.Services.Select(service => service.Name).ToList();
        return system.Services.FirstOrDefault(service => service.Name == name) is { } found
            ? [found]
            : throw new UsageException(
                $"Unknown service '{name}' of {system.Name}.{Nearest.Suggestion(name, names)} Services: {string.Join(", ", names)}");
    }

    private static UsageException Unknown(IReadOnlyList<SystemDefinition> systems, string name)
    {
        if (name.StartsWith('-'))
        {
            return new UsageException($"Unknown option '{name}'. See: ./tracker help");
        }

        var names = systems.Select(system => system.Name).ToList();
        return new UsageException($"Unknown system '{name}'.{Nearest.Suggestion(name, names)} Systems: {string.Join(", ", names)}");
    }
}
