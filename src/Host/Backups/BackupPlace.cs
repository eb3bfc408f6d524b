using Tracker.Host.Running;
using Tracker.Platform.Hosting;
using Tracker.Platform.Settings;
using Tracker.Platform.Storage;

namespace Tracker.Host.Backups;

/// <summary>The part of a system that is in its data folder.</summary>
/// <param name="Folder">The system's folder.</param>
/// <param name="Stores">The stores in the private database.</param>
/// <param name="Elsewhere">A store in the operator's own database; null when there is none.</param>
/// <param name="HasFiles">Whether files are in the folder and not in a bucket.</param>
internal sealed record BackupPlace(string Folder, IReadOnlyList<string> Stores, string? Elsewhere, bool HasFiles)
{
    /// <exception cref="SettingsException">A variable is invalid.</exception>
    public static BackupPlace Of(SystemDefinition system, IReadOnlyDictionary<string, string> environment)
    {
        var settings = new ServiceSettings(environment);
        var plan = new SystemPlan(system, environment);
        plan.ThrowIfInvalid();
        var stores = system.Services.Select(service => service.Store).OfType<string>().Distinct(StringComparer.Ordinal);
        return new BackupPlace(
            settings.DataFolder(system.Name),
            plan.EmbeddedStores,
            stores.Except(plan.EmbeddedStores, StringComparer.Ordinal).FirstOrDefault(),
            !settings.HasBucket());
    }
}
