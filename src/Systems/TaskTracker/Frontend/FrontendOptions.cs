using Tracker.Platform.Gateway;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskTracker.Frontend;

/// <summary>The configuration of <c>frontend</c>.</summary>
internal static class FrontendOptions
{
    public const string FolderVariable = "FRONTEND_FOLDER";

    private static readonly Setting<string> Folder =
        Setting.Of(FolderVariable, "the folder of the built front end", text => text, Path.Combine(AppContext.BaseDirectory, "web")) with
        {
            Default = "web beside the program",
        };

    /// <summary>Pages call the API at their own origin.</summary>
    public static GatewayPolicy Policy { get; } =
        new(new GatewayDestination("api", "/api") { HealthPath = "/health/live", LimitsBodies = true });

    public static IReadOnlyList<SettingGroup> Settings { get; } = [.. Policy.Settings, new("The front end", Folder)];

    public static string FolderOf(ServiceSettings settings) => settings.Read(Folder);
}
