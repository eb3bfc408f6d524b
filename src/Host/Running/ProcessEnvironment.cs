using System.Collections;

namespace Tracker.Host.Running;

/// <summary>The environment variables of this process, read once.</summary>
internal static class ProcessEnvironment
{
    /// <summary>
    /// Name to value. <c>…_PORT=tcp://…</c> is left out: Kubernetes sets it for every service it knows, and it would otherwise hide the
    /// port of a service of ours with that name.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Read() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Value: (string?)entry.Value ?? ""))
            .Where(variable => !(variable.Name.EndsWith("_PORT", StringComparison.Ordinal) && variable.Value.StartsWith("tcp://", StringComparison.Ordinal)))
            .ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
}
