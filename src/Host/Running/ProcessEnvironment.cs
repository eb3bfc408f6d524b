using System.Collections;

namespace Tracker.Host.Running;

/// <summary>The environment variables of this process.</summary>
internal static class ProcessEnvironment
{
    /// <summary>
    /// Reads all variables except those of the form <c>…_PORT=tcp://…</c>: Kubernetes sets one for each of its services, and it would
    /// override the port of a service with the same name.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Read() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Value: (string?)entry.Value ?? ""))
            .Where(variable => !IsSetByKubernetes(variable.Name, variable.Value))
            .ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);

    private static bool IsSetByKubernetes(string name, string value) =>
        name.EndsWith("_PORT", StringComparison.Ordinal) && value.StartsWith("tcp://", StringComparison.Ordinal);
}
