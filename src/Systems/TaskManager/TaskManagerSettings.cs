using Tracker.Platform.Hosting;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskManager;

/// <summary>The variables that several services of this system read (document 004, "Environment Variables").</summary>
internal static class TaskManagerSettings
{
    public const string SecretVariable = "SECRET_KEY";

    public static readonly SettingGroup Tokens = SecretSettings.Group(SecretVariable);
    public static readonly Setting<Uri> AuthServiceUrl = PeerSettings.Url("auth-service");
    public static readonly SettingGroup AuthServicePeer = new("Calls of auth-service", AuthServiceUrl);
}
