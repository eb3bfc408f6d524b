using Tracker.Host.Running;
using Tracker.Platform.Hosting;
using Tracker.Platform.Settings;
using Tracker.Platform.Storage;

namespace Tracker.Host.Backups;

/// <summary>What of a system is in its data folder.</summary>
/// <param name="Folder">The system's folder.</param>
/// <param name="Stores">The stores in the private database.</param>
/// <param name="Elsewhere">A store that the operator keeps elsewhere; null when there is none.</param>
/// <param name="HasFiles">Whether files are kept in the folder, rather than in a bucket.</param>
internal sealed record BackupPlace(string Folder, IReadOnlyList<string> Stores, string? Elsewhere, bool HasFiles)
{
    /// <summary>Reads it from the variables of the process.</summary>
    /// <exception cref="SettingsException">A variable is wrong.</exception>
    public static BackupPlace Of(SystemDefinition system, IReadOnlyDictionary<string, string> environment)
    {
        var settings = new ServiceSettings(environment);
        var plan = new SystemPlan(system, environment);
        plan.ThrowIfInvalid();
        var stores = system.Services.Where(service => service.Store is not null).Select(service => service.Store!).Distinct(StringComparer.Ordinal);
        return new BackupPlace(
            settings.DataFolder(system.Name),
            plan.EmbeddedStores,
            stores.Except(plan.EmbeddedStores, StringComparer.Ordinal).FirstOrDefault(),
            !settings.HasBucket());
    }
}
