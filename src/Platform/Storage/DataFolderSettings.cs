using Tracker.Platform.Settings;

namespace Tracker.Platform.Storage;

/// <summary>Where systems keep data on this machine.</summary>
public static class DataFolderSettings
{
    /// <summary>The folder, below a system's data folder, with the files that rows reference.</summary>
    public const string Files = "files";

    // The launcher sets it to the checkout it was called from.
    private static readonly Setting<string> Checkout = Setting.Text("TRACKER_HOME", "the folder that .data is in");

    /// <summary>The folder of all data.</summary>
    public static Setting<string> Data { get; } =
        Setting.Text("TRACKER_DATA", "data folder") with { Default = ".data in the checkout", Note = "It has one folder a system" };

    /// <summary>A system's data folder: <c>TRACKER_DATA</c>/<c>SYSTEM</c>, absolute.</summary>
    public static string DataFolder(this ServiceSettings settings, string system) => Path.Combine(settings.DataRoot(), system);

    /// <summary>The folder that contains one folder per system, absolute.</summary>
    public static string DataRoot(this ServiceSettings settings) =>
        Path.GetFullPath(settings.Optional(Data) ?? Path.Combine(settings.Optional(Checkout) ?? ".", ".data"));
}
