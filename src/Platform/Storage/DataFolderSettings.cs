using Tracker.Platform.Settings;

namespace Tracker.Platform.Storage;

/// <summary>Where systems keep data on this machine.</summary>
public static class DataFolderSettings
{
    /// <summary>The folder within a system's, where files are kept that rows stand for.</summary>
    public const string Files = "files";

    // The command sets it to the checkout it was called from.
    private static readonly Setting<string> Checkout = Setting.Text("TRACKER_HOME", "the folder that .data is in");

    /// <summary>The folder of all data.</summary>
    public static Setting<string> Data { get; } =
        Setting.Text("TRACKER_DATA", "data folder") with { Default = ".data in the checkout", Note = "It has one folder a system" };

    /// <summary>Where a system's data is: <c>TRACKER_DATA</c>/<c>SYSTEM</c>, absolute.</summary>
    /// <param name="settings">The variables of the process.</param>
    /// <param name="system">The system's name.</param>
    public static string DataFolder(this ServiceSettings settings, string system) => Path.Combine(settings.DataRoot(), system);

    /// <summary>The folder that holds one folder a system, absolute.</summary>
    public static string DataRoot(this ServiceSettings settings) =>
        Path.GetFullPath(settings.Optional(Data) ?? Path.Combine(settings.Optional(Checkout) ?? ".", ".data"));
}
